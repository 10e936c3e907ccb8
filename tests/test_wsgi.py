"""The WSGI middleware; numbers are those of the behaviours that it keeps."""

from __future__ import annotations

import gc
import io
import json
import sys
from typing import TYPE_CHECKING, Any
from wsgiref.util import FileWrapper
from wsgiref.validate import validator

import pytest
from werkzeug.middleware.lint import LintMiddleware

from doubles import TEXT, environ, run_wsgi, wsgi_app
from httpolite import ErrorPages, Problem
from httpolite.wsgi import KEEP, ErrorPagesMiddleware, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBLEM = "application/problem+json"
PLAIN = [("Content-Type", TEXT)]
BARE = ("404 Not Found", PLAIN, [b"Not Found"])


class Chunks:
    """An app's iterable: neither list nor generator; an exception among the chunks is raised."""

    def __init__(self, *chunks: Any) -> None:
        self.chunks = iter(chunks)
        self.read = 0
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk: Any = next(self.chunks)
        self.read += 1
        if isinstance(chunk, BaseException):
            raise chunk
        return chunk  # type: ignore[no-any-return]

    def close(self) -> None:
        self.closed += 1


def serve(app: Any, *args: Any, pages: ErrorPages | None = None, **more: Any) -> Any:
    return run_wsgi(ErrorPagesMiddleware(app, pages), *args, **more)


def is_document(seen: Any, status: int = 404) -> bool:
    assert seen.calls.count("start_response") == 1
    assert seen.value("content-length") == str(len(seen.body))
    return json.loads(seen.body)["status"] == status  # type: ignore[no-any-return]


# Conformance

by_each_checker = pytest.mark.parametrize("check", [validator, LintMiddleware])


