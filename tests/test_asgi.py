"""The ASGI middleware; numbers are those of the behaviours that it keeps."""

from __future__ import annotations

import asyncio
import gc
import json
from contextlib import suppress
from typing import Any

import pytest

from doubles import TEXT, asgi_app, body, http_scope, run_asgi, start
from httpolite import ErrorPages, Problem
from httpolite.asgi import KEEP, ErrorPagesMiddleware, answer_exception, wrap

PROBLEM = "application/problem+json"
PLAIN = [("content-type", TEXT)]
BARE = (start(404, PLAIN), body(b"Not Found"))
OWN = (start(404, PLAIN), body(b"Item not found"))


def serve(*steps: Any, pages: ErrorPages | None = None, **request: Any) -> Any:
    return run_asgi(ErrorPagesMiddleware(asgi_app(*steps), pages), **request)


def is_document(seen: Any, status: int = 404) -> bool:
    complete = seen.kinds == ["start", "body"] and not seen.messages[-1]["more_body"]
    counted = seen.value("content-length") == str(len(seen.body))
    return complete and counted and json.loads(seen.body)["status"] == status


# The scopes and messages that are none of our business


@pytest.mark.parametrize("kind", ["lifespan", "websocket", "unheard-of"])
def test_1_other_scopes_reach_the_app_as_the_same_objects(kind: str) -> None:
    given: list[Any] = []

    async def app(*args: Any) -> str:
        given.extend(args)
        return "ignored"

    args: list[Any] = [{"type": kind}, object(), object()]

    assert asyncio.run(ErrorPagesMiddleware(app)(*args)) is None  # type: ignore[arg-type]

    assert [id(arg) for arg in given] == [id(arg) for arg in args]
    assert args[0] == {"type": kind}


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_1_2_51_exceptions_of_other_scopes_pass(kind: str) -> None:
    exc = ValueError("no such scope")

    seen = serve(exc, scope={"type": kind})

    assert seen.raised is exc
    assert seen.messages == []


def test_3_4_the_app_gets_the_same_scope_and_receive() -> None:
    given: list[Any] = []
    scope = http_scope()
    before = dict(scope)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        given.extend((scope, receive))
        scope["route"] = "/x"
        await send(start(200))

    async def receive() -> Any:
        raise AssertionError("the request's body is not ours to read")

    async def send(message: Any) -> None: ...

    wrapped: Any = ErrorPagesMiddleware(app)
    asyncio.run(wrapped(scope, receive, send))

    assert given[0] is scope
    assert given[1] is receive
    written = scope.keys() - before.keys()
    assert {name for name in written if not name.startswith("httpolite.")} == {"route"}
    assert all(scope[name] == before[name] for name in before)


def test_5_each_message_of_a_200_is_forwarded_at_once_and_as_it_is() -> None:
    steps = [start(200), body(b"a", more=True), body(b"b", more=True), body()]
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for count, step in enumerate(steps, 1):
            await send(step)
            assert len(sent) == count

    seen = run_asgi(ErrorPagesMiddleware(app), send=sent.append)

    assert seen.raised is None
    assert all(got is step for got, step in zip(sent, steps, strict=True))


def test_23b_messages_of_a_200_get_the_awaitable_of_the_server() -> None:
    made: list[Any] = []

    def send(message: Any) -> Any:
        made.append(asyncio.sleep(0))
        return made[-1]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        awaitable = send(start(200))
        assert awaitable is made[-1]
        await awaitable

    made_by: Any = ErrorPagesMiddleware(app)
    asyncio.run(made_by(http_scope(), None, send))


def test_108_an_app_that_sends_no_start_first_is_not_judged() -> None:
    assert serve(body(b"early"), start(200)).messages == [body(b"early"), start(200)]


@pytest.mark.parametrize("status", [200, 404])
def test_24_whatever_the_app_returns_the_server_gets_none(status: int) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> str:
        await send(start(status))
        await send(body(b"x"))
        return "a value"

    assert run_asgi(ErrorPagesMiddleware(app)).raised is None  # type: ignore[arg-type]


