"""Any order of WSGI calls, legal or not: nothing of ours breaks, nothing of the app's is lost."""

from __future__ import annotations

import logging
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from doubles import TEXT, environ
from httpolite import ErrorPages, Problem
from httpolite.wsgi import KEEP, ErrorPagesMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES = {replace: ErrorPages(replace=replace) for replace in ("exceptions", "empty", "bare", "all")}
PAGES["callable"] = ErrorPages(replace=lambda facts, status, headers, body: len(body) % 2 == 0)
PAGES["propagating"] = ErrorPages(propagate=True)
STATUS_LINE = re.compile(r"[45][0-9]{2} [!-~][ -~]*")
OURS_ONCE = (
    "content-type",
    "content-language",
    "content-length",
    "vary",
    "x-content-type-options",
    "x-request-id",
)
NOT_OURS = {"transfer-encoding", "connection", "content-encoding", "etag"}


# What an app may do -----------------------------------------------------------------------------

lines = st.sampled_from(["200 OK", "404 Not Found", "500 Oh"]) | st.sampled_from(
    [
        "204 No Content",
        "304 Not Modified",
        "404",
        "405 Nein, so nicht: é",
        "503 \u72c0",
        "599 x",
        "600 x",
        "4040",
        "40x y",
        "404 x\r\nX: y",
    ]
)
pairs = st.lists(
    st.tuples(
        st.sampled_from(["X-A", "x-a", "Set-Cookie", "ETag", "Content-Encoding", "Vary"]),
        st.sampled_from(["", "1", "gzip", "*", "a, b", "é", "\u72c0", "x\r\ny: z"]),
    ),
    max_size=3,
)
typed = st.sampled_from([[], [("Content-Type", TEXT)], [("content-type", "text/html")]])
headers = st.builds(lambda first, more: [*first, *more], typed, pairs)
shapes = st.sampled_from([list, list, list, tuple, iter])
data = st.sampled_from(
    [b"", b"Not ", b"Found", b"Not Found", b"Internal Server Error", b"x" * 1500, b"x" * 2049]
) | st.binary(max_size=9)
starts = st.tuples(st.just("start"), lines, headers, shapes)
again = st.tuples(st.sampled_from(["restart", "restart", "try", "start"]), lines, headers, shapes)
wrong = st.sampled_from(
    [
        ("start", "", [], list),
        ("start", "404 Not Found", [("a",)], list),
        ("start", "404 Not Found", [(b"a", b"b")], list),
        ("start", "404 Not Found", [7], list),
        ("start", "404 Not Found", None, lambda pairs: pairs),
        ("yield", "Not Found"),
        ("yield", None),
        ("yield", bytearray(b"Not Found")),
        ("write", "Not Found"),
    ]
)
RAISED: list[Callable[[], BaseException]] = [
    lambda: RuntimeError("secret"),
    lambda: Problem(409, detail="Taken."),
    lambda: OSError("secret"),
    lambda: StopIteration("secret"),
    lambda: ExceptionGroup("secret", [ValueError("secret")]),
    KeyboardInterrupt,
    lambda: SystemExit(1),
]
raises = st.tuples(st.just("raise"), st.sampled_from(RAISED))
written = st.tuples(st.sampled_from(["write", "yield"]), data)
rarely = raises | st.just(("keep",))
steps = st.builds(
    lambda begin, more: [*begin, *more],
    starts.map(lambda step: [step]) | st.just([]),
    st.lists(written | written | written | again | again | rarely, max_size=3)
    | st.lists(written | written | written | again | rarely, min_size=3, max_size=8),
)
odd_steps = st.lists(starts | written | wrong | raises, max_size=5)
legal = st.builds(lambda first, more: [first, *more], starts, st.lists(written, max_size=5))
LAZY = ("iterable", "iterator", "generator", "sized", "lazy")
READY = ("list", "tuple", "file", "wrapped file")
kinds = st.sampled_from(LAZY) | st.sampled_from(LAZY) | st.sampled_from((*READY, "unwilling"))