@by_each_checker
@pytest.mark.parametrize(
    ("status", "chunks"),
    [
        ("200 OK", [b"fine"]),
        ("200 OK", [b"fine", b"fine"]),
        ("404 Not Found", [b"Not Found"]),
        ("404 Not Found", [b"Not ", b"Found"]),
        ("404 Not Found", [b"my words"]),
        ("500 Internal Server Error", []),
    ],
)
@pytest.mark.parametrize("whole", [True, False], ids=["list", "iterator"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_81_it_conforms_on_both_sides(
    check: Any, status: str, chunks: list[bytes], whole: bool, accept: str
) -> None:
    app = wsgi_app(status, PLAIN, chunks if whole else Chunks(*chunks))

    seen = run_wsgi(check(ErrorPagesMiddleware(check(app))), "GET", "/é", [("Accept", accept)])

    assert seen.raised is None
    assert seen.line == status
    assert seen.calls[0] == "start_response"
    assert (seen.body == b"".join(chunks)) is (seen.value("content-language") is None)


@by_each_checker
def test_81_an_answered_exception_conforms(check: Any) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        raise RuntimeError("secret")

    seen = run_wsgi(check(ErrorPagesMiddleware(app)))

    assert seen.line == "500 Internal Server Error"
    assert is_document(seen, 500)


# Passing through


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
@pytest.mark.parametrize("make", [list, tuple])
def test_56_lists_are_returned_as_they_are(status: str, make: Any) -> None:
    body = make([b"my words"])
    app = ErrorPagesMiddleware(wsgi_app(status, PLAIN, body))

    assert app(environ(), lambda *_: None) is body


class File(io.BytesIO):
    pass


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
@pytest.mark.parametrize(
    "wrapper", [FileWrapper, File, lambda file: file], ids=["class", "file", "uwsgi"]
)
def test_56_78_files_are_returned_as_they_are_and_unread(status: str, wrapper: Any) -> None:
    file = io.BytesIO(b"Not Found")
    body = FileWrapper(file) if wrapper is FileWrapper else file
    app = ErrorPagesMiddleware(wsgi_app(status, PLAIN, body))
    request = environ() | {"wsgi.file_wrapper": wrapper}

    assert app(request, lambda *_: None) is body
    assert file.tell() == 0


def test_56_a_file_after_written_bytes_is_sent_after_them() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", PLAIN)(b"written ")
        return FileWrapper(io.BytesIO(b"read"))

    request = environ() | {"wsgi.file_wrapper": FileWrapper}

    assert serve(app, environ_=request).body == b"written read"


def test_58_of_a_200_one_chunk_is_read_before_the_server_asks() -> None:
    body = Chunks(b"a", b"b", b"c")
    app = ErrorPagesMiddleware(wsgi_app("200 OK", PLAIN, body))

    chunks = iter(app(environ(), lambda *_: None))

    assert body.read == 1
    assert next(chunks) == b"a"
    assert body.read == 1
    assert list(chunks) == [b"b", b"c"]


def test_57_0_2_an_app_may_start_when_it_is_iterated() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        yield b""
        yield b"early "
        start_response("200 OK", PLAIN)
        yield b"late"

    seen = serve(app)

    assert seen.calls[0] == "start_response"
    assert seen.body == b"early late"


def test_57_a_bare_error_of_a_generator_is_replaced() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 NOT FOUND", PLAIN)
        yield b"Not "
        yield b"Found"

    seen = serve(app)

    assert seen.line == "404 NOT FOUND"
    assert is_document(seen)


@pytest.mark.parametrize("chunks", [[], [b""], (), iter(())])
@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_70_at_least_one_chunk_is_sent(status: str, chunks: Any) -> None:
    pages = ErrorPages(replace="exceptions")

    seen = serve(wsgi_app(status, PLAIN, chunks), pages=pages)

    assert seen.chunks == [b""]


def test_70_71_a_replaced_head_sends_one_empty_chunk_after_the_start() -> None:
    seen = serve(wsgi_app("404 Not Found", [], []), "HEAD")

    assert seen.calls[:2] == ["start_response", "chunk"]
    assert seen.chunks == [b""]


# Holding


@pytest.mark.parametrize(
    ("content_type", "replace"),
    [("text/event-stream", "bare"), (TEXT, "empty"), (TEXT, "exceptions")],
)
def test_56_an_error_that_streams_its_own_words_is_read_no_further(
    content_type: str, replace: Any
) -> None:
    body = Chunks(b"data: 1\n\n", b"data: 2\n\n", b"data: 3\n\n")
    inner = wsgi_app("500 Oh", [("Content-Type", content_type)], body)
    app = ErrorPagesMiddleware(inner, ErrorPages(replace=replace))

    chunks = app(environ(), lambda *_: None)

    assert body.read == 1
    assert list(chunks) == [b"data: 1\n\n", b"data: 2\n\n", b"data: 3\n\n"]


def test_56_no_more_than_2_kib_is_held() -> None:
    body = Chunks(b"x" * 2048, b"y", b"z")
    pages = ErrorPages(replace=lambda *_: pytest.fail("asked"))
    app = ErrorPagesMiddleware(wsgi_app("404 Not Found", PLAIN, body), pages)

    chunks = app(environ(), lambda *_: None)

    assert body.read == 2
    assert list(chunks) == [b"x" * 2048, b"y", b"z"]


def test_56_exactly_2_kib_is_shown_to_a_callable() -> None:
    asked: list[Any] = []

    def replace(*args: Any) -> bool:
        asked.append(args)
        return True

    body = Chunks(b"x" * 1024, b"x" * 1024)
    app = wsgi_app("404 Not Found", [("X-A", "1")], body)

    seen = serve(app, "GET", "/é", [("Accept", "a/b")], pages=ErrorPages(replace=replace))

    assert is_document(seen)
    ((facts, status, headers, shown),) = asked
    assert (facts.method, facts.path, status, facts.header("ACCEPT")) == ("GET", "/é", 404, "a/b")
    assert tuple(headers) == (("x-a", "1"),)
    assert shown == b"x" * 2048
    assert facts.native is seen.native


@pytest.mark.parametrize("status", ["200 OK", "399 x", "600 x", "999 x", "x", "4x4 x"])
def test_56_what_is_no_error_is_not_judged(status: str) -> None:
    pages = ErrorPages(replace=lambda *_: pytest.fail("asked"))
    lines: list[str] = []
    app = ErrorPagesMiddleware(wsgi_app(status, PLAIN, [b"x"]), pages)

    assert app(environ(), lambda line, headers: lines.append(line)) == [b"x"]
    assert lines == [status]


def test_all_replaces_an_error_that_streams() -> None:
    body = Chunks(*[b"x" * 1000] * 5)

    seen = serve(wsgi_app("404 Not Found", PLAIN, body), pages=ErrorPages(replace="all"))

    assert is_document(seen)
    assert body.read == 3
    assert body.closed == 1


# Exceptions


def test_59_an_exception_in_the_call_gets_a_page() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [("X-A", "1")])
        raise RuntimeError("secret")

    seen = serve(app)

    assert (seen.raised, seen.line) == (None, "500 Internal Server Error")
    assert is_document(seen, 500)
    assert seen.values("x-a") == []


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_59_61_an_exception_before_the_first_chunk_gets_a_page(status: str) -> None:
    body = Chunks(RuntimeError("secret"))

    seen = serve(wsgi_app(status, PLAIN, body))

    assert seen.raised is None
    assert is_document(seen, 500)
    assert body.closed == 1


def test_59_an_exception_while_holding_gets_a_page() -> None:
    body = Chunks(b"Not ", RuntimeError("secret"))

    seen = serve(wsgi_app("404 Not Found", PLAIN, body))

    assert is_document(seen, 500)
    assert body.closed == 1


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_60_an_exception_after_the_first_chunk_passes(status: str) -> None:
    exc = RuntimeError("secret")
    body = Chunks(b"my ", exc)

    seen = serve(wsgi_app(status, PLAIN, body))

    assert seen.raised is exc
    assert seen.chunks == [b"my "]
    assert body.closed == 1


@pytest.mark.parametrize("returned", [None, 5])
def test_59_what_cannot_be_iterated_gets_a_page(returned: Any) -> None:
    assert is_document(serve(wsgi_app("200 OK", PLAIN, returned)), 500)


@pytest.mark.parametrize("chunks", [[], [b"x"]])
def test_59_an_app_that_never_starts_gets_a_page(chunks: list[bytes]) -> None:
    assert is_document(serve(lambda environ, start_response: chunks), 500)


def test_63_an_unhandled_exception_is_logged_once(caplog: Any) -> None:
    exc = RuntimeError("secret")
    body = Chunks(exc)

    serve(wsgi_app("200 OK", PLAIN, body))

    ((_, level, _),) = caplog.record_tuples
    assert level == 40
    assert caplog.records[0].exc_info[1] is exc


def test_64_propagate_sends_the_page_and_raises_on_close(caplog: Any) -> None:
    exc = RuntimeError("secret")
    body = Chunks(exc)

    seen = serve(wsgi_app("200 OK", PLAIN, body), pages=ErrorPages(propagate=True))

    assert seen.raised is exc
    assert is_document(seen, 500)
    assert body.closed == 1
    assert not caplog.records


def test_64_what_is_to_be_raised_is_raised_even_if_closing_fails() -> None:
    exc = RuntimeError("secret")

    class Unclosable(Chunks):
        def close(self) -> None:
            raise OSError("cannot close")

    seen = serve(wsgi_app("200 OK", PLAIN, Unclosable(exc)), pages=ErrorPages(propagate=True))

    assert seen.raised is exc


@pytest.mark.parametrize("exc", [SystemExit(3), KeyboardInterrupt(), GeneratorExit()])
@pytest.mark.parametrize("chunks", [(), (b"Not ",)])
def test_65_61_what_is_no_exception_passes_and_the_body_is_closed(
    exc: BaseException, chunks: tuple[bytes, ...]
) -> None:
    body = Chunks(*chunks, exc)

    seen = serve(wsgi_app("404 Not Found", PLAIN, body))

    assert seen.raised is exc
    assert seen.calls == []
    assert body.closed == 1


def test_65_an_exception_in_closing_then_does_not_hide_it() -> None:
    class Unclosable(Chunks):
        def close(self) -> None:
            raise OSError("cannot close")

    exc = SystemExit(3)

    assert serve(wsgi_app("200 OK", PLAIN, Unclosable(exc))).raised is exc


def test_without_catch_exceptions_pass_and_the_body_is_closed() -> None:
    exc = RuntimeError("secret")
    body = Chunks(exc)

    seen = run_wsgi(watch(wsgi_app("200 OK", PLAIN, body), ErrorPages()))

    assert seen.raised is exc
    assert seen.calls == ["start_response", "close"]  # nothing that is let out has to wait
    assert body.closed == 1


def test_without_catch_an_error_that_breaks_while_it_is_judged_passes() -> None:
    exc = RuntimeError("secret")
    body = Chunks(exc)

    seen = run_wsgi(watch(wsgi_app("404 Not Found", PLAIN, body), ErrorPages()))

    assert seen.raised is exc
    assert seen.calls == []
    assert body.closed == 1


def test_123_what_is_empty_may_be_missing_from_the_environ() -> None:
    request = environ("GET", "/x")
    del request["SCRIPT_NAME"]

    assert is_document(serve(wsgi_app(*BARE), environ_=request))


def test_never_is_a_pure_pass_through() -> None:
    app = wsgi_app(*BARE)

    assert ErrorPagesMiddleware(app, ErrorPages(replace="never")) is app


# close()


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
@pytest.mark.parametrize("most", [None, 0, 1])
@pytest.mark.parametrize("chunks", [(b"Not Found",), (b"my ", b"words"), ()])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_61_the_apps_iterable_is_closed_once(
    status: str, most: int | None, chunks: tuple[bytes, ...], method: str
) -> None:
    body = Chunks(*chunks)

    seen = serve(wsgi_app(status, PLAIN, body), method, most=most)

    assert seen.raised is None
    assert seen.calls[-1] == "close"
    assert body.closed == 1


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_62_closing_twice_or_unread_closes_once(status: str) -> None:
    body = Chunks(b"Not Found")
    app = ErrorPagesMiddleware(wsgi_app(status, PLAIN, body))

    got: Any = app(environ(), lambda *_: None)
    got.close()
    got.close()

    assert body.closed == 1


def test_61_a_generator_is_finished_by_close() -> None:
    finished: list[bool] = []

    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", PLAIN)
        try:
            yield b"a"
            yield b"b"
        finally:
            finished.append(True)

    serve(app, most=1)

    assert finished == [True]


def test_61_what_the_server_refuses_is_closed() -> None:
    body = Chunks(b"x")
    app = ErrorPagesMiddleware(wsgi_app("200 OK", PLAIN, body))

    def start_response(*args: Any) -> None:
        raise AssertionError("hop-by-hop")

    with pytest.raises(AssertionError, match="hop-by-hop"):
        app(environ(), start_response)

    assert body.closed == 1


def test_61_an_exception_of_close_reaches_the_server() -> None:
    class Unclosable(Chunks):
        def close(self) -> None:
            raise OSError("cannot close")

    assert isinstance(serve(wsgi_app("200 OK", PLAIN, Unclosable(b"x"))).raised, OSError)


# start_response


def test_0_1_68_a_second_start_with_exc_info_replaces_the_first() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [("X-A", "1")])(b"half a ")
        try:
            raise RuntimeError("secret")
        except RuntimeError:
            start_response("503 Service Unavailable", [("Retry-After", "5")], sys.exc_info())
        return []

    seen = serve(app)

    assert seen.calls.count("start_response") == 1
    assert is_document(seen, 503)
    assert seen.values("x-a") == []
    assert seen.value("retry-after") == "5"


