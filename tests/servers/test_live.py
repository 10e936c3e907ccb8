"""What clients get from real servers, read off the socket."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from httpolite import ErrorPages, Reply
from servers.asserts import assert_logged_once
from servers.live_apps import CHUNKS
from servers.table import SERVERS, Server

if TYPE_CHECKING:
    from servers.client import Client
    from servers.messages import Pairs, Response
    from servers.processes import Running

APPS = {"asgi": ("asgi", "starlette", "fastapi"), "wsgi": ("wsgi", "flask")}
SERVED = [(server, app) for server in SERVERS for app in APPS[server.interface]]
FRAMING = {"HTTP/1.0": "close", "HTTP/1.1": "chunked", "HTTP/2": "stream"}
pytestmark = pytest.mark.parametrize(
    ("server", "app"), SERVED, ids=[f"{server}-{app}" for server, app in SERVED]
)

PAGES = ErrorPages()
ID = "live-1"
WITH_ID = ("X-Request-ID", ID)
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
    assert (response.header("vary") or "").startswith("Accept, Accept-Language")
    assert not response.has("transfer-encoding")


def test_a_browser_in_taiwan_gets_a_page_in_traditional_chinese(client: Client, app: str) -> None:
    headers = (("Accept", "text/html"), ("Accept-Language", "zh-TW"), WITH_ID)
    response = client.ask("GET", f"/{app}/nowhere", headers)

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
    client: Client, app: str, accept: str | None, media_type: str
) -> None:
    asked: Pairs = () if accept is None else (("Accept", accept),)
    response = client.ask("GET", f"/{app}/nowhere", (*asked, WITH_ID))

    assert_sound(response)
    assert response.status == 404
    assert response.header("content-type") == media_type
    assert int(response.header("content-length")) == len(response.body)
    assert same_but_for_the_time(response.body, expected(404, accept=accept).body)


def test_the_documents_parse(client: Client, app: str) -> None:
    document = json.loads(client.ask("GET", f"/{app}/nowhere").body)
    asked = (("Accept", "application/xml"),)
    xml = ET.fromstring(client.ask("GET", f"/{app}/nowhere", asked).body)

    assert (document["status"], document["title"]) == (404, "Not Found")
    assert xml.findtext("{urn:ietf:rfc:7807}status") == "404"


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_head_has_the_headers_of_get_and_no_body(client: Client, app: str, accept: str) -> None:
    got = client.ask("GET", f"/{app}/nowhere", (("Accept", accept), WITH_ID))
    head = client.ask("HEAD", f"/{app}/nowhere", (("Accept", accept), WITH_ID))

    assert_sound(head)
    assert head.status == 404
    assert head.body == b""
    for name in ("content-type", "content-language", "content-length", "vary", "x-request-id"):
        assert head.header(name) == got.header(name), name


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_405_keeps_allow(client: Client, app: str, accept: str) -> None:
    response = client.ask("POST", f"/{app}/", (("Accept", accept),))

    assert_sound(response)
    assert response.status == 405
    methods = set(response.header("allow").split(", "))
    assert {"GET", "HEAD"} <= methods <= {"GET", "HEAD", "OPTIONS"}
    assert (b"GET" in response.body) == (accept == "text/html")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_exception_becomes_a_500_that_tells_nothing(
    client: Client, app: str, accept: str
) -> None:
    headers = (("Accept", accept), ("Accept-Language", "ar"), WITH_ID)
    page = client.ask("GET", f"/{app}/crash/x", headers)

    assert_sound(page)
    assert page.status == 500
    assert page.header("cache-control") == "no-store"
    assert page.header("content-language") == "ar"
    assert int(page.header("content-length")) == len(page.body)
    assert b"secret" not in page.body
    assert "secret" not in str(page.headers)
    same = expected(500, path="/crash/x", accept=accept, language="ar")
    assert same_but_for_the_time(page.body, same.body)


def test_an_exception_is_logged_exactly_once(
    client: Client, app: str, running: Running, mark: str
) -> None:
    response = client.ask("GET", f"/{app}/crash/{mark}")

    assert response.status == 500
    assert_logged_once(client, running, mark)


def test_a_stream_that_is_no_error_passes_chunk_by_chunk(
    server: Server, client: Client, app: str
) -> None:
    headers = (("Accept", "text/html"), ("Accept-Language", "zh-TW"))
    response = client.ask("GET", f"/{app}/stream", headers)

    assert (response.status, response.complete) == (200, True)
    assert response.header("content-type") == "text/plain; charset=utf-8"
    for name in ("content-language", "x-request-id", "content-security-policy", "content-length"):
        assert not response.has(name), name
    assert response.framing == FRAMING[server.protocol]
    assert response.body == b"".join(CHUNKS)
    if response.framing == "chunked":
        assert response.chunks == CHUNKS