@dataclass
class App:
    """Does what it is told; takes note of each piece of its body in the order it came about.

    The steps before the first "yield" happen in the call, the others when its iterable is read;
    all of them then, if it is "lazy".
    """

    steps: list[Any]
    kind: str = "iterable"
    close_raises: bool = False
    returned: Any = None
    closed: int = 0
    pieces: list[Any] = field(default_factory=list)
    begun: int = 0  # how many pieces belong to a response that was given up
    response: tuple[Any, Any] | None = None
    started_in_call: bool = False
    restless: bool = False  # it called start_response again without a reason
    own: list[BaseException] = field(default_factory=list)
    write: Any = None
    start_response: Any = None
    environ: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.environ, self.start_response = environ, start_response
        first = [step[0] for step in self.steps].index("yield") if self.yields else len(self.steps)
        first = 0 if self.kind == "lazy" else first
        for step in self.steps[:first]:
            self.do(step)
        self.started_in_call = self.response is not None
        self.returned = self.body(self.steps[first:])
        return self.returned

    @property
    def yields(self) -> bool:
        return any(step[0] == "yield" for step in self.steps)

    @property
    def write_is_used(self) -> bool:
        return any(step[0] == "write" for step in self.steps)

    @property
    def counts(self) -> bool:
        """Return whether it returned what counts how often it is closed."""
        return isinstance(self.returned, Readable)

    def body(self, steps: list[Any]) -> Any:
        if self.kind in ("list", "tuple"):
            pieces = [step[1] for step in steps if step[0] == "yield"]
            self.pieces += pieces
            return pieces if self.kind == "list" else tuple(pieces)
        if "file" in self.kind:  # the server reads it itself: what it would write is nobody's
            steps = [step for step in steps if step[0] != "write"]
        chunks = self.iterate(steps)
        if self.kind == "generator":
            return chunks
        return MADE.get(self.kind, Readable)(self, chunks)

    def iterate(self, steps: list[Any]) -> Iterator[Any]:
        for step in steps:
            if step[0] == "yield":
                self.pieces.append(step[1])
                yield step[1]
            else:
                self.do(step)

    def do(self, step: Any) -> None:
        match step:
            case ("start", line, pairs, shape):
                self.start(line, pairs, shape)
            case ("restart", line, pairs, shape):
                self.own.append(RuntimeError("secret"))
                try:
                    raise self.own[-1]
                except RuntimeError:
                    self.start(line, pairs, shape, sys.exc_info())
                self.own.pop()  # it was not too late
            case ("try", line, pairs, shape):
                with suppress(AssertionError):
                    self.start(line, pairs, shape)
            case ("write", piece) if self.write:
                self.pieces.append(piece)
                self.write(piece)
            case ("keep",):
                self.environ[KEEP] = True
            case ("raise", make):
                self.own.append(make())
                raise self.own[-1]

    def start(self, line: Any, pairs: Any, shape: Any, *exc_info: Any) -> None:
        self.restless |= self.response is not None and not exc_info
        self.write = self.start_response(line, shape(pairs), *exc_info)
        self.begun = 0 if self.response is None else len(self.pieces)
        self.response = (line, pairs)

    def close(self) -> None:
        self.closed += 1
        if self.close_raises:
            self.own.append(RuntimeError("secret"))
            raise self.own[-1]


class Readable:
    """What an app may return: it can be iterated and closed."""

    def __init__(self, app: App, chunks: Iterator[Any]) -> None:
        self.app = app
        self.close = app.close
        self.chunks = chunks

    def __iter__(self) -> Iterator[Any]:
        return self.chunks


class Iterated(Readable):
    def __next__(self) -> Any:
        return next(self.chunks)


class Sized(Readable):
    def __len__(self) -> int:
        return 1


class Unwilling(Readable):
    def __iter__(self) -> Iterator[Any]:
        self.app.own.append(RuntimeError("secret"))
        raise self.app.own[-1]


class Wrapper(Readable):
    """What a server has in wsgi.file_wrapper."""


class File(Readable):
    def fileno(self) -> int:
        raise OSError("no file after all")

    def read(self, size: int = -1) -> Any:
        return next(self.chunks, b"")


MADE = {
    "iterator": Iterated,
    "sized": Sized,
    "unwilling": Unwilling,
    "file": File,
    "wrapped file": Wrapper,
}


# A server ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="module")
def silence() -> Iterator[None]:
    """Log nothing of all the exceptions that are settled."""
    logger = logging.getLogger("httpolite")
    logger.disabled = True
    yield
    logger.disabled = False