@pytest.mark.parametrize("again", ["503 Service Unavailable", "200 OK"])
def test_68_an_app_may_start_again_while_it_is_held(again: str) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN)
        yield b"Not "
        try:
            raise RuntimeError("secret")
        except RuntimeError:
            start_response(again, [("X-A", "1")], sys.exc_info())
        yield b"my words"

    seen = serve(app)

    assert seen.line == again
    assert seen.headers == [("X-A", "1")]
    assert seen.body == b"my words"


@pytest.mark.parametrize(
    ("again", "replaced"), [("503 Service Unavailable", True), ("200 OK", False)]
)
def test_68_a_response_that_was_started_again_is_judged_anew(again: str, replaced: bool) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN)
        yield b"Not "
        try:
            raise RuntimeError("secret")
        except RuntimeError:
            start_response(again, PLAIN, sys.exc_info())

    seen = serve(app, pages=ErrorPages(replace="all"))

    assert seen.line == again
    assert (seen.value("content-type") == PROBLEM) is replaced
    assert bool(seen.body) is replaced


def test_68_a_second_start_after_bytes_raises_the_apps_exception() -> None:
    exc = RuntimeError("secret")

    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", PLAIN)
        yield b"a"
        try:
            raise exc
        except RuntimeError:
            start_response("500 Oh", [], sys.exc_info())
        yield b"b"

    seen = serve(app)

    assert seen.raised is exc
    assert seen.chunks == [b"a"]


