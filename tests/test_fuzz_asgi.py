"""Any order of ASGI messages, legal or not: nothing of ours breaks, nothing of the app's is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doubles import TEXT, asgi_app, body, run_asgi, start
from httpolite import ErrorPages, Problem
from httpolite.asgi import ErrorPagesMiddleware

AT_ONCE = ("http.response.early_hint", "http.response.debug")
PAGES = {replace: ErrorPages(replace=replace) for replace in ("exceptions", "empty", "bare", "all")}
PAGES["callable"] = ErrorPages(replace=lambda facts, status, headers, body: len(body) % 2 == 0)

statuses = st.sampled_from([100, 200, 204, 304, 399, 400, 404, 500, 599, 600])
types = st.sampled_from([(), (("content-type", TEXT),), (("Content-Type", "text/html"),)])
data = st.sampled_from([b"", b"Not ", b"Found", b"Not Found", b"x" * 1500, b"x" * 2049])
starts = st.builds(start, statuses, types) | statuses.map(
    lambda status: {"type": "http.response.start", "status": status}
)
bodies = st.builds(body, data, more=st.booleans()) | st.just({"type": "http.response.body"})
others = st.sampled_from(
    [{"type": f"http.response.{kind}"} for kind in ("early_hint", "debug", "pathsend", "trailers")]
)
legal = st.builds(
    lambda first, middle, last: [first, *middle, last],
    starts,
    st.lists(st.builds(body, data, more=st.just(True)), max_size=4),
    st.builds(body, data),
)
illegal = st.lists(starts | bodies | others, max_size=6)
conversations = legal | illegal
policies = st.sampled_from(sorted(PAGES))
methods = st.sampled_from(["GET", "HEAD", "OPTIONS", "TRACE"])


def plain(messages: list[Any]) -> list[Any]:
    """Leave out what may overtake, and spell out what may be missing."""
    return [
        {"headers": [], **message} if message["type"] == "http.response.start" else message
        for message in messages
        if message["type"] not in AT_ONCE
    ]


def is_answer(messages: list[Any]) -> bool:
    """Return whether these messages are one complete response of ours."""
    if [message["type"] for message in messages] != ["http.response.start", "http.response.body"]:
        return False
    headers = dict(messages[0]["headers"])
    return b"x-request-id" in headers and not messages[1]["more_body"]


@settings(deadline=None)
@given(conversations, policies, methods)
def test_a_response_is_passed_whole_or_replaced_whole(
    steps: list[Any], policy: str, method: str
) -> None:
    seen = run_asgi(ErrorPagesMiddleware(asgi_app(*steps), PAGES[policy]), method)

    given, got = plain(steps), plain(seen.messages)
    assert seen.raised is None
    if got != given:
        before = next(n for n, step in enumerate(given) if step["type"] == "http.response.start")
        assert got[:before] == given[:before]
        assert is_answer(got[before:])
        assert got[before]["status"] == given[before]["status"]


@settings(deadline=None)
@given(conversations, st.sampled_from([RuntimeError("secret"), Problem(409)]), policies)
def test_an_exception_is_answered_unless_a_response_has_started(
    steps: list[Any], exc: Exception, policy: str
) -> None:
    passed = plain(run_asgi(ErrorPagesMiddleware(asgi_app(*steps), PAGES[policy])).messages)

    seen = run_asgi(ErrorPagesMiddleware(asgi_app(*steps, exc), PAGES[policy]))

    got = plain(seen.messages)
    starts = [n for n, message in enumerate(got) if message["type"] == "http.response.start"]
    assert starts
    if isinstance(exc, Problem) and seen.raised is None:
        assert got[starts[0]]["status"] == 409
    else:
        assert seen.raised is exc
    answered = is_answer(got[starts[0] :]) and got[starts[0]]["status"] in (409, 500)
    assert answered or [m["type"] for m in got] == [m["type"] for m in passed]
    assert b"secret" not in seen.body


@settings(deadline=None)
@given(conversations, st.integers(1, 4), policies)
def test_what_the_server_raises_is_what_comes_out(
    steps: list[Any], fails_at: int, policy: str
) -> None:
    gone, tried = OSError("the client is gone"), 0

    def send(message: Any) -> None:
        nonlocal tried
        tried += 1
        if tried >= fails_at:
            raise gone

    seen = run_asgi(ErrorPagesMiddleware(asgi_app(*steps), PAGES[policy]), send=send)

    assert seen.raised is (gone if tried >= fails_at else None)
    assert len(seen.messages) < fails_at