@dataclass
class Server:
    """Serves one request: reads `most` chunks, and closes so many times."""

    most: int | None = None
    closes: int = 1
    refuses: bool = False
    threads: bool = False
    returns_none: bool = False
    is_list: bool = False  # what it got for headers
    calls: list[str] = field(default_factory=list)
    response: tuple[Any, Any] | None = None
    body: Any = None
    chunks: list[Any] = field(default_factory=list)
    own: list[BaseException] = field(default_factory=list)
    raised: list[BaseException] = field(default_factory=list)

    def start_response(self, line: Any, headers: Any) -> Any:
        self.calls.append("start_response")
        self.is_list = type(headers) is list
        self.response = (line, list(headers))
        if self.refuses:
            self.own.append(AssertionError("a server's own checks"))
            raise self.own[-1]
        return None if self.returns_none else self.write

    def write(self, data: bytes) -> None:
        raise AssertionError("granian, hypercorn and asgiref return None (67)")

    def serve(self, app: Any, asked: dict[str, Any]) -> None:
        self.attempt(lambda: self.ask(app, asked))
        if self.body is not None:
            assert self.calls == ["start_response"], "Granian reads the status now (0.2)"
            self.attempt(lambda: self.elsewhere(self.iterate))
        if hasattr(self.body, "close"):
            for _ in range(self.closes):
                self.attempt(lambda: self.elsewhere(self.body.close))

    def attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as exc:
            self.raised.append(exc)

    def ask(self, app: Any, asked: dict[str, Any]) -> None:
        self.body = app(asked, self.start_response)

    def iterate(self) -> None:
        if self.most != 0:
            for chunk in self.body:
                self.chunks.append(chunk)
                if len(self.chunks) == self.most:
                    return
        if self.most is None:
            self.calls.append("read")

    def elsewhere(self, work: Callable[[], None]) -> None:
        """Do it in another thread, if it is to be so; what that raises is raised here."""
        if not self.threads:
            work()
            return
        earlier = len(self.raised)
        thread = Thread(target=self.attempt, args=[work], daemon=True)
        thread.start()
        thread.join(60)
        assert not thread.is_alive(), "it hangs"
        if len(self.raised) > earlier:
            raise self.raised.pop()


# What must hold ---------------------------------------------------------------------------------


def values(server: Server, name: str) -> list[str]:
    assert server.response is not None
    return [value for key, value in server.response[1] if key.lower() == name]


def is_answer(server: Server) -> bool:
    pairs = server.response[1] if server.response else ()
    return any(pair[0] == "x-request-id" for pair in pairs if isinstance(pair, tuple))


def check_answer(server: Server, method: str) -> None:
    """Check that an answer is whole and well formed."""
    assert server.response is not None
    assert server.is_list
    assert STATUS_LINE.fullmatch(server.response[0])
    assert [len(values(server, name)) for name in OURS_ONCE] == [1] * len(OURS_ONCE)
    assert not NOT_OURS & {name for name, _ in server.response[1]}
    for pair in server.response[1]:
        assert [type(pair), type(pair[0]), type(pair[1])] == [tuple, str, str]
        assert pair[0] == pair[0].lower()
        assert is_fit(pair[1])
    if server.most != 0 and not server.refuses:
        (chunk,) = server.chunks
        length = int(values(server, "content-length")[0])
        assert type(chunk) is bytes
        assert len(chunk) == (0 if method == "HEAD" else length)
        assert not chunk or server.response[0][:3].encode() in chunk
        assert b"secret" not in chunk


def is_fit(value: str) -> bool:
    return not set(value) & set("\r\n\0") and max(value, default="") <= "\xff"


def check_replaced(app: App, server: Server, policy: str) -> None:
    """Check that what the app sent could be replaced, and what is kept of it."""
    assert server.response is not None
    assert app.response is not None
    line, sent = app.response
    body = b"".join(app.pieces[app.begun :])
    assert server.response[0][:3] == line[:3]
    assert policy != "exceptions"
    assert policy != "empty" or not body
    assert policy not in ("bare", "propagating") or b"x" not in body
    assert policy != "callable" or len(body) in range(0, 2049, 2)
    late = app.write_is_used or not app.started_in_call
    assert "file" not in app.kind or late, "a file is deliberate"
    cookies = [value for name, value in sent if name == "Set-Cookie" and is_fit(value)]
    assert values(server, "set-cookie") == cookies


def check_passed(app: App, server: Server) -> None:
    """Check that the app's own response came through, each byte in its place."""
    assert server.response == app.response
    sent, got = app.pieces[app.begun :], server.chunks
    assert got == sent[: len(got)] or (got == [b""] and not sent)
    if "read" in server.calls:
        assert got == sent or (got == [b""] and not sent)
        assert got or server.body is app.returned


def check(app: App, server: Server, policy: str, method: str) -> None:
    """Check what must hold whatever the app, the server and the client do."""
    answered, reasons = is_answer(server), [*app.own] or app.restless or app.response is None
    event(f"{'answer' if answered else 'pass'}, {app.kind}, with a reason: {bool(reasons)}")

    assert server.calls.count("start_response") <= 1
    if server.response is None:
        assert any(not isinstance(exc, Exception) for exc in server.raised)
    elif answered:
        check_answer(server, method)
        if not reasons:
            check_replaced(app, server, policy)
    else:
        check_passed(app, server)
    check_closed(app, server)
    check_raised(app, server)