def test_68_a_second_start_without_exc_info_is_the_apps_mistake() -> None:
    raised: list[Any] = []

    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN)
        with pytest.raises(AssertionError, match="twice") as mistake:
            start_response("200 OK", PLAIN)
        raised.append(mistake.value)
        return [b"Not Found"]

    assert is_document(serve(app))
    assert len(raised) == 1


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_67_written_bytes_come_first(status: str) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        write = start_response(status, PLAIN)
        write(b"one ")
        write(b"two ")
        return [b"three"]

    assert serve(app).chunks == [b"one ", b"two ", b"three"]


def test_67_a_bare_body_may_be_written() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN)(b"Not ")
        return [b"Found"]

    assert is_document(serve(app))


def test_67_bytes_written_between_chunks_keep_their_place() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        write = start_response("200 OK", PLAIN)
        yield b"a"
        write(b"b")
        yield b"c"
        write(b"d")

    assert serve(app).chunks == [b"a", b"b", b"c", b"d"]


@pytest.mark.parametrize("status", ["404", "404 ", "404 Nicht gefundén", "404 \n", "404 找不到"])
def test_72_a_status_line_that_servers_cannot_send_is_mended(status: str) -> None:
    assert serve(wsgi_app(status, PLAIN, [b"Not Found"])).line == "404 Not Found"


