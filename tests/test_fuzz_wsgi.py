"""Any order of WSGI calls, legal or not: nothing of ours breaks, nothing of the app's is lost."""

from __future__ import annotations

import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doubles import TEXT, run_wsgi
from httpolite import ErrorPages
from httpolite.wsgi import ErrorPagesMiddleware

PAGES = {replace: ErrorPages(replace=replace) for replace in ("exceptions", "empty", "bare", "all")}
PAGES["callable"] = ErrorPages(replace=lambda facts, status, headers, body: len(body) % 2 == 0)
SECRET = RuntimeError("secret")

lines = st.sampled_from(
    [
        "200 OK",
        "204 No Content",
        "304 Not Modified",
        "404 Not Found",
        "404",
        "500 Oh",
        "600 x",
        "4040",
    ]
)
types = st.sampled_from([[], [("Content-Type", TEXT)], [("content-type", "text/html")]])
data = st.sampled_from([b"", b"Not ", b"Found", b"Not Found", b"x" * 1500, b"x" * 2049])
starts = st.tuples(st.just("start"), lines, types)
restarts = st.tuples(st.just("restart"), lines, types)
pieces = st.tuples(st.just("write") | st.just("yield"), data)
legal = st.builds(lambda first, more: [first, *more], starts, st.lists(pieces, max_size=5))
illegal = st.lists(starts | restarts | pieces | st.just(("raise",)), max_size=7)
policies = st.sampled_from(sorted(PAGES))
methods = st.sampled_from(["GET", "HEAD", "OPTIONS", "TRACE"])


class App:
    """Does what it is told; the steps before the first chunk in the call, if it is `eager`."""

    def __init__(self, steps: list[Any], *, eager: bool) -> None:
        self.steps = steps
        self.eager = eager
        self.closed = 0
        self.write: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.start_response = start_response
        steps = iter(self.steps)
        if self.eager:
            for step in steps:
                if step[0] == "yield":
                    self.first: list[Any] = [step[1]]
                    break
                self.do(step)
            else:
                self.first = []
        else:
            self.first = []
        self.chunks = self.iterate(steps)
        return self

    def __iter__(self) -> Any:
        return self.chunks

    def close(self) -> None:
        self.closed += 1

    def iterate(self, steps: Any) -> Any:
        yield from self.first
        for step in steps:
            if step[0] == "yield":
                yield step[1]
            else:
                self.do(step)

    def do(self, step: Any) -> None:
        match step:
            case ("start", line, headers):
                self.write = self.start_response(line, headers)
            case ("restart", line, headers):
                try:
                    raise SECRET
                except RuntimeError:
                    self.write = self.start_response(line, headers, sys.exc_info())
            case ("write", piece) if self.write:
                self.write(piece)
            case ("raise",):
                raise SECRET


def is_answer(seen: Any) -> bool:
    return bool(seen.values("x-request-id")) and len(seen.chunks) == 1


@settings(deadline=None)
@given(legal, st.booleans(), policies, methods)
def test_a_legal_response_is_passed_whole_or_replaced_whole(
    steps: list[Any], eager: bool, policy: str, method: str
) -> None:
    app = App(steps, eager=eager)

    seen = run_wsgi(ErrorPagesMiddleware(app, PAGES[policy]), method)

    assert seen.calls.count("start_response") == 1
    assert seen.calls[-1] == "close"
    assert app.closed == 1
    _, line, headers = steps[0]
    if is_answer(seen):
        assert seen.status == int(line[:3])
        assert seen.value("content-length") == str(len(seen.body)) or method == "HEAD"
    else:
        assert (seen.line, seen.headers) == (line, headers)
        assert seen.body == b"".join(step[1] for step in steps[1:])


@settings(deadline=None)
@given(illegal, st.booleans(), policies, st.none() | st.integers(0, 3))
def test_whatever_an_app_does_the_server_is_treated_well(
    steps: list[Any], eager: bool, policy: str, most: int | None
) -> None:
    app = App(steps, eager=eager)

    seen = run_wsgi(ErrorPagesMiddleware(app, PAGES[policy]), most=most)

    assert seen.calls.count("start_response") == 1
    assert seen.calls[0] == "start_response"
    assert seen.calls[-1] == "close"
    assert seen.calls.count("close") == 1
    assert app.closed == (1 if hasattr(app, "chunks") else 0)
    assert b"secret" not in seen.body
    # After the first bytes, what the app raises is the server's to see.
    assert seen.raised is None or seen.raised is SECRET or "twice" in str(seen.raised)
    if most is None and seen.raised is None:
        assert seen.chunks