def check_closed(app: App, server: Server) -> None:
    if not app.counts:
        assert app.closed == 0
    elif server.body is app.returned:  # a file, untouched: the server does it itself
        assert app.closed == server.closes
    else:
        assert app.closed == (1 if server.closes or server.body is None else 0)


def check_raised(app: App, server: Server) -> None:
    """Check that what comes out was raised by the app or the server."""
    for exc in app.own:
        if not isinstance(exc, Exception):
            assert any(exc is each for each in server.raised)
    for exc in server.raised:
        known = any(each is exc or each is exc.__cause__ for each in (*app.own, *server.own))
        twice = app.restless and "twice" in str(exc)
        never = app.response is None and "without calling start_response" in str(exc)
        assert known or twice or never


def run(app: App, asked: dict[str, Any], policy: str, server: Server, times: int = 1) -> None:
    wrapped: Any = app
    for _ in range(times):
        wrapped = ErrorPagesMiddleware(wrapped, PAGES[policy])
    server.serve(wrapped, asked)


policies = st.sampled_from(sorted(PAGES))
oftener = settings(max_examples=5 * settings().max_examples)
latin = st.text(st.characters(max_codepoint=255), max_size=9)
requests = st.builds(
    lambda method, path, more: {
        **environ(),
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "wsgi.file_wrapper": Wrapper,
        **more,
    },
    st.sampled_from(["GET", "GET", "HEAD", "OPTIONS", "TRACE", "POST", "é", ""]),
    st.sampled_from(["/x", "", "/<é>", "/\xff"]) | latin.map("/".__add__),
    st.dictionaries(
        st.sampled_from(
            ["HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_REQUEST_ID", "CONTENT_TYPE"]
        ),
        st.sampled_from(["text/html", "*/*", "zh-TW", "application/grpc"]) | latin,
    ),
)
servers = st.builds(
    Server,
    most=st.none() | st.integers(0, 3),
    closes=st.sampled_from([1, 1, 1, 2, 0]),
    refuses=st.sampled_from([False, False, False, True]),
    threads=st.sampled_from([False, False, False, True]),
    returns_none=st.booleans(),
)
times = st.sampled_from([1, 1, 2])


@given(requests, legal, st.sampled_from((*LAZY, *READY)), policies, times)
def test_a_legal_response_is_passed_whole_or_replaced_whole(
    asked: dict[str, Any], steps: list[Any], kind: str, policy: str, times: int
) -> None:
    app, server = App(steps, kind), Server()

    run(app, asked, policy, server, times)

    assert not server.raised
    assert server.calls == ["start_response", "read"]
    check(app, server, policy, asked["REQUEST_METHOD"])


@oftener
@given(
    asked=requests,
    steps=steps,
    kind=kinds,
    close_raises=st.booleans(),
    policy=policies,
    server=servers,
    times=times,
)
def test_whatever_an_app_does_nothing_is_lost_and_its_iterable_is_closed_once(
    *,
    asked: dict[str, Any],
    steps: list[Any],
    kind: str,
    close_raises: bool,
    policy: str,
    server: Server,
    times: int,
) -> None:
    app = App(steps, kind, close_raises)

    run(app, asked, policy, server, times)

    check(app, server, policy, asked["REQUEST_METHOD"])


@given(requests, odd_steps, kinds, policies, servers)
def test_after_what_wsgi_does_not_allow_a_client_still_gets_one_response(
    asked: dict[str, Any], steps: list[Any], kind: str, policy: str, server: Server
) -> None:
    app = App(steps, kind)

    run(app, asked, policy, server)

    assert server.calls.count("start_response") <= 1
    if server.response is None:
        assert any(not isinstance(exc, Exception) for exc in server.raised)
    elif is_answer(server):
        check_answer(server, asked["REQUEST_METHOD"])
    check_closed(app, server)


@given(requests, st.sampled_from([None, 7, object()]), starts, policies)
def test_an_app_that_returns_nothing_to_iterate_is_answered_for(
    asked: dict[str, Any], nothing: Any, start: Any, policy: str
) -> None:
    _, line, pairs, _ = start

    def app(environ: Any, start_response: Any) -> Any:
        start_response(line, pairs)
        return nothing

    server = Server()
    server.serve(ErrorPagesMiddleware(app, PAGES[policy]), asked)

    check_answer(server, asked["REQUEST_METHOD"])
    assert server.response is not None
    assert server.response[0] == "500 Internal Server Error"