@pytest.mark.parametrize("status", ["404 NOT FOUND", "404 Nope"])
def test_72_any_other_status_line_stays(status: str) -> None:
    assert serve(wsgi_app(status, PLAIN, [b"Not Found"])).line == status


@pytest.mark.parametrize("code", [499, 599, 418, 413])
def test_72_no_reason_is_ever_empty(code: int) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        raise Problem(code)

    number, _, reason = serve(app, "GET", "/", [("Accept-Language", "ar")]).line.partition(" ")

    assert number == str(code)
    assert reason.strip()
    assert reason.isascii()


@pytest.mark.parametrize("make", [list, tuple, iter])
@pytest.mark.parametrize("data", [b"Not Found", b"mine"])
def test_73_headers_are_a_list_whatever_the_app_gives(make: Any, data: bytes) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", make([*PLAIN, ("X-A", "1")]))
        return [data]

    seen = serve(app)

    assert type(seen.headers) is list
    assert all(type(pair) is tuple for pair in seen.headers)
    assert seen.value("x-a") == "1"
    assert (seen.value("content-type") == PROBLEM) is (data == b"Not Found")


def test_73_nothing_is_sent_that_latin_1_cannot_say() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        raise Problem(409, headers={"x-note": "座位", "retry-after": "5"})

    seen = serve(app)

    assert seen.values("x-note") == []
    assert seen.value("retry-after") == "5"