# Holding


def test_7_a_bare_response_is_held_until_it_is_complete() -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start(404, PLAIN))
        await send(body(more=True))  # 9: says nothing yet
        await send(body(b"Not ", more=True))
        await send(body(b"Found", more=True))
        assert sent == []
        await send({"type": "http.response.body"})

    assert is_document(run_asgi(ErrorPagesMiddleware(app), send=sent.append))


def test_7_what_is_not_replaced_keeps_its_order_and_chunks() -> None:
    steps = [start(404, PLAIN), body(b"Not ", more=True), body(b"Found", more=True), body(b"!")]

    assert serve(*steps).messages == steps


@pytest.mark.parametrize(
    ("content_type", "first", "replace"),
    [
        ("text/event-stream", b"data: 1\n\n", "bare"),
        (TEXT, b"Never ", "bare"),
        ("text/html; charset=utf-8", b"x" * 500, "bare"),
        (TEXT, b"Not ", "empty"),
    ],
)
def test_8_an_error_that_streams_its_own_words_is_not_delayed(
    content_type: str, first: bytes, replace: Any
) -> None:
    sent: list[Any] = []
    steps = [start(404, [("content-type", content_type)]), body(first, more=True), body(b"2")]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(steps[0])
        assert sent == []
        await send(steps[1])
        assert sent == steps[:2]
        await send(steps[2])

    seen = run_asgi(ErrorPagesMiddleware(app, ErrorPages(replace=replace)), send=sent.append)

    assert seen.raised is None
    assert seen.messages == steps


def test_8_no_more_than_2_kib_is_held() -> None:
    sent: list[Any] = []
    pages = ErrorPages(replace=lambda *_: True)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start(404))
        await send(body(b"x" * 2048, more=True))
        assert sent == []
        await send(body(b"y", more=True))
        assert [len(m.get("body", b"")) for m in sent] == [0, 2048, 1]
        await send(body(b"z"))

    assert run_asgi(ErrorPagesMiddleware(app, pages), send=sent.append).body[-3:] == b"xyz"


def test_8_exactly_2_kib_is_still_shown_to_a_callable() -> None:
    asked: list[Any] = []

    def replace(*args: Any) -> bool:
        asked.append(args)
        return True

    seen = serve(start(404, [("X-A", "1")]), body(b"x" * 2048), pages=ErrorPages(replace=replace))

    assert is_document(seen)
    ((facts, status, headers, shown),) = asked
    assert (facts.method, facts.path, status) == ("GET", "/x", 404)
    assert tuple(headers) == (("x-a", "1"),)
    assert shown == b"x" * 2048
    assert facts.native is seen.native


@pytest.mark.parametrize("chunks", [[b"x" * 2049], [b"x" * 2048, b"y"]])
def test_8_more_than_2_kib_is_not_shown_to_a_callable(chunks: list[bytes]) -> None:
    pages = ErrorPages(replace=lambda *_: pytest.fail("asked"))
    *first, last = chunks
    steps = [start(404), *(body(chunk, more=True) for chunk in first), body(last)]

    assert serve(*steps, pages=pages).messages == steps


@pytest.mark.parametrize("status", [200, 302, 399, 600, 999])
def test_8_a_callable_is_asked_of_errors_only(status: int) -> None:
    pages = ErrorPages(replace=lambda *_: pytest.fail("asked"))

    assert serve(start(status), body(), pages=pages).messages == [start(status), body()]


def test_all_replaces_an_error_that_streams() -> None:
    chunk = body(b"x" * 2000, more=True)

    seen = serve(start(404), chunk, chunk, chunk, body(), pages=ErrorPages(replace="all"))

    assert is_document(seen)


