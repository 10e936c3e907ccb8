"""What Werkzeug's exceptions become, and apps that let them out."""

from __future__ import annotations

import json
import runpy
import sys
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup
from werkzeug import exceptions
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import BadRequestKeyError, HTTPException, NotFound, default_exceptions
from werkzeug.routing import RequestRedirect
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from httpolite import ErrorPages, Problem
from httpolite.werkzeug import ErrorPagesMiddleware, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from werkzeug.test import TestResponse

SECRET = "secret-7f3a"


class Lazy:
    """Text that is known only when asked for, as translations are."""

    def __str__(self) -> str:
        return "Not today."


class Kettle(HTTPException):
    code = 409
    description = "The kettle is taken."


class Gone(NotFound):
    code = 410


class Wordless(NotFound):
    def get_body(self, environ: Any = None, scope: Any = None) -> str:
        return "own words"


class Plain(NotFound):
    def get_description(self, environ: Any = None, scope: Any = None) -> str:
        return "own words"


class Ready(NotFound):
    def get_response(self, environ: Any = None, scope: Any = None) -> Any:
        return Response("own words", 404)


class Proxied(HTTPException):
    code = 502

    def get_headers(self, environ: Any = None, scope: Any = None) -> list[tuple[str, str]]:
        return [("Content-TYPE", "text/x"), ("Retry-After", "7"), ("Content-Length", "999")]


def coded(code: int | None) -> HTTPException:
    exc = HTTPException("words")
    exc.code = code
    return exc


def key_error(*, shown: bool, **options: Any) -> BadRequestKeyError:
    exc = BadRequestKeyError(SECRET, **options)
    exc.show_exception = shown
    return exc


def known(exc: HTTPException) -> Problem:
    problem = problem_of(exc)
    assert problem is not None
    return Problem(problem) if isinstance(problem, int) else problem


@pytest.mark.parametrize("code", sorted(code for code in default_exceptions if code >= 400))
def test_87_a_description_of_werkzeugs_own_is_no_detail(code: int) -> None:
    problem = known(default_exceptions[code]())
    assert (problem.status, problem.detail) == (code, None)


@pytest.mark.parametrize(
    ("exc", "detail"),
    [
        (NotFound("No such seat."), "No such seat."),
        (NotFound(Lazy()), "Not today."),  # type: ignore[arg-type]
        (NotFound({"seat": "14C"}), {"seat": "14C"}),  # type: ignore[arg-type]
        (NotFound(["14C"]), ["14C"]),  # type: ignore[arg-type]
        (NotFound(""), None),
        (exceptions.BadGateway("The bank is down."), "The bank is down."),
        (Kettle(), "The kettle is taken."),
        (Kettle("Mine."), "Mine."),
        (Gone(), None),
        (coded(499), "words"),
        (key_error(shown=False), None),
        (key_error(shown=False, description="Name a seat."), "Name a seat."),
    ],
)
def test_87_a_description_that_somebody_chose_is_the_detail(
    exc: HTTPException, detail: Any
) -> None:
    assert known(exc).detail == detail


def test_a_detail_is_never_markup_for_it_is_to_be_escaped() -> None:
    assert type(known(NotFound(Markup("<b>"))).detail) is str


@pytest.mark.parametrize(
    "exc",
    [
        exceptions.InternalServerError(SECRET),
        exceptions.SecurityError(f"Host {SECRET!r} is not trusted."),
        key_error(shown=True),
        key_error(shown=False),
    ],
)
def test_88_a_500_a_missing_key_and_a_foreign_host_tell_nothing(exc: HTTPException) -> None:
    assert known(exc).detail is None


def test_88_what_was_said_of_a_missing_key_is_kept_without_the_key() -> None:
    assert known(key_error(shown=True, description="Name a seat.")).detail == "Name a seat."


@pytest.mark.parametrize(
    "exc",
    [
        coded(None),
        coded(399),
        coded(600),
        exceptions.HTTPException(response=Response("mine")),
        NotFound(response=Response("mine", 404)),
        RequestRedirect("/seats/"),
        Wordless(),
        Plain(),
        Ready(),
    ],
)
def test_83_what_sends_itself_is_no_problem(exc: HTTPException) -> None:
    assert problem_of(exc) is None


@pytest.mark.parametrize(
    ("exc", "headers"),
    [
        (exceptions.MethodNotAllowed(["GET", "HEAD"]), (("Allow", "GET, HEAD"),)),
        (exceptions.TooManyRequests(retry_after=30), (("Retry-After", "30"),)),
        (
            exceptions.Unauthorized(
                www_authenticate=[WWWAuthenticate("basic"), WWWAuthenticate("digest")]
            ),
            (("WWW-Authenticate", "Basic "), ("WWW-Authenticate", "Digest ")),
        ),
        (exceptions.RequestedRangeNotSatisfiable(9), (("Content-Range", "bytes */9"),)),
        (NotFound(), ()),
    ],
)
def test_84_the_headers_of_an_exception_are_kept_but_for_its_type(
    exc: HTTPException, headers: tuple[tuple[str, str], ...]
) -> None:
    # Which spaces stand at the end of a challenge without parameters differs by version.
    assert tuple((name, value.strip()) for name, value in known(exc).headers) == tuple(
        (name, value.strip()) for name, value in headers
    )


def raising(exc: Exception) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise exc

    return app


