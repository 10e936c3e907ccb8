"""Any order of ASGI messages, legal or not: nothing of ours breaks, nothing of the app's is lost.

The coroutines are driven by hand: that is quick, whatever waits can be cancelled exactly there,
and a middleware that needed an event loop would show.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from types import coroutine
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from doubles import TEXT, http_scope
from httpolite import ErrorPages, Problem
from httpolite.asgi import KEEP, ErrorPagesMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Iterator

    Message = dict[str, Any]
    Makers = st.SearchStrategy[Callable[[], Message]]

MOST_WAITS = 200
AT_ONCE = ("early_hint", "debug")
BEGIN = {
    "http": ("http.response.start",),
    "websocket": (
        "websocket.accept",
        "websocket.close",
        "websocket.http.response.start",
        "http.response.start",
    ),
}
OURS_ONCE = (
    b"content-type",
    b"content-language",
    b"content-length",
    b"vary",
    b"x-content-type-options",
    b"x-request-id",
)
NOT_OURS = (b"transfer-encoding", b"connection", b"content-encoding", b"etag")
PAGES = {replace: ErrorPages(replace=replace) for replace in ("exceptions", "empty", "bare", "all")}
PAGES["callable"] = ErrorPages(replace=lambda facts, status, headers, body: len(body) % 2 == 0)
PAGES["settled"] = ErrorPages(propagate=False)
DENIALS: Message = {"extensions": {"websocket.http.response": {}}}


# What an app may send ---------------------------------------------------------------------------

statuses = st.sampled_from([200, 404, 500]) | st.sampled_from(
    [100, 204, 304, 399, 400, 405, 499, 503, 599, 600, 999]
)
names = st.sampled_from([b"x-a", b"X-A", b"set-cookie", b"etag", b"content-encoding", b"vary"])
values = st.sampled_from([b"", b"1", b"gzip", b"*", b"a, b", b"\xff", b"x\r\ny: z"]) | st.binary(
    max_size=6
)
typed = st.sampled_from(
    [[], [(b"content-type", TEXT.encode())], [(b"Content-Type", b"text/html; charset=utf-8")]]
)
headers = st.builds(
    lambda first, more: [*first, *more],
    typed,
    st.lists(st.tuples(names | st.binary(min_size=1, max_size=4), values), max_size=3),
)
SHAPES: list[Callable[[Any], Any]] = [
    list,
    tuple,
    iter,
    lambda pairs: [list(pair) for pair in pairs],
    lambda pairs: (pair for pair in pairs),
]
BYTES: list[Callable[[bytes], Any]] = [bytes, bytearray, memoryview]
data = st.sampled_from(
    [b"", b"Not ", b"Found", b"Not Found", b"Internal Server Error", b"x" * 1500, b"x" * 2049]
) | st.binary(max_size=9)


def starts(family: str) -> Makers:
    return st.builds(
        lambda status, shape, pairs, more: (
            lambda: {
                "type": f"{family}.start",
                "status": status,
                **({} if shape is None else {"headers": shape(pairs)}),
                **more,
            }
        ),
        statuses,
        st.none() | st.sampled_from(SHAPES),
        headers,
        st.sampled_from([{}, {}, {"trailers": False}, {"trailers": True}]),
    )


def pieces(family: str, *more: Message) -> Makers:
    return st.builds(
        lambda shape, piece, more: (
            lambda: {
                "type": f"{family}.body",
                **({} if shape is None else {"body": shape(piece)}),
                **more,
            }
        ),
        st.none() | st.sampled_from(BYTES),
        data,
        st.sampled_from(more),
    )


def others(*kinds: str) -> Makers:
    return st.sampled_from(kinds).map(
        lambda kind: lambda: {"type": kind, "path": "/tmp/x", "info": {"a": 1}}
    )


def messages(family: str) -> Makers:
    """Draw makers of messages, since a generator of headers serves but once."""
    body = pieces(family, {}, {"more_body": False}, {"more_body": True}, {"more_body": True})
    kinds = ("early_hint", "debug", "pathsend", "zerocopysend", "trailers", "push", "x")
    return starts(family) | body | body | others(*(f"{family}.{kind}" for kind in kinds))


http_messages = messages("http.response") | others("", "x", "http.request", "websocket.close")
socket_messages = (
    others("websocket.accept", "websocket.close", "websocket.send")
    | messages("websocket.http.response")
    | messages("http.response")
)
denials = others("websocket.close") | starts("websocket.http.response")
RAISED: list[Callable[[], BaseException]] = [
    lambda: RuntimeError("secret"),
    lambda: Problem(409, detail="Taken."),
    lambda: OSError("secret"),
    lambda: ExceptionGroup("secret", [ValueError("secret")]),
    asyncio.CancelledError,
    lambda: BaseExceptionGroup("secret", [SystemExit(1)]),
    KeyboardInterrupt,
    lambda: SystemExit(1),
]


def steps_of(first: Makers, makers: Makers) -> st.SearchStrategy[list[Any]]:
    """Draw what an app does; mostly it begins as it should, or even ends so."""
    sent = st.tuples(st.sampled_from(["send", "send", "send", "try"]), makers)
    other = st.sampled_from([("receive",), ("wait",), ("keep",)])
    raises = st.sampled_from(RAISED).map(lambda make: [("raise", make)])
    begins = st.tuples(first) | st.tuples(first, pieces("http.response", {}))
    return st.builds(
        lambda begin, steps, last: [*(("send", make) for make in begin), *steps, *last],
        st.just(()) | begins,
        st.lists(sent | sent | sent | other, max_size=6),
        st.just([]) | raises,
    )


# A server and an app ----------------------------------------------------------------------------


@coroutine
def wait() -> Generator[None, None, None]:
    """Wait for what comes at the next turn."""
    yield


@pytest.fixture(autouse=True, scope="module")
def silence() -> Iterator[None]:
    """Log nothing of all the exceptions that are settled."""
    logger = logging.getLogger("httpolite")
    logger.disabled = True
    yield
    logger.disabled = False


@dataclass
class Server:
    """Takes messages; `fails_at` are the numbers of those at which it raises."""

    fails_at: frozenset[int] = frozenset()
    waits: bool = True
    messages: list[Message] = field(default_factory=list)
    raised: list[BaseException] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    async def send(self, message: Message) -> None:
        self.messages.append(plain(message))
        if self.waits:
            await wait()
        if next(self.numbers) in self.fails_at:
            self.raised.append(OSError("the client is gone"))
            raise self.raised[-1]

    async def receive(self) -> Message:
        await wait()
        return {"type": "http.request", "body": b"", "more_body": False}


@dataclass
class App:
    """Does what it is told, and takes note of what it sent and of what it left with."""

    steps: list[Any]
    finally_: Callable[[], Message] | None = None
    sent: list[Message] = field(default_factory=list)
    own: BaseException | None = None
    left: BaseException | None = None
    seen: tuple[Any, ...] = ()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> str:
        self.seen = (scope, receive, send)
        try:
            try:
                for step in self.steps:
                    await self.do(step, scope, receive, send)
            finally:
                if self.finally_ is not None:
                    await self.send(self.finally_, send)
        except BaseException as exc:
            self.left = exc
            raise
        return "what a server must not see"

    async def do(self, step: Any, scope: Any, receive: Any, send: Any) -> None:
        match step:
            case ("send", make):
                await self.send(make, send)
            case ("try", make):
                with suppress(OSError):
                    await self.send(make, send)
            case ("receive",):
                assert (await receive())["type"] == "http.request"
            case ("wait",):
                await wait()
            case ("keep",):
                scope[KEEP] = True
            case ("raise", make):
                self.own = make()
                raise self.own

    async def send(self, make: Callable[[], Message], send: Any) -> None:
        message, copy = make(), make()
        self.sent.append(plain(make()))
        await send(message)
        if not isinstance(copy.get("headers", []), (list, tuple)):
            message["headers"] = copy["headers"] = ()  # they serve but once
        assert message == copy, "the app's message was changed"


def plain(message: Message) -> Message:
    """Spell out what a message may leave out or say in several ways."""
    made = dict(message)
    if made["type"].endswith("response.start"):
        made["headers"] = [(bytes(n), bytes(v)) for n, v in made.get("headers", ())]
    if made["type"].endswith("response.body"):
        made["body"] = bytes(made.get("body", b""))
        made["more_body"] = made.get("more_body", False)
    return made


def drive(
    work: Coroutine[Any, Any, Any], cancel_at: int | None = None
) -> tuple[BaseException | None, BaseException | None]:
    """Run a coroutine to its end; return what it raised, and what cancelled it."""
    cancelled = None
    try:
        for turn in range(MOST_WAITS):
            if turn == cancel_at and turn > 0:
                cancelled = asyncio.CancelledError()
                work.throw(cancelled)
            else:
                work.send(None)
    except StopIteration as done:
        if done.value is not None:
            pytest.fail("uvicorn closes the connection on any other value (24)")
        return None, cancelled
    except BaseException as exc:
        return exc, cancelled
    raise AssertionError("it never ends")


# What must hold ---------------------------------------------------------------------------------


def kind_of(message: Message) -> str:
    return str(message["type"]).rpartition(".")[2]


def in_turn(messages: list[Message]) -> list[Message]:
    """Leave out what may overtake."""
    return [message for message in messages if kind_of(message) not in AT_ONCE]


def overtaking(messages: list[Message]) -> list[Message]:
    return [message for message in messages if kind_of(message) in AT_ONCE]


def parted(app: App, server: Server) -> tuple[list[Message], list[Message], list[Message]]:
    """Return what came through as the app sent it, what did not, and what came in its place."""
    sent, got = in_turn(app.sent), in_turn(server.messages)
    same = next((n for n, (a, b) in enumerate(zip(sent, got, strict=False)) if a != b), None)
    same = min(len(sent), len(got)) if same is None else same
    return sent[:same], sent[same:], got[same:]


def check_answer(answer: list[Message], scope: Message, *, cut: bool) -> None:
    """Check that an answer is whole and well formed; one that was `cut` may lack its body."""
    family = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    kinds = [f"{family}.start", f"{family}.body"]
    assert [message["type"] for message in answer] == (kinds[: len(answer)] if cut else kinds)
    assert 400 <= answer[0]["status"] <= 599
    names = [name for name, _ in answer[0]["headers"]]
    assert [names.count(name) for name in OURS_ONCE] == [1] * len(OURS_ONCE)
    assert not set(names) & set(NOT_OURS)
    for name, value in answer[0]["headers"]:
        assert name == name.lower()
        assert not set(value) & set(b"\r\n\0")
    for body in answer[1:]:
        length = int(dict(answer[0]["headers"])[b"content-length"])
        assert len(body["body"]) == (0 if scope.get("method") == "HEAD" else length)
        assert not body["more_body"]
        assert not body["body"] or str(answer[0]["status"]).encode() in body["body"]
        assert b"secret" not in body["body"]


def check_replaced(answer: Message, app: App, held: list[Message], policy: str) -> None:
    """Check that what was held could be replaced, and what is kept of it."""
    begin = BEGIN[app.seen[0]["type"]]
    start = next(message for message in held if message["type"] in begin)
    end = next((n for n, message in enumerate(held, 1) if not message.get("more_body", True)), None)
    body = b"".join(message.get("body", b"") for message in held[:end])
    body = b"" if start["type"] == "websocket.close" else body
    assert answer["status"] == start.get("status", 403)
    assert policy != "exceptions"
    assert policy != "empty" or not body
    assert policy not in ("bare", "settled") or b"x" not in body
    assert policy != "callable" or len(body) in range(0, 2049, 2)
    cookies = [pair for pair in start.get("headers", ()) if pair[0] == b"set-cookie"]
    cookies = [pair for pair in cookies if not set(pair[1]) & set(b"\r\n\0")]
    assert [pair for pair in answer["headers"] if pair[0] == b"set-cookie"] == cookies


def check(app: App, server: Server, raised: Any, policy: str, cancelled: Any) -> None:
    """Check what must hold whatever the app, the server and the client do."""
    passed, held, answer = parted(app, server)
    scope, cut = app.seen[0], bool(server.raised) or cancelled is not None
    begun = any(message["type"] in BEGIN[scope["type"]] for message in passed)
    failed = isinstance(app.left, Exception)
    event(f"{'answer' if answer else 'pass'}, {type(app.left).__name__}, begun: {begun}")

    got, sent = overtaking(server.messages), overtaking(app.sent)
    assert got == sent[: len(got)] or (cut and all(got.count(m) <= sent.count(m) for m in got))
    if answer:
        assert not begun, "an answer after the app's own response had begun"
        check_answer(answer, scope, cut=cut)
        if not failed and app.left is None:
            check_replaced(answer[0], app, held, policy)
    elif not cut:
        assert not held or not (begun or app.left is None), "messages were lost"
        assert begun or not failed or scope["type"] != "http", "an exception was not answered"
    # What leaves the app was raised by itself, by the server or for the client's sake.
    assert any(app.left is each for each in (None, app.own, cancelled, *server.raised))
    settled = answer and failed and (isinstance(app.left, Problem) or policy == "settled")
    allowed = [app.left, cancelled, *([None] if settled else [])]
    allowed += server.raised if app.left is None else []
    assert any(raised is each for each in allowed), raised


def run(
    app: App,
    scope: Message,
    policy: str,
    *,
    server: Server | None = None,
    cancel_at: int | None = None,
    times: int = 1,
) -> Server:
    server = Server() if server is None else server
    wrapped: Any = app
    for _ in range(times):
        wrapped = ErrorPagesMiddleware(wrapped, PAGES[policy])
    raised, cancelled = drive(wrapped(scope, server.receive, server.send), cancel_at)
    check(app, server, raised, policy, cancelled)
    return server


policies = st.sampled_from(sorted(PAGES))
oftener = settings(max_examples=5 * settings().max_examples)
methods = st.sampled_from(["GET", "GET", "HEAD", "OPTIONS", "TRACE", "POST", "é", ""])
paths = st.sampled_from(["/x", "", "/\ud800", "/<é>"]) | st.text(max_size=6)
asked = st.sampled_from([b"accept", b"Accept-Language", b"x-request-id", b"content-type", b"x"])
scopes = st.builds(
    lambda method, path, headers, extensions: {
        **http_scope(method, "/"),
        "path": path,
        "headers": headers,
        **extensions,
    },
    methods,
    paths,
    st.lists(
        st.tuples(asked, st.sampled_from([b"text/html", b"*/*", b"zh-TW", b"a"]) | st.binary()),
        max_size=3,
    ),
    st.sampled_from([{}, {"extensions": None}, {"extensions": {}}]),
)
handshakes = st.builds(
    lambda scope, extensions: {
        **{key: value for key, value in scope.items() if key != "method"},
        "type": "websocket",
        **extensions,
    },
    scopes,
    st.sampled_from([{}, DENIALS, DENIALS, DENIALS]),
)
servers = st.builds(
    Server, st.frozensets(st.integers(1, 6), max_size=3) | st.just(frozenset()), st.booleans()
)
moments = st.none() | st.integers(0, 12)
times = st.sampled_from([1, 1, 2])
legal = st.builds(
    lambda first, middle, last: [("send", each) for each in [first, *middle, last]],
    starts("http.response"),
    st.lists(pieces("http.response", {"more_body": True}), max_size=4),
    pieces("http.response", {}),
)


@given(scopes, legal, policies, times)
def test_a_response_is_passed_whole_or_replaced_whole(
    scope: Message, steps: list[Any], policy: str, times: int
) -> None:
    app = App(steps)

    server = run(app, scope, policy, times=times)

    assert [message["more_body"] for message in server.messages if "body" in message][-1] is False
    if server.messages != app.sent:
        assert len(server.messages) == 2


@oftener
@given(
    scope=scopes,
    steps=steps_of(starts("http.response"), http_messages),
    finally_=st.none() | http_messages,
    policy=policies,
    server=servers,
    cancel_at=moments,
    times=times,
)
def test_whatever_is_sent_raised_or_cancelled_nothing_is_lost_and_nothing_follows_the_end(
    *,
    scope: Message,
    steps: list[Any],
    finally_: Any,
    policy: str,
    server: Server,
    cancel_at: int | None,
    times: int,
) -> None:
    run(App(steps, finally_), scope, policy, server=server, cancel_at=cancel_at, times=times)


@oftener
@given(
    scope=handshakes,
    steps=steps_of(denials, socket_messages),
    policy=policies,
    server=servers,
    cancel_at=moments,
    times=times,
)
def test_a_websocket_is_left_alone_or_denied_with_one_whole_page(
    *,
    scope: Message,
    steps: list[Any],
    policy: str,
    server: Server,
    cancel_at: int | None,
    times: int,
) -> None:
    app = App(steps)

    run(app, scope, policy, server=server, cancel_at=cancel_at, times=times)

    if "websocket.http.response" not in (scope.get("extensions") or {}):
        assert server.messages == app.sent


@given(
    st.sampled_from([{"type": "lifespan", "asgi": {"version": "3.0"}}, {"type": "new"}]),
    steps_of(others("lifespan.startup.failed"), others("lifespan.startup.complete", "new.x")),
    policies,
)
def test_what_is_no_request_passes_with_the_very_same_objects(
    scope: Message, steps: list[Any], policy: str
) -> None:
    app, server = App(steps), Server()
    given = (scope, server.receive, server.send)

    wrapped: Any = ErrorPagesMiddleware(app, PAGES[policy])  # type: ignore[arg-type]
    raised, _ = drive(wrapped(*given))

    assert app.seen[0] is scope
    assert app.seen == given
    assert server.messages == app.sent
    assert raised is app.left


WRONG = [
    {},
    {"type": None},
    {"type": 7, "status": 404},
    {"type": "http.response.start"},
    {"type": "http.response.start", "status": None},
    {"type": "http.response.start", "status": "404"},
    {"type": "http.response.start", "status": 404.0, "headers": []},
    {"type": "http.response.start", "status": 404, "headers": None},
    {"type": "http.response.start", "status": 404, "headers": 7},
    {"type": "http.response.start", "status": 404, "headers": [("a", "b")]},
    {"type": "http.response.start", "status": 404, "headers": [(b"a", 1)]},
    {"type": "http.response.start", "status": 404, "headers": [(b"a", b"b", b"c")]},
    {"type": "http.response.start", "status": 404, "headers": [b"ab"]},
    {"type": "http.response.body", "body": None},
    {"type": "http.response.body", "body": "Not Found"},
    {"type": "http.response.body", "body": 7, "more_body": "yes"},
    None,
    "http.response.start",
]


@dataclass
class StrictServer(Server):
    """Refuses what is no message."""

    async def send(self, message: Any) -> None:
        self.messages.append(message)
        try:
            self.read(message)
        except Exception as exc:
            self.raised.append(exc)
            raise

    def read(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            b"".join(name + value for name, value in message.get("headers", ()))
            assert isinstance(message["status"], int)
        elif message["type"] == "http.response.body":
            b"".join([message.get("body", b"")])


@given(
    st.lists(st.integers(0, len(WRONG) - 1).map(WRONG.__getitem__) | http_messages, max_size=4),
    policies,
)
def test_after_what_is_no_message_a_client_still_gets_one_response_at_most(
    steps: list[Any], policy: str
) -> None:
    left: BaseException | None = None

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal left
        try:
            for step in steps:
                await send(step() if callable(step) else step)
        except BaseException as exc:
            left = exc
            raise

    server = StrictServer()
    wrapped: Any = ErrorPagesMiddleware(app, PAGES[policy])
    raised, _ = drive(wrapped(http_scope(), server.receive, server.send))

    kinds = [m.get("type") if isinstance(m, dict) else m for m in server.messages]
    answers = [n for n, message in enumerate(server.messages) if is_ours(message)]
    if answers:
        (at,) = answers
        assert kinds[at:] == ["http.response.start", "http.response.body"]
        assert "http.response.start" not in kinds[:at]
        # What is raised after a replaced response has gone out settles nothing.
        assert raised is left or (policy == "settled" and raised is None)
    else:
        assert left is None or "http.response.start" in kinds
        assert raised is left or (left is None and raised in server.raised)


def is_ours(message: Any) -> bool:
    made = isinstance(message, dict) and isinstance(message.get("headers"), list)
    return made and any(pair[0] == b"x-request-id" for pair in message["headers"])