@pytest.mark.parametrize("data", [bytearray(b"Not Found"), memoryview(b"Not Found")])
def test_10_bodies_may_be_any_bytes(data: Any) -> None:
    seen = serve(start(404, PLAIN), {"type": "http.response.body", "body": data})

    assert is_document(seen)
    assert type(seen.messages[1]["body"]) is bytes


def test_9_10_headers_and_body_may_be_missing() -> None:
    seen = serve({"type": "http.response.start", "status": 503}, {"type": "http.response.body"})

    assert is_document(seen, 503)


def test_10_what_is_let_through_has_a_list_of_headers() -> None:
    seen = serve({"type": "http.response.start", "status": 404}, body(b"mine"))

    assert seen.messages == [start(404), body(b"mine")]


@pytest.mark.parametrize("kind", [list, tuple, iter])
@pytest.mark.parametrize("data", [b"Not Found", b"mine"])
def test_10_headers_may_be_any_iterable(kind: Any, data: bytes) -> None:
    pairs = [(b"content-type", TEXT.encode()), (b"x-a", b"1")]

    seen = serve({"type": "http.response.start", "status": 404, "headers": kind(pairs)}, body(data))

    assert type(seen.messages[0]["headers"]) is list
    assert seen.value("x-a") == "1"
    assert (seen.value("content-type") == PROBLEM) is (data == b"Not Found")


def test_11_what_follows_a_replaced_body_is_swallowed() -> None:
    finished = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in (*BARE, body(b"late"), start(500), {"type": "http.response.trailers"}):
            await send(message)
        finished.append(True)

    assert is_document(run_asgi(ErrorPagesMiddleware(app)))
    assert finished


def test_12_a_second_start_is_left_to_the_server_to_judge() -> None:
    assert serve(start(200), start(500), body()).messages == [start(200), start(500), body()]
    assert serve(start(404), start(500), body()).messages == [start(404), start(500), body()]
    assert serve(*OWN, body(b"late")).messages == [*OWN, body(b"late")]


@pytest.mark.parametrize("kind", ["early_hint", "debug"])
def test_13_14_hints_and_debug_pass_a_held_response(kind: str) -> None:
    message = {"type": f"http.response.{kind}"}

    seen = serve(message, BARE[0], message, BARE[1])

    assert seen.kinds == [kind, kind, "start", "body"]
    assert seen.value("content-type") == PROBLEM


@pytest.mark.parametrize("kind", ["pathsend", "zerocopysend", "push", "anything"])
def test_15_17_other_messages_show_that_a_response_is_deliberate(kind: str) -> None:
    steps = [BARE[0], {"type": f"http.response.{kind}"}, body(b"Not Found")]

    assert serve(*steps).messages == steps


def test_16_a_response_with_trailers_is_deliberate() -> None:
    steps = [
        start(404, PLAIN, trailers=True),
        body(b"Not Found"),
        {"type": "http.response.trailers"},
    ]

    assert serve(*steps).messages == steps


def test_18_what_the_app_hands_out_is_never_changed() -> None:
    shared = [(b"Content-Type", TEXT.encode()), (b"Vary", b"Origin")]
    message = {"type": "http.response.start", "status": 404, "headers": shared}
    app = ErrorPagesMiddleware(asgi_app(message, body(b"Not Found")))

    for _ in range(3):
        assert is_document(run_asgi(app))

    assert shared == [(b"Content-Type", TEXT.encode()), (b"Vary", b"Origin")]
    assert message == {"type": "http.response.start", "status": 404, "headers": shared}


def test_18_no_two_answers_share_a_header_list() -> None:
    app = ErrorPagesMiddleware(asgi_app(*BARE))
    first = run_asgi(app)
    first.messages[0]["headers"].append((b"x-cors", b"1"))  # as CORSMiddleware does

    assert run_asgi(app).value("x-cors") is None


