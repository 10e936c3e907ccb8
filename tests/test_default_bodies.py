"""Default bodies are recognised to the byte: compared with the frameworks themselves."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
import werkzeug.exceptions
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from werkzeug.test import create_environ

from httpolite import statuses
from httpolite.replacement import fingerprints
from httpolite.replacement.fingerprints import is_default_phrase
from httpolite.requests import Inquiry, RequestFacts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
X = Inquiry(path="/x")
ERRORS = [status for status in HTTPStatus if status >= 400]


def is_default(code: int, content_type: str, body: bytes, inquiry: Inquiry = X) -> bool:
    return fingerprints.is_default(code, content_type, body, inquiry)


def is_default_length(code: int, content_type: str, length: int, inquiry: Inquiry = X) -> bool:
    return fingerprints.is_default_length(code, content_type, length, inquiry)


def may_become_default(code: int, content_type: str, body: bytes) -> bool:
    return fingerprints.may_become_default(code, content_type, body, X)


def werkzeug_body(code: int) -> bytes:
    error = werkzeug.exceptions.default_exceptions[code]()
    return error.get_body(create_environ()).encode()


def asgi_body(app: ASGIApp, path: str) -> tuple[str, bytes]:
    """Call the app in memory: its content type and body."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "app": app,
    }

    async def call() -> None:
        await app(scope, receive, send)

    asyncio.run(call())
    headers = dict(sent[0]["headers"])
    return headers[b"content-type"].decode(), b"".join(m.get("body", b"") for m in sent[1:])


def raising(code: int) -> Any:
    def endpoint(request: Request) -> None:
        raise HTTPException(code)

    return endpoint


@pytest.mark.parametrize("code", sorted(werkzeug.exceptions.default_exceptions))
def test_a_page_of_werkzeug_is_recognised(code: int) -> None:
    body = werkzeug_body(code)
    assert is_default(code, HTML, body)
    assert is_default_length(code, HTML, len(body))


@pytest.mark.parametrize("code", sorted(werkzeug.exceptions.default_exceptions))
def test_a_page_of_werkzeug_that_differs_in_a_byte_is_not(code: int) -> None:
    body = werkzeug_body(code)
    assert not is_default(code, HTML, body[:-1] + b"!")
    assert not is_default(code, HTML, body + b"\n")
    assert not is_default(code, TEXT, body)
    assert not is_default(404 if code == 400 else 400, HTML, body)
    assert not is_default_length(code, HTML, len(body) + 1)


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize(("make", "content_type"), [(Starlette, TEXT), (FastAPI, JSON)])
def test_144_an_error_of_starlette_and_fastapi_is_recognised(
    code: HTTPStatus, make: Any, content_type: str
) -> None:
    app = make(routes=[Route("/raise", raising(code))])
    sent_type, body = asgi_body(app, "/raise")
    assert sent_type == content_type
    assert is_default(code, sent_type, body)
    assert is_default_length(code, sent_type, len(body))


@pytest.mark.parametrize("make", [Starlette, FastAPI])
def test_the_routers_own_404_is_recognised(make: Any) -> None:
    content_type, body = asgi_body(make(), "/nowhere")
    assert is_default(404, content_type, body)


def test_the_400_of_starlettes_trusted_host_is_recognised() -> None:
    content_type, body = asgi_body(TrustedHostMiddleware(Starlette(), ["example.com"]), "/")
    assert body != b"Bad Request"
    assert is_default(400, content_type, body)
    assert is_default_length(400, content_type, len(body))
    assert not is_default(404, content_type, body)
    assert not is_default_phrase(400, body.decode())


@pytest.mark.parametrize("code", ERRORS)
def test_144_the_phrase_of_any_python_is_a_default(code: HTTPStatus) -> None:
    assert is_default_phrase(code, code.phrase)
    assert not is_default_phrase(code, code.phrase + ".")


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (413, "Request Entity Too Large"),
        (413, "Content Too Large"),
        (414, "Request-URI Too Long"),
        (416, "Requested Range Not Satisfiable"),
        (422, "Unprocessable Entity"),
        (422, "Unprocessable Content"),
    ],
)
def test_144_phrases_from_before_and_after_python_3_13(code: int, phrase: str) -> None:
    assert is_default_phrase(code, phrase)
    assert is_default(code, TEXT, phrase.encode())
    assert is_default(code, JSON, json.dumps({"detail": phrase}, separators=(",", ":")).encode())


@pytest.mark.parametrize("text", ["", None, {"detail": "Not Found"}, ["Not Found"], "not found"])
def test_94_any_other_detail_is_deliberate(text: object) -> None:
    assert not is_default_phrase(404, text)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"Not Found"),
        ("", b"Not Found"),
        (TEXT, b"not found"),
        (TEXT, b"Gone"),
        (TEXT, b""),
        (JSON, b'{"detail": "Not Found"}'),
        (JSON, b'{"detail":"Not Found","code":1}'),
        (HTML, b"Not Found"),
        ("text/html", b"Not Found"),
        ("Text/Plain; charset=utf-8", b"Not Found"),
        ("text/plain;charset=utf-8", b"Not Found"),
        ("text/plain; charset=UTF-8", b"Not Found"),
        ("application/json; charset=utf-8", b'{"detail":"Not Found"}'),
        ("text/plain", b""),
    ],
)
def test_152_what_only_looks_like_a_default_is_not(content_type: str, body: bytes) -> None:
    assert not is_default(404, content_type, body)