def get(app: Any, **options: Any) -> TestResponse:
    return Client(app).get("/", **options)


def document(response: TestResponse) -> dict[str, Any]:
    assert response.content_type == "application/problem+json"
    made: dict[str, Any] = json.loads(response.data)
    return made


def test_an_exception_that_leaves_the_app_keeps_status_detail_and_headers() -> None:
    app = ErrorPagesMiddleware(raising(exceptions.TooManyRequests("Slow down.", retry_after=9)))
    response = get(app)
    assert response.status == "429 Too Many Requests"
    assert response.headers["Retry-After"] == "9"
    assert document(response)["detail"] == "Slow down."


def test_93_stale_framing_headers_of_an_exception_are_dropped() -> None:
    response = get(ErrorPagesMiddleware(raising(Proxied())))
    assert response.headers["Retry-After"] == "7"
    assert response.headers.getlist("Content-Type") == ["application/problem+json"]
    assert response.headers.getlist("Content-Length") == [str(len(response.data))]


def test_an_exception_out_of_a_generator_keeps_its_status() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        raise NotFound("No such seat.")
        yield b""

    response = get(ErrorPagesMiddleware(app))
    assert (response.status_code, document(response)["detail"]) == (404, "No such seat.")


def test_the_errors_that_an_app_answers_with_are_replaced_and_its_pages_are_not() -> None:
    @Request.application
    def app(request: Request) -> Response:
        if request.path == "/own":
            raise NotFound("own words")
        raise NotFound

    wrapped = ErrorPagesMiddleware(app)
    assert document(get(wrapped))["status"] == 404
    assert b"own words" in Client(wrapped).get("/own").data


@pytest.mark.parametrize(
    "exc", [Ready(), Wordless(), NotFound(response=Response("own words", 404))]
)
def test_83_a_response_that_was_raised_is_sent_as_it_is(exc: HTTPException) -> None:
    response = get(ErrorPagesMiddleware(raising(exc)))
    assert (response.status_code, response.text) == (404, "own words")


def test_83_a_redirect_that_was_raised_is_sent() -> None:
    response = get(ErrorPagesMiddleware(raising(RequestRedirect("/seats/"))))
    assert (response.status_code, response.headers["Location"]) == (308, "/seats/")


def test_83_a_response_that_was_raised_takes_the_place_of_one_begun() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-Begun", "yes")])
        raise NotFound(response=Response("own words", 404))

    response = get(ErrorPagesMiddleware(app))
    assert (response.status_code, response.text) == (404, "own words")
    assert "X-Begun" not in response.headers


@pytest.mark.parametrize("exc", [RuntimeError(SECRET), coded(None)])
def test_what_no_status_is_known_for_is_an_unhandled_exception(
    exc: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    response = get(ErrorPagesMiddleware(raising(exc)))
    assert response.status_code == 500
    assert SECRET not in response.text
    assert [record.exc_info and record.exc_info[1] for record in caplog.records] == [exc]


def test_mapped_exceptions_and_problems_are_known_as_well() -> None:
    pages = ErrorPages(exceptions={KeyError: 410, NotFound: Problem})
    assert get(ErrorPagesMiddleware(raising(KeyError()), pages)).status_code == 410
    assert get(ErrorPagesMiddleware(raising(NotFound()), pages)).status_code == 500
    assert get(ErrorPagesMiddleware(raising(Problem(451)), pages)).status_code == 451
    # HTTPException stands before KeyError among its bases.
    assert get(ErrorPagesMiddleware(raising(key_error(shown=False)), pages)).status_code == 400


def test_exceptions_are_answered_when_only_exceptions_are_to_be() -> None:
    pages = ErrorPages(replace="exceptions")
    response = get(ErrorPagesMiddleware(raising(NotFound()), pages))
    assert document(response)["status"] == 404


def test_wrapping_prepares_the_pages_that_are_used() -> None:
    class Noted(ErrorPages):
        def prepare(self) -> None:
            prepared.append(self)

        def with_options(self, **changes: Any) -> ErrorPages:
            return Noted(**changes)

    prepared: list[ErrorPages] = []
    ErrorPagesMiddleware(raising(NotFound()), Noted())
    assert [HTTPException in pages.exceptions for pages in prepared] == [True]


def test_never_is_the_app_itself() -> None:
    app = raising(NotFound())
    assert ErrorPagesMiddleware(app, ErrorPages(replace="never")) is app


def test_the_chain_of_apps_can_be_walked() -> None:
    app = raising(NotFound())
    wrapped: Any = ErrorPagesMiddleware(app)
    assert wrapped.app.app is app


def test_a_visitor_gets_a_page_in_their_language() -> None:
    response = get(
        ErrorPagesMiddleware(raising(NotFound())),
        headers={"Accept": "text/html", "Accept-Language": "zh-TW"},
    )
    assert response.headers["Content-Language"] == "zh-Hant"
    assert 'lang="zh-Hant"' in response.text


def test_head_is_told_the_length_that_get_has() -> None:
    client = Client(ErrorPagesMiddleware(raising(NotFound())))
    head, got = client.head("/"), client.get("/")
    assert (head.data, head.content_length) == (b"", got.content_length)


def test_without_werkzeug_it_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "werkzeug.exceptions", None)

    with pytest.raises(ImportError, match=r"httpolite\[werkzeug\]"):
        runpy.run_path(sys.modules[problem_of.__module__].__file__ or "")