def test_19_20_names_are_compared_in_any_case() -> None:
    seen = serve(
        start(404, [("CONTENT-TYPE", TEXT), ("AlloW", "GET")]),
        body(b"Not Found"),
        headers=[
            ("ACCEPT", "text/plain"),
            ("Accept", "text/markdown;q=0.5"),
            ("aCCept-Language", "ar"),
        ],
    )

    assert seen.value("content-language") == "ar"
    assert seen.value("content-type") == TEXT
    assert all(name == name.lower() for name, _ in seen.headers)


def test_20_lines_of_the_same_name_are_joined() -> None:
    lines = [("accept", "image/png"), ("accept", "text/html")]

    assert serve(*BARE, headers=lines).value("content-type") == "text/html; charset=utf-8"


def test_21_113_framing_headers_of_the_app_go() -> None:
    headers = [*PLAIN, ("transfer-encoding", "chunked"), ("trailer", "x")]

    seen = serve(start(404, headers), body(b"Not Found"), pages=ErrorPages(replace="all"))

    assert seen.values("transfer-encoding") == seen.values("trailer") == []


def test_22_headers_that_would_split_are_dropped() -> None:
    seen = serve(start(404, [*PLAIN, ("x-a", "1\r\nx-b: 2"), ("x-c", "3")]), body(b"Not Found"))

    assert seen.values("x-a") == []
    assert seen.values("x-c") == ["3"]


def test_22_headers_no_server_could_encode_are_dropped() -> None:
    seen = serve(Problem(409, headers={"x-note": "座位", "x-ü": "1", "retry-after": "5"}))

    assert is_document(seen, 409)
    assert seen.values("x-note") == []
    assert seen.values("retry-after") == ["5"]


@pytest.mark.parametrize(
    "version", [{}, {"version": "3.0"}, {"version": "3.0", "spec_version": "2.1"}]
)
def test_23_nothing_depends_on_the_spec_version(version: dict[str, str]) -> None:
    assert is_document(serve(*BARE, scope={**http_scope(), "asgi": version}))


# Exceptions


def test_25_the_page_is_complete_before_the_exception_goes_on() -> None:
    sent: list[Any] = []
    exc = RuntimeError("secret")

    async def caller(scope: Any, receive: Any, send: Any) -> None:
        with pytest.raises(RuntimeError) as raised:
            await ErrorPagesMiddleware(asgi_app(exc))(scope, receive, send)
        assert raised.value is exc
        assert exc.__context__ is None
        assert not sent[-1]["more_body"]

    seen = run_asgi(caller, send=sent.append)

    assert seen.raised is None
    assert is_document(seen, 500)


@pytest.mark.parametrize("data", [b"", b"part"])
def test_27_28_nothing_is_sent_after_a_response_has_started(data: bytes) -> None:
    exc = RuntimeError("secret")
    steps = [start(200), body(data, more=True)]

    seen = serve(*steps, exc)

    assert seen.raised is exc
    assert seen.messages == steps


def test_27_an_error_that_is_under_way_counts_as_started() -> None:
    exc = RuntimeError("secret")
    steps = [start(404), body(b"my words", more=True)]

    seen = serve(*steps, exc)

    assert seen.raised is exc
    assert seen.messages == steps


@pytest.mark.parametrize("steps", [BARE, OWN, (start(200), body())], ids=["bare", "own", "200"])
def test_29_an_exception_after_the_end_is_raised_and_not_answered(steps: Any) -> None:
    exc = RuntimeError("in a background task")

    seen = serve(*steps, exc)

    assert seen.raised is exc
    assert seen.kinds == ["start", "body"]
    assert seen.status == steps[0]["status"]


@pytest.mark.parametrize("held", [[], [body(more=True)], [body(b"Not ", more=True)]])
def test_30_an_exception_while_holding_voids_what_is_held(held: list[Any]) -> None:
    exc = RuntimeError("secret")

    seen = serve(start(404, [*PLAIN, ("x-a", "1")]), *held, exc)

    assert seen.raised is exc
    assert is_document(seen, 500)
    assert seen.values("x-a") == []