def test_75_hop_by_hop_headers_are_never_ours() -> None:
    hop = {"connection", "keep-alive", "te", "trailers", "transfer-encoding", "upgrade"}

    assert not hop & {name.lower() for name, _ in serve(wsgi_app(*BARE)).headers}


def test_79_headers_that_an_app_shares_are_never_changed() -> None:
    shared = [("Content-Type", TEXT), ("Vary", "Origin")]

    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", shared)
        return [b"Not Found"]

    for _ in range(3):
        assert is_document(serve(app))
    assert shared == [("Content-Type", TEXT), ("Vary", "Origin")]


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_69_the_server_is_given_two_arguments(status: str) -> None:
    given: list[Any] = []
    app = ErrorPagesMiddleware(wsgi_app(status, PLAIN, [b"Not Found"]))

    app(environ(), lambda *args, **more: given.append((len(args), more)))

    assert given == [(2, {})]


def test_69_the_app_may_give_the_third_argument_as_none() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN, None)
        return [b"Not Found"]

    assert is_document(serve(app))


# The request


def test_77_the_environ_gets_no_keys_but_ours() -> None:
    before = environ()
    seen = serve(wsgi_app(*BARE), environ_=dict(before))

    new = seen.native.keys() - before.keys()
    assert all(name.startswith("httpolite.") for name in new)
    assert type(seen.native) is dict


def test_77_122_the_path_is_shown_as_utf_8_and_nothing_else_of_the_url() -> None:
    request = environ("GET", "/grüße/中/<b>", [("Accept", "text/html"), ("Host", "evil.example")])

    page = serve(wsgi_app(*BARE), environ_=request | {"QUERY_STRING": "token=1"}).body.decode()

    assert "/grüße/中/&lt;b&gt;" in page
    assert "evil.example" not in page
    assert "token" not in page


@pytest.mark.parametrize("raises", [False, True])
def test_80_the_path_is_what_it_was_before_an_app_was_mounted(raises: bool) -> None:
    told: list[str] = []

    def language(facts: Any) -> None:
        told.append(facts.path)

    def app(environ: Any, start_response: Any) -> Any:
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = "/elsewhere", "/moved"
        if raises:
            raise RuntimeError
        start_response(*BARE[:2])
        return BARE[2]

    request = environ("GET", "/y") | {"SCRIPT_NAME": "/x"}
    serve(app, environ_=request, pages=ErrorPages(language=language))

    assert told == ["/x/y"]


def test_hooks_may_read_the_request() -> None:
    read: list[Any] = []

    def language(facts: Any) -> str:
        names = ("X-One-Two", "content-type", "Content-Length", "none")
        read.extend(facts.header(name) for name in names)
        return "ar"

    headers = [("X-One-Two", "1"), ("Content-Type", "a/b"), ("Content-Length", "")]

    seen = serve(wsgi_app(*BARE), "GET", "/", headers, pages=ErrorPages(language=language))

    assert read == ["1", "a/b", None, None]
    assert seen.value("content-language") == "ar"


# Tiers


def test_49_of_two_middlewares_the_inner_wins() -> None:
    inner = ErrorPagesMiddleware(wsgi_app(*BARE), ErrorPages(default_format="text"))
    pages = ErrorPages(replace="all", on_error=lambda *_: pytest.fail("asked"))

    assert serve(inner, pages=pages).value("content-type") == TEXT


