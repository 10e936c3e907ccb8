"""What clients get from real servers, read off the socket."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from httpolite import ErrorPages, Reply
from servers.live_apps import CHUNKS

if TYPE_CHECKING:
    from servers.conftest import Response, Served

PAGES = ErrorPages()
ID = "live-1"
ONLY_ONCE = (
    "cache-control",
    "content-language",
    "content-length",
    "content-security-policy",
    "content-type",
    "vary",
    "x-content-type-options",
    "x-request-id",
)
TIME = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")


def expected(status: int, path: str = "/nowhere", **asked: Any) -> Reply:
    return PAGES.reply(status, path=path, request_id=ID, **asked)


def same_but_for_the_time(one: bytes, other: bytes) -> bool:
    return TIME.sub(b"", one) == TIME.sub(b"", other)


def assert_sound(response: Response) -> None:
    for name in ONLY_ONCE:
        assert [key for key, _ in response.headers].count(name) in (0, 1), name
    assert response.header("vary") == "Accept, Accept-Language"
    assert not response.has("transfer-encoding")


def test_a_browser_in_taiwan_gets_a_page_in_traditional_chinese(served: Served) -> None:
    response = served.request(
        "GET", "/nowhere", Accept="text/html", Accept_Language="zh-TW", X_Request_ID=ID
    )

    assert_sound(response)
    assert response.status == 404
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert response.header("content-language") == "zh-Hant"
    assert int(response.header("content-length")) == len(response.body)
    assert b'<html lang="zh-Hant" dir="ltr">' in response.body
    page = expected(404, accept="text/html", language="zh-Hant")
    assert same_but_for_the_time(response.body, page.body)
    assert (
        response.header("content-security-policy") == dict(page.headers)["content-security-policy"]
    )


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("application/xml;q=0.9, text/html;q=0", "application/problem+xml"),
        ("text/markdown", "text/markdown; charset=utf-8"),
    ],
)
def test_a_program_gets_the_document_it_accepts(
    served: Served, accept: str | None, media_type: str
) -> None:
    asked = {} if accept is None else {"Accept": accept}
    response = served.request("GET", "/nowhere", X_Request_ID=ID, **asked)

    assert_sound(response)
    assert response.status == 404
    assert response.header("content-type") == media_type
    assert int(response.header("content-length")) == len(response.body)
    assert same_but_for_the_time(response.body, expected(404, accept=accept).body)


def test_the_documents_parse(served: Served) -> None:
    document = json.loads(served.request("GET", "/nowhere").body)
    xml = ET.fromstring(served.request("GET", "/nowhere", Accept="application/xml").body)

    assert (document["status"], document["title"]) == (404, "Not Found")
    assert xml.findtext("{urn:ietf:rfc:7807}status") == "404"


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_head_has_the_headers_of_get_and_no_body(served: Served, accept: str) -> None:
    got = served.request("GET", "/nowhere", Accept=accept, X_Request_ID=ID)
    head = served.request("HEAD", "/nowhere", Accept=accept, X_Request_ID=ID)

    assert_sound(head)
    assert head.status == 404
    assert head.body == b""
    for name in ("content-type", "content-language", "content-length", "vary", "x-request-id"):
        assert head.header(name) == got.header(name), name


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_405_keeps_allow(served: Served, accept: str) -> None:
    response = served.request("POST", "/", Accept=accept)

    assert_sound(response)
    assert response.status == 405
    methods = set(response.header("allow").split(", "))
    assert {"GET", "HEAD"} <= methods <= {"GET", "HEAD", "OPTIONS"}
    assert (b"GET" in response.body) == (accept == "text/html")


def test_an_exception_becomes_a_500_that_tells_nothing(served: Served) -> None:
    pages = [
        served.request("GET", "/crash", Accept=accept, Accept_Language="ar", X_Request_ID=ID)
        for accept in ("text/html", "application/json")
    ]

    for page, accept in zip(pages, ("text/html", "application/json"), strict=True):
        assert_sound(page)
        assert page.status == 500
        assert page.header("cache-control") == "no-store"
        assert page.header("content-language") == "ar"
        assert int(page.header("content-length")) == len(page.body)
        assert b"secret" not in page.body
        assert "secret" not in str(page.headers)
        same = expected(500, path="/crash", accept=accept, language="ar")
        assert same_but_for_the_time(page.body, same.body)


def test_an_exception_is_logged_exactly_once(served: Served) -> None:
    before = served.lines_ending("RuntimeError: secret")
    served.request("GET", "/crash")

    after = served.lines_ending("RuntimeError: secret", at_least=before + 1)
    assert after == before + 1


def test_a_stream_that_is_no_error_passes_chunk_by_chunk(served: Served) -> None:
    response = served.request("GET", "/stream", Accept="text/html", Accept_Language="zh-TW")

    assert response.status == 200
    assert response.header("content-type") == "text/plain; charset=utf-8"
    for name in ("content-language", "x-request-id", "content-security-policy", "content-length"):
        assert not response.has(name), name
    assert response.header("transfer-encoding") == "chunked"
    assert dechunked(response.body) == [*CHUNKS, b""]


def dechunked(body: bytes) -> list[bytes]:
    chunks = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        chunks.append(body[:length])
        assert body[length : length + 2] == b"\r\n"
        body = body[length + 2 :]
    return chunks