@pytest.mark.parametrize(
    "exc",
    [
        asyncio.CancelledError(),
        KeyboardInterrupt(),
        SystemExit(3),
        BaseExceptionGroup("x", [SystemExit()]),
    ],
)
@pytest.mark.parametrize("before", [(), (start(404),), (start(200),)])
def test_32_what_is_no_exception_passes_untouched(exc: BaseException, before: Any) -> None:
    seen = serve(*before, exc)

    assert type(seen.raised) is type(exc)
    assert seen.status in (None, 200)


def test_33_a_group_of_exceptions_is_a_500() -> None:
    group = ExceptionGroup("x", [ValueError("secret")])

    seen = serve(group)

    assert seen.raised is group
    assert is_document(seen, 500)


@pytest.mark.parametrize("steps", [(start(200),), BARE, OWN, (start(200), body(b"x"))])
def test_34_what_the_servers_send_raises_reaches_app_and_server(steps: Any) -> None:
    gone = OSError("the client is gone")
    tried: list[Any] = []

    def send(message: Any) -> None:
        tried.append(message)
        raise gone

    seen = serve(*steps, send=send)

    assert seen.raised is gone
    assert len(tried) == 1


def test_36_if_our_page_cannot_be_sent_the_apps_exception_matters() -> None:
    exc = RuntimeError("secret")

    def send(message: Any) -> None:
        raise OSError("the client is gone")

    seen = serve(exc, send=send)

    assert seen.raised is exc
    assert exc.__context__ is None


def test_36_a_problem_whose_page_cannot_be_sent_is_raised() -> None:
    problem = Problem(409)

    def send(message: Any) -> None:
        raise OSError("the client is gone")

    assert serve(problem, send=send).raised is problem


def test_35_a_send_that_does_nothing_is_fine() -> None:
    assert serve(*BARE, send=lambda message: None).raised is None


def test_50_an_app_that_sends_nothing_is_left_to_the_server() -> None:
    seen = serve()

    assert (seen.raised, seen.messages) == (None, [])


@pytest.mark.parametrize("held", [[], [body(b"Not ", more=True)]])
def test_50_a_response_that_is_left_unfinished_is_let_through(held: list[Any]) -> None:
    steps = [start(404, PLAIN), *held]

    assert serve(*steps).messages == steps


def test_never_is_a_pure_pass_through() -> None:
    app = asgi_app(RuntimeError())

    assert ErrorPagesMiddleware(app, ErrorPages(replace="never")) is app


async def settle_nothing(*_: Any) -> bool:
    return False


def test_what_nobody_settles_passes_and_what_is_held_is_dropped() -> None:
    exc = RuntimeError("secret")

    for steps in ([exc], [start(404), exc], [Problem(409)]):
        seen = run_asgi(wrap(asgi_app(*steps), ErrorPages(), settle_nothing))

        assert seen.raised is steps[-1]
        assert seen.messages == []


# Tiers


def test_49_of_two_middlewares_the_inner_wins() -> None:
    inner = ErrorPagesMiddleware(asgi_app(*BARE), ErrorPages(default_format="text"))
    pages = ErrorPages(replace="all", on_error=lambda *_: pytest.fail("asked"))

    assert run_asgi(ErrorPagesMiddleware(inner, pages)).value("content-type") == TEXT


@pytest.mark.parametrize("replace", ["bare", "all"])
def test_49_an_exception_is_answered_by_the_inner_one(replace: Any) -> None:
    exc = RuntimeError("secret")
    inner = ErrorPagesMiddleware(asgi_app(exc), ErrorPages(default_format="text"))

    seen = run_asgi(ErrorPagesMiddleware(inner, ErrorPages(replace=replace)))

    assert seen.raised is exc
    assert seen.kinds == ["start", "body"]
    assert seen.value("content-type") == TEXT


