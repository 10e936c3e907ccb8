"""A WebSocket that the app denies: a page where the server can send one, untouched elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from doubles import asgi_app, run_asgi
from httpolite import ErrorPages, Problem
from httpolite.asgi import ErrorPagesMiddleware

EXTENSION = "websocket.http.response"
ACCEPT = {"type": "websocket.accept"}
CLOSE = {"type": "websocket.close", "code": 1008, "reason": "no"}
TEXT = (b"content-type", b"text/plain; charset=utf-8")


def start(status: int, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": f"{EXTENSION}.start", "status": status, "headers": list(headers)}


def body(data: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": f"{EXTENSION}.body", "body": data, "more_body": more}


def shake(*steps: Any, offered: bool = True, headers: Any = (), **options: Any) -> Any:
    scope = {
        "type": "websocket",
        "path": "/live",
        "headers": headers,
        "extensions": {EXTENSION: {}} if offered else {},
    }
    return run_asgi(ErrorPagesMiddleware(asgi_app(*steps), ErrorPages(**options)), scope=scope)


def document(seen: Any) -> Any:
    first, second = seen.messages
    assert [first["type"], second["type"]] == [f"{EXTENSION}.start", f"{EXTENSION}.body"]
    assert not second["more_body"]  # 53: Granian sends a body in pieces as an empty one
    headers = dict(first["headers"])
    assert headers[b"content-length"] == str(len(second["body"])).encode()
    found = json.loads(second["body"])
    assert found["status"] == first["status"]
    return found


def test_52_a_handshake_that_is_closed_gets_a_403() -> None:
    assert document(shake(CLOSE))["title"] == "Forbidden"


def test_52_the_denial_is_negotiated_as_any_reply() -> None:
    headers = [(b"Accept", b"text/html"), (b"Accept-Language", b"ar")]

    first, second = shake(CLOSE, headers=headers).messages

    assert dict(first["headers"])[b"content-type"] == b"text/html; charset=utf-8"
    assert b'dir="rtl"' in second["body"]


@pytest.mark.parametrize("steps", [(CLOSE,), (ACCEPT, CLOSE), (start(403), body(b""))])
def test_52_without_the_extension_nothing_is_touched(steps: Any) -> None:
    assert shake(*steps, offered=False).messages == list(steps)


def test_52_extensions_that_are_none_offer_nothing() -> None:
    app = ErrorPagesMiddleware(asgi_app(CLOSE))

    seen = run_asgi(
        app, scope={"type": "websocket", "path": "/", "headers": [], "extensions": None}
    )

    assert seen.messages == [CLOSE]


@pytest.mark.parametrize("message", [{"type": "websocket.send", "text": "hello"}, CLOSE])
def test_51_an_open_socket_is_not_touched(message: Any) -> None:
    assert shake(ACCEPT, message).messages == [ACCEPT, message]


def test_51_an_exception_in_an_open_socket_passes() -> None:
    exc = RuntimeError("secret")

    seen = shake(ACCEPT, exc)

    assert (seen.messages, seen.raised) == ([ACCEPT], exc)


def test_54_an_exception_before_it_opens_gets_a_500_and_passes() -> None:
    exc = RuntimeError("secret")

    seen = shake(exc)

    assert document(seen)["status"] == 500
    assert seen.raised is exc


def test_54_an_exception_passes_where_no_denial_can_be_sent() -> None:
    exc = RuntimeError("secret")

    seen = shake(exc, offered=False)

    assert (seen.messages, seen.raised) == ([], exc)


def test_a_problem_denies_the_handshake() -> None:
    seen = shake(Problem(401, detail="Sign in.", headers={"WWW-Authenticate": "Bearer"}))

    assert document(seen)["detail"] == "Sign in."
    assert seen.raised is None
    assert (b"www-authenticate", b"Bearer") in seen.messages[0]["headers"]


@pytest.mark.parametrize(
    "steps",
    [
        (start(404, TEXT), body(b"Not Found")),
        (start(404, TEXT), body(b"Not ", more=True), body(b"Found")),
        (start(503), body(b"")),
    ],
)
def test_55_a_bare_denial_of_the_app_is_replaced(steps: Any) -> None:
    assert document(shake(*steps))["status"] == steps[0]["status"]


@pytest.mark.parametrize(
    "steps",
    [
        (start(403, TEXT), body(b"members only")),
        (start(403, TEXT), body(b"members ", more=True), body(b"only")),
        (start(302, (b"location", b"/login")), body(b"")),
        (start(403, TEXT),),
    ],
)
def test_55_a_denial_in_words_of_the_app_is_not_touched(steps: Any) -> None:
    assert shake(*steps).messages == list(steps)


@pytest.mark.parametrize("replace", ["empty", "bare", "all"])
def test_52_policies_that_replace_empty_bodies_replace_a_close(replace: Any) -> None:
    assert document(shake(CLOSE, replace=replace))["status"] == 403


@pytest.mark.parametrize("replace", ["exceptions", "never", lambda *_: False])
def test_52_other_policies_leave_a_close_as_it_is(replace: Any) -> None:
    assert shake(CLOSE, replace=replace).messages == [CLOSE]


@pytest.mark.parametrize("steps", [(CLOSE,), (start(404, TEXT), body(b"Not Found"))])
def test_153_a_denial_is_left_alone_if_the_app_says_so(steps: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["httpolite.keep"] = True
        await asgi_app(*steps)(scope, receive, send)

    scope = {"type": "websocket", "path": "/", "headers": [], "extensions": {EXTENSION: {}}}

    assert run_asgi(ErrorPagesMiddleware(app), scope=scope).messages == list(steps)


def test_49_the_inner_of_two_middlewares_answers() -> None:
    inner = ErrorPagesMiddleware(asgi_app(CLOSE), ErrorPages(texts={"en": {403: {"phrase": "No"}}}))
    scope = {"type": "websocket", "path": "/", "headers": [], "extensions": {EXTENSION: {}}}

    assert document(run_asgi(ErrorPagesMiddleware(inner), scope=scope))["title"] == "No"


def test_41_hooks_are_told_of_a_denial() -> None:
    told: list[Any] = []

    shake(CLOSE, on_error=lambda facts, problem, exc: told.append((facts.method, facts.path)))

    assert told == [("GET", "/live")]


def test_11_what_the_app_sends_after_its_denial_is_dropped() -> None:
    assert document(shake(CLOSE, CLOSE, body(b"more")))["status"] == 403