def test_49_an_exception_passes_the_outer_one_after_the_page() -> None:
    exc = RuntimeError("secret")
    body = Chunks(exc)
    pages = ErrorPages(default_format="text", propagate=True)
    inner = ErrorPagesMiddleware(wsgi_app("200 OK", PLAIN, body), pages)

    seen = serve(inner, pages=ErrorPages(replace="all"))

    assert seen.raised is exc
    assert seen.value("content-type") == TEXT
    assert body.closed == 1


def test_153_a_response_marked_to_be_kept_is_untouched() -> None:
    def app(environ: Any, start_response: Any) -> Any:
        environ[KEEP] = True
        start_response(*BARE[:2])
        return BARE[2]

    seen = serve(app, pages=ErrorPages(replace="all"))

    assert KEEP == "httpolite.keep"
    assert seen.body == b"Not Found"


def test_our_closures_tell_what_they_wrap() -> None:
    app = wsgi_app(*BARE)

    assert ErrorPagesMiddleware(app).app is app  # type: ignore[attr-defined]


# What a request leaves behind


def raising(environ: Any, start_response: Any) -> Any:
    raise RuntimeError("secret")


def restarting(environ: Any, start_response: Any) -> Any:
    start_response("200 OK", PLAIN)
    yield b"a"
    try:
        raise RuntimeError("secret")
    except RuntimeError:
        start_response("500 Oh", [], sys.exc_info())


@pytest.mark.parametrize("propagate", [True, False])
@pytest.mark.parametrize(
    "app",
    [wsgi_app(*BARE), wsgi_app("200 OK", PLAIN, [b"x"]), raising, restarting],
    ids=["bare", "fine", "raising", "restarting"],
)
def test_66_no_request_leaves_a_cycle_behind(app: Any, propagate: bool) -> None:
    wrapped = ErrorPagesMiddleware(app, ErrorPages(propagate=propagate))

    def request() -> None:
        try:
            chunks: Any = wrapped(environ(), lambda *_: None)
            try:
                list(chunks)
            finally:
                getattr(chunks, "close", list)()
                del chunks
        except RuntimeError:
            pass

    request()
    gc.collect()
    gc.disable()
    try:
        request()
        found = gc.collect()
    finally:
        gc.enable()
    assert found == 0


def test_without_catching_a_start_that_follows_one_goes_to_the_server_with_its_exception() -> None:
    told: list[Any] = []
    fault = (ValueError, ValueError("late"), None)

    def app(_environ: Any, start_response: Any) -> Any:
        start_response("200 OK", PLAIN)
        start_response("500 Internal Server Error", PLAIN, fault)
        return [b"sorry"]

    body = watch(app, ErrorPages())(environ("GET", "/"), lambda *start: told.append(start))
    assert list(body) == [b"sorry"]
    assert told == [("200 OK", PLAIN), ("500 Internal Server Error", PLAIN, fault)]


def test_without_catching_a_held_error_may_become_another() -> None:
    fault = (ValueError, ValueError("late"), None)

    def app(_environ: Any, start_response: Any) -> Any:
        start_response("404 Not Found", PLAIN)
        start_response("503 Service Unavailable", PLAIN, fault)
        return [b"Service Unavailable"]

    seen = run_wsgi(watch(app, ErrorPages()))
    assert seen.status == 503
    assert seen.value("content-type") == "application/problem+json"


@pytest.mark.parametrize(("line", "replaced"), [("404 Not Found", True), ("200 OK", False)])
def test_without_catching_an_app_may_start_when_it_is_iterated(line: str, replaced: bool) -> None:
    def app(_environ: Any, start_response: Any) -> Any:
        start_response(line, PLAIN)
        yield b"Not Found"

    seen = run_wsgi(watch(app, ErrorPages()))
    assert seen.line == line
    assert (seen.body != b"Not Found") is replaced