def test_49_what_the_inner_one_leaves_alone_the_outer_one_may_replace() -> None:
    inner = ErrorPagesMiddleware(asgi_app(*BARE), ErrorPages(replace="empty"))

    assert is_document(run_asgi(ErrorPagesMiddleware(inner)))


@pytest.mark.parametrize("copied", [False, True])
def test_49_30_an_exception_is_answered_while_only_the_outer_one_holds(copied: bool) -> None:
    exc = RuntimeError("secret")
    steps = [start(404, PLAIN), body(b"Not ", more=True), exc]
    inner = ErrorPagesMiddleware(asgi_app(*steps), ErrorPages(replace="empty"))

    async def between(scope: Any, receive: Any, send: Any) -> None:
        await inner(dict(scope) if copied else scope, receive, send)

    seen = run_asgi(ErrorPagesMiddleware(between))

    assert seen.raised is exc
    assert is_document(seen, 500)


def test_0_5_a_tier_inside_may_answer_for_the_one_outside() -> None:
    pages = ErrorPages(propagate=False)

    async def catcher(scope: Any, receive: Any, send: Any) -> None:
        await send(start(404, PLAIN))
        assert await answer_exception(RuntimeError("secret"), scope, send, pages)
        assert not await answer_exception(RuntimeError("once is enough"), scope, send, pages)

    assert is_document(run_asgi(wrap(catcher, pages, settle_nothing)), 500)


def test_153_a_response_marked_to_be_kept_is_untouched() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope[KEEP] = True
        for message in BARE:
            await send(message)

    seen = run_asgi(ErrorPagesMiddleware(app, ErrorPages(replace="all")))

    assert KEEP == "httpolite.keep"
    assert all(got is sent for got, sent in zip(seen.messages, BARE, strict=True))


def test_our_closures_tell_what_they_wrap() -> None:
    app = asgi_app()

    assert ErrorPagesMiddleware(app).app is app  # type: ignore[attr-defined]


# What a request leaves behind


@pytest.mark.parametrize(
    "steps", [BARE, OWN, (start(200), body()), (RuntimeError(),), (Problem(409),)]
)
def test_66_no_request_leaves_a_cycle_behind(steps: Any) -> None:
    app = ErrorPagesMiddleware(asgi_app(*steps))

    class Server:
        """As uvicorn's, it knows the scope, and the scope must not know its send."""

        def __init__(self) -> None:
            self.scope = http_scope()

        async def send(self, message: Any) -> None: ...

        def run(self) -> None:
            coroutine: Any = app(self.scope, None, self.send)  # type: ignore[arg-type]
            with suppress(StopIteration, RuntimeError):
                coroutine.send(None)

    Server().run()
    for step in steps:
        if isinstance(step, BaseException):
            step.__traceback__ = None
    gc.collect()
    gc.disable()
    try:
        Server().run()
        for step in steps:
            if isinstance(step, BaseException):
                step.__traceback__ = None
        found = gc.collect()
    finally:
        gc.enable()
    assert found == 0


def test_122_123_the_path_is_that_of_the_scope_and_the_host_is_not_told() -> None:
    scope = {
        **http_scope(path="/mount/<b>", headers=[("accept", "text/html"), ("host", "evil.example")])
    }
    scope |= {"root_path": "/mount", "query_string": b"token=1"}

    page = serve(*BARE, scope=scope).body.decode()

    assert "/mount/&lt;b&gt;" in page
    assert "/mount/mount" not in page
    assert "evil.example" not in page
    assert "token" not in page


def test_hooks_may_read_the_request_in_any_case() -> None:
    read: list[Any] = []

    def language(facts: Any) -> str:
        read.append((facts.header("Accept"), facts.header("X-NONE"), facts.header("COOKIE")))
        return "ar"

    headers = [("accept", "a/b"), ("accept", "c/d"), ("cookie", "x=é")]

    seen = serve(*BARE, headers=headers, pages=ErrorPages(language=language))

    assert read == [("a/b, c/d", None, "x=é")]
    assert seen.value("content-language") == "ar"
