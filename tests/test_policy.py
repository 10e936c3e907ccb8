"""Which responses a policy lets go; the numbers are those of `reference/behaviours.md`."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from doubles import Seen, asgi_app, body, environ, http_scope, run_asgi, run_wsgi, start, wsgi_app
from httpolite import ErrorPages, asgi, wsgi
from httpolite.replacement.policy import (
    KEEP,
    MOST_BYTES,
    POLICIES,
    Policy,
    is_bare,
    may_turn_out_bare,
)
from httpolite.requests import Inquiry

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
Response = tuple[int, dict[str, str], bytes]
STARLETTE = (404, {"content-type": TEXT}, b"Not Found")
FASTAPI = (404, {"content-type": JSON}, b'{"detail":"Not Found"}')
EMPTY = (404, {"content-type": HTML, "content-length": "0"}, b"")
UNTYPED: Response = (503, {}, b"")
FALCON = (404, {"content-type": JSON, "vary": "Accept"}, b'{"title": "404 Not Found"}')
PYRAMID = (
    404,
    {"content-type": "text/plain; charset=UTF-8"},
    b"404 Not Found\n\nThe resource could not be found.\n\n\n/x\n\n",
)
OWN_WORDS = (404, {"content-type": TEXT}, b"No seat 14C.")
OWN_PAGE = (404, {"content-type": HTML}, b"<!doctype html><title>Lost?</title>")


def bare(policy: Policy, response: Response, method: str = "GET") -> bool:
    status, headers, body = response
    return is_bare(policy, status, headers, body, Inquiry(method=method, path="/x"))


def test_the_policies_are_those_of_the_option() -> None:
    assert POLICIES == ("exceptions", "empty", "bare", "all", "never")
    assert MOST_BYTES == 2048


@pytest.mark.parametrize(
    ("response", "policies"),
    [
        (EMPTY, {"empty", "bare", "all"}),
        (UNTYPED, {"empty", "bare", "all"}),
        (STARLETTE, {"bare", "all"}),
        (FASTAPI, {"bare", "all"}),
        (FALCON, {"bare", "all"}),
        (PYRAMID, {"bare", "all"}),
        (OWN_WORDS, {"all"}),
        (OWN_PAGE, {"all"}),
    ],
)
def test_154_each_policy_takes_what_its_name_says(response: Response, policies: set[str]) -> None:
    assert {policy for policy in POLICIES if bare(policy, response)} == policies


@pytest.mark.parametrize(
    "header",
    [
        {"content-encoding": "gzip"},
        {"content-disposition": "attachment"},
        {"trailer": "x"},
        {"content-type": "application/problem+json"},
        {"content-type": "application/problem+xml"},
    ],
)
@pytest.mark.parametrize("body", [b"", b"Not Found"])
def test_152_what_is_coded_named_or_a_problem_already_is_deliberate(
    header: dict[str, str], body: bytes
) -> None:
    response = (404, {"content-type": TEXT, **header}, body)
    assert not bare("bare", response)
    assert not bare("empty", response)
    assert bare("all", response)


@pytest.mark.parametrize(
    ("content_type", "length", "policies"),
    [
        (TEXT, "9", {"bare"}),
        (TEXT, "10", set()),
        (JSON, "22", {"bare"}),
        (HTML, "207", {"bare"}),
        (HTML, "208", set()),
        (HTML, "0", {"empty", "bare"}),
        ("", "0", {"empty", "bare"}),
        ("", None, {"empty", "bare"}),
        (TEXT, None, set()),
        (TEXT, "nine", set()),
        (TEXT, "-9", set()),
        (TEXT, "9, 9", set()),
    ],
)
def test_151_head_is_judged_by_type_and_length(
    content_type: str, length: str | None, policies: set[str]
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    if length is not None:
        headers["content-length"] = length
    found = {policy for policy in POLICIES if bare(policy, (404, headers, b""), "HEAD")}
    assert found == policies | {"all"}


def test_151_a_head_that_came_with_a_body_is_judged_by_it() -> None:
    assert bare("bare", STARLETTE, "HEAD")
    assert not bare("bare", OWN_WORDS, "HEAD")


@pytest.mark.parametrize(
    ("policy", "body", "may"),
    [
        ("empty", b"", True),
        ("empty", b"N", False),
        ("bare", b"", True),
        ("bare", b"Not F", True),
        ("bare", b"Not Found", True),
        ("bare", b"Nothing", False),
        ("all", b"Nothing", True),
        (lambda *_: True, b"Nothing", True),
    ],
)
def test_7_a_response_that_goes_on_is_held_while_it_may_turn_out_bare(
    policy: object, body: bytes, may: bool
) -> None:
    assert may_turn_out_bare(policy, 404, {"content-type": TEXT}, body, Inquiry()) == may


def test_7_a_response_without_a_type_is_bare_only_while_it_is_empty() -> None:
    assert may_turn_out_bare("bare", 404, {}, b"", Inquiry())
    assert not may_turn_out_bare("bare", 404, {}, b"N", Inquiry())


Protocol = Literal["asgi", "wsgi"]
both_protocols = pytest.mark.parametrize("protocol", ["asgi", "wsgi"])
REPLACED = {
    "exceptions": set[str](),
    "empty": {"empty"},
    "bare": {"empty", "default"},
    "all": {"empty", "default", "own"},
    "never": set[str](),
    "callable": {"own"},
}
BODIES = {"empty": b"", "default": b"Not Found", "own": b"No seat 14C."}


def of_their_own(_facts: Any, status: int, headers: Any, body: bytes) -> bool:
    return status == 404 and ("content-type", TEXT) in headers and body == BODIES["own"]


def pages_with(policy: str) -> ErrorPages:
    return ErrorPages(replace=of_their_own if policy == "callable" else policy)  # type: ignore[arg-type]


def sent_through(
    protocol: Protocol, pages: ErrorPages, content: bytes, *, keep: object = None, status: int = 404
) -> Seen:
    """Send a response with this body through the middleware; `keep` is what the app sets."""
    headers = [("content-type", TEXT)]
    if protocol == "wsgi":
        native = environ() if keep is None else {**environ(), KEEP: keep}
        app = wsgi_app(f"{status} Whatever", headers, [content])
        return run_wsgi(wsgi.ErrorPagesMiddleware(app, pages), environ_=native)
    native = http_scope() if keep is None else {**http_scope(), KEEP: keep}
    app = asgi_app(start(status, headers), body(content))
    return run_asgi(asgi.ErrorPagesMiddleware(app, pages), scope=native)


def is_replaced(seen: Seen) -> bool:
    return seen.value("content-type") == "application/problem+json"


@both_protocols
@pytest.mark.parametrize("policy", REPLACED)
def test_154_each_policy_replaces_what_its_name_says(protocol: Protocol, policy: str) -> None:
    pages = pages_with(policy)
    replaced = {
        name
        for name, content in BODIES.items()
        if is_replaced(sent_through(protocol, pages, content))
    }
    assert replaced == REPLACED[policy]


@both_protocols
@pytest.mark.parametrize("policy", REPLACED)
@pytest.mark.parametrize("status", [200, 204, 302, 399])
def test_108_no_policy_replaces_what_is_no_error(
    protocol: Protocol, policy: str, status: int
) -> None:
    seen = sent_through(protocol, pages_with(policy), b"", status=status)
    assert not is_replaced(seen)
    assert seen.status == status


@both_protocols
@pytest.mark.parametrize("policy", REPLACED)
def test_154_an_unhandled_exception_is_answered_unless_the_policy_is_never(
    protocol: Protocol, policy: str
) -> None:
    def wsgi_crash(*_: Any) -> Any:
        raise KeyError

    if protocol == "wsgi":
        seen = run_wsgi(wsgi.ErrorPagesMiddleware(wsgi_crash, pages_with(policy)))
    else:
        crash = asgi_app(KeyError())
        seen = run_asgi(asgi.ErrorPagesMiddleware(crash, pages_with(policy)))

    assert is_replaced(seen) == (policy != "never")


@both_protocols
@pytest.mark.parametrize("policy", REPLACED)
@pytest.mark.parametrize("content", BODIES.values(), ids=BODIES)
def test_153_a_response_that_asks_to_be_kept_is_left_alone(
    protocol: Protocol, policy: str, content: bytes
) -> None:
    seen = sent_through(protocol, pages_with(policy), content, keep=True)

    assert seen.status == 404
    assert seen.headers == [("content-type", TEXT)]
    assert seen.body == content


@both_protocols
@pytest.mark.parametrize("keep", [False, None, 0, ""])
def test_153_a_response_that_does_not_ask_to_be_kept_is_replaced(
    protocol: Protocol, keep: object
) -> None:
    assert is_replaced(sent_through(protocol, ErrorPages(), b"Not Found", keep=keep))


@both_protocols
@pytest.mark.parametrize("policy", REPLACED)
def test_153_an_app_may_ask_while_it_answers(protocol: Protocol, policy: str) -> None:
    async def asgi_keeper(scope: Any, _receive: Any, send: Any) -> None:
        scope[KEEP] = True
        await send(start(404, [("content-type", TEXT)]))
        await send(body(b"Not Found"))

    def wsgi_keeper(environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [("content-type", TEXT)])
        environ[KEEP] = True
        return [b"Not Found"]

    pages = pages_with(policy)
    if protocol == "wsgi":
        seen = run_wsgi(wsgi.ErrorPagesMiddleware(wsgi_keeper, pages))
    else:
        seen = run_asgi(asgi.ErrorPagesMiddleware(asgi_keeper, pages))

    assert seen.body == b"Not Found"
    assert not is_replaced(seen)


@both_protocols
@pytest.mark.parametrize(("size", "replaced"), [(MOST_BYTES, True), (MOST_BYTES + 1, False)])
def test_8_a_callable_is_asked_about_two_kib_at_most(
    protocol: Protocol, size: int, replaced: bool
) -> None:
    asked: list[int] = []

    def every(_facts: Any, _status: int, _headers: Any, body: bytes) -> bool:
        asked.append(len(body))
        return True

    seen = sent_through(protocol, ErrorPages(replace=every), b"x" * size)

    assert is_replaced(seen) == replaced
    assert asked == ([size] if replaced else [])