def test_151_a_type_that_no_framework_sends_has_no_length() -> None:
    assert not is_default_length(404, "application/pdf", 9)
    assert not is_default_length(404, "text/plain; charset=UTF-8", 9)


def test_118_a_code_that_pyramid_does_not_know_has_no_default() -> None:
    assert not is_default(499, "text/plain; charset=UTF-8", b"499 Unknown Error")


@pytest.mark.parametrize("code", [499, 599, 430])
def test_118_a_code_that_no_framework_knows_has_no_page_of_werkzeug(code: int) -> None:
    assert code not in statuses
    assert not is_default(code, HTML, b"")
    assert not is_default_length(code, HTML, 207)


@pytest.mark.parametrize("content_type", [TEXT, JSON, HTML])
def test_7_each_beginning_of_a_default_body_may_become_one(content_type: str) -> None:
    body = {TEXT: b"Not Found", JSON: b'{"detail":"Not Found"}', HTML: werkzeug_body(404)}
    whole = body[content_type]
    for length in range(len(whole) + 1):
        assert may_become_default(404, content_type, whole[:length])
    assert not may_become_default(404, content_type, whole + b"!")


@pytest.mark.parametrize(
    ("code", "content_type", "body"),
    [(404, TEXT, b"No"), (404, TEXT, b"Not F"), (404, "", b""), (499, TEXT, b"Cl")],
)
def test_7_what_may_become_a_default_depends_on_type_and_bytes(
    code: int, content_type: str, body: bytes
) -> None:
    assert may_become_default(code, content_type, body) == (content_type == TEXT)
    assert not may_become_default(code, content_type, b"x")


def test_7_a_code_without_a_page_of_werkzeug_has_no_beginning_of_one() -> None:
    assert not may_become_default(499, HTML, b"<")


@pytest.mark.parametrize("body", [b"<!doctype html>\n<html lang=en>\n<title", b"<", b""])
def test_7_a_page_may_become_one_of_werkzeug_while_it_begins_like_one(body: bytes) -> None:
    assert may_become_default(404, HTML, body)
    assert not may_become_default(404, HTML, body + b"?")
    assert not may_become_default(404, HTML, body.ljust(300, b"."))


BOTTLE = "text/html; charset=UTF-8"


def test_an_address_is_named_by_what_is_known_of_the_request() -> None:
    body = b"<h1>Critical error while processing request: /a/b</h1>"
    assert is_default(500, BOTTLE, body, Inquiry(path="/a/b"))
    assert is_default(500, BOTTLE, body, Inquiry(path="/mount/a/b"))
    assert is_default_length(500, BOTTLE, len(body), Inquiry(path="/a/b"))
    for path in ("/a", "/b", "/a/b/", "/a/bc", "", None):
        assert not is_default(500, BOTTLE, body, Inquiry(path=path))
    assert not is_default(404, BOTTLE, body, Inquiry(path="/a/b"))


def test_an_end_of_a_path_begins_with_the_first_slash_in_a_row() -> None:
    body = b"<h1>Critical error while processing request: /b</h1>"
    assert is_default(500, BOTTLE, body, Inquiry(path="/a/b"))
    assert not is_default(500, BOTTLE, body, Inquiry(path="/a//b"))
    assert not is_default(500, BOTTLE, body, Inquiry(path="//b"))


def test_8_a_path_that_no_held_body_can_name_is_not_looked_at() -> None:
    path = "/" + "x" * 3000
    body = f"<h1>Critical error while processing request: {path}</h1>".encode()
    assert not is_default(500, BOTTLE, body, Inquiry(path=path))


SANIC = b'{"description":"Not Found","status":404,"message":"Requested URL %b not found"}'


def told(path: str, native: Any) -> Inquiry:
    return Inquiry(path=path, facts=lambda: RequestFacts(method="GET", path=path, native=native))


@pytest.mark.parametrize(
    ("native", "named"),
    [
        ({"raw_path": b"/%c3%a9"}, b"/%c3%a9"),
        ({"raw_path": b"/%c3%a9?a=b"}, b"/%c3%a9"),
        ({"raw_path": b"/" + b"x" * 3000}, b""),
        ({"raw_path": b"/\xff"}, b"/\\ufffd"),
        ({"raw_path": None}, b"/%C3%A9"),
        ({}, b"/%C3%A9"),
        (None, b"/%C3%A9"),
    ],
)
def test_a_path_is_named_as_it_came_or_as_it_would_have_come(native: Any, named: bytes) -> None:
    inquiry = told("/é", native)
    assert is_default(404, JSON, SANIC % named, inquiry)
    assert not is_default(404, JSON, SANIC % b"/e", inquiry)


@pytest.mark.parametrize("path", ["/\ud800", "/a://[", "/\x00"])
@pytest.mark.parametrize("content_type", [TEXT, JSON, HTML, BOTTLE, "text/plain; charset=UTF-8"])
def test_no_path_makes_the_look_up_fail(path: str, content_type: str) -> None:
    for native in ({}, {"wsgi.url_scheme": "http", "SCRIPT_NAME": "/\udcff日"}):
        for status in (404, 405, 500):
            inquiry = told(path, native)
            assert not is_default(status, content_type, b"own words", inquiry)
            assert not is_default_length(status, content_type, 1_000_000, inquiry)
