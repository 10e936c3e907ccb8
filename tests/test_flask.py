"""Flask with its error pages: who is in charge of which error, and what the client gets."""

from __future__ import annotations

import asyncio
import json
import logging
import runpy
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    got_request_exception,
    has_request_context,
    redirect,
    request,
)
from werkzeug import exceptions
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.debug import DebuggedApplication
from werkzeug.exceptions import BadRequestKeyError, HTTPException, NotFound
from werkzeug.middleware.proxy_fix import ProxyFix

from httpolite import ErrorPages, InstallError, OptionError, Problem, StatusError
from httpolite.flask import install, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

SECRET = "secret-7f3a"
PAGES = ErrorPages()
AnyFlask = TypeVar("AnyFlask", bound=Flask)


class SeatTaken(Problem, status=409, detail="Seat {seat} was taken."):
    seat: str


class Lazy:
    """Text that is known only when asked for, as translations are."""

    def __str__(self) -> str:
        return f"Nothing at {request.path}."


def made(prepare: Callable[[Flask, Blueprint], object] = lambda _app, _seats: None) -> Flask:
    """Make an app, each of its paths a way to fail; `prepare` comes before its blueprint."""
    app = Flask(__name__, static_folder=None)
    seats = Blueprint("seats", __name__)

    @app.get("/raise/<int:code>")
    @seats.get("/seats/raise/<int:code>", endpoint="raise")
    def _(code: int) -> str:
        abort(code)

    @app.get("/boom")
    @seats.get("/seats/boom", endpoint="boom")
    def boom() -> str:
        raise RuntimeError(SECRET)

    @app.get("/key")
    @seats.get("/seats/key", endpoint="key")
    def key() -> str:
        raise KeyError(SECRET)

    @app.get("/form")
    @seats.get("/seats/form", endpoint="form")
    def form() -> str:
        return request.args[SECRET]

    @app.get("/problem")
    @seats.get("/seats/problem", endpoint="problem")
    def problem() -> str:
        raise SeatTaken(seat="14C", headers={"Retry-After": "5"})

    @app.get("/empty/<int:code>")
    def empty(code: int) -> tuple[str, int]:
        return "", code

    @app.get("/slash/")
    def slash() -> str:
        return "slash"

    @app.get("/fine")
    def fine() -> str:
        return "fine"

    prepare(app, seats)
    app.register_blueprint(seats)
    return app


def failing(raised: Callable[[], Exception]) -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def _() -> str:
        raise raised()

    return app


def installed(app: AnyFlask, **options: Any) -> AnyFlask:
    """Install pages that share what can be shared, for speed."""
    return install(app, PAGES.with_options(**options) if options else PAGES)


def document(response: TestResponse) -> dict[str, Any]:
    assert response.content_type == "application/problem+json"
    told: dict[str, Any] = json.loads(response.data)
    assert told["status"] == response.status_code
    return told


def is_ours(response: TestResponse) -> bool:
    return response.content_type == "application/problem+json"


@pytest.fixture
def signalled() -> Iterator[list[BaseException]]:
    sent: list[BaseException] = []

    def note(sender: Flask, exception: BaseException, **_: Any) -> None:
        sent.append(exception)

    with got_request_exception.connected_to(note):
        yield sent


def logged(caplog: pytest.LogCaptureFixture) -> list[Any]:
    return [record.exc_info and record.exc_info[1] for record in caplog.records]


# Who is in charge


def mine(exc: Exception) -> tuple[str, int]:
    return f"mine: {type(exc).__name__}", getattr(exc, "code", None) or 500


TAKEN = [
    (404, "/raise/404", "NotFound"),
    (404, "/nowhere", "NotFound"),
    (HTTPException, "/raise/404", "NotFound"),
    (HTTPException, "/form", "BadRequestKeyError"),
    (HTTPException, "/boom", "InternalServerError"),
    (500, "/boom", "InternalServerError"),
    (500, "/raise/500", "InternalServerError"),
    (Exception, "/boom", "RuntimeError"),
    (Exception, "/raise/404", "NotFound"),
    (Exception, "/nowhere", "NotFound"),
    (Exception, "/form", "BadRequestKeyError"),
    (KeyError, "/form", "BadRequestKeyError"),
    (KeyError, "/key", "KeyError"),
    (LookupError, "/form", "BadRequestKeyError"),
    (Problem, "/problem", "SeatTaken"),
]
LEFT = [
    (404, "/raise/403", 403),
    (404, "/boom", 500),
    (HTTPException, "/problem", 409),
    (500, "/raise/404", 404),
    (500, "/problem", 409),
    (Exception, "/problem", 409),
    (KeyError, "/raise/404", 404),
    (KeyError, "/boom", 500),
    (Problem, "/boom", 500),
]


def with_handler(kind: Any, *, before: bool) -> Flask:
    app = made()
    if before:
        app.register_error_handler(kind, mine)
    installed(app)
    if not before:
        app.register_error_handler(kind, mine)
    return app


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(("kind", "path", "name"), TAKEN)
def test_86_a_handler_of_the_apps_own_stays_in_charge(
    kind: Any, path: str, name: str, before: bool
) -> None:
    response = with_handler(kind, before=before).test_client().get(path)
    assert response.text == f"mine: {name}"


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(("kind", "path", "status"), LEFT)
def test_86_what_no_handler_takes_is_ours(kind: Any, path: str, status: int, before: bool) -> None:
    response = with_handler(kind, before=before).test_client().get(path)
    assert document(response)["status"] == status


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("kind", "path", "name"),
    [(kind, f"/seats{path}", name) for kind, path, name in TAKEN if path != "/nowhere"],
)
def test_86_a_blueprints_handler_stays_in_charge_of_its_views(
    kind: Any, path: str, name: str, before: bool
) -> None:
    def prepare(app: Flask, seats: Blueprint) -> None:
        seats.register_error_handler(kind, mine)
        if not before:
            installed(app)

    app = made(prepare)
    if before:
        installed(app)
    client = app.test_client()
    assert client.get(path).text == f"mine: {name}"
    assert is_ours(client.get(path.removeprefix("/seats")))


def test_86_an_unknown_address_below_a_blueprint_is_the_apps() -> None:
    app = installed(Flask(__name__))
    seats = Blueprint("seats", __name__, url_prefix="/seats")
    seats.register_error_handler(404, mine)
    app.register_blueprint(seats)
    assert document(app.test_client().get("/seats/99"))["status"] == 404


def test_a_blueprint_registered_after_install_keeps_its_handlers() -> None:
    app = installed(Flask(__name__))
    seats = Blueprint("seats", __name__)
    seats.register_error_handler(Exception, mine)

    @seats.get("/seats")
    def _() -> str:
        abort(404)

    app.register_blueprint(seats)
    assert app.test_client().get("/seats").text == "mine: NotFound"


@pytest.mark.parametrize("before", [True, False])
def test_a_handler_that_is_in_charge_may_be_a_coroutine(before: bool) -> None:
    async def waiting(exc: Exception) -> str:
        return f"waited: {type(exc).__name__}"

    class AsyncFlask(Flask):
        def async_to_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *args: asyncio.run(func(*args))

    app = AsyncFlask(__name__)
    if before:
        app.register_error_handler(Exception, waiting)
    installed(app)
    if not before:
        app.register_error_handler(Exception, waiting)
    assert app.test_client().get("/").text == "waited: NotFound"


def test_a_bare_answer_of_a_handler_becomes_a_page() -> None:
    app = installed(made())
    app.register_error_handler(404, lambda _: ("", 404))
    assert document(app.test_client().get("/raise/404"))["status"] == 404


# What Flask sends itself


@pytest.mark.parametrize(
    ("raised", "status", "text"),
    [
        (lambda: abort_with(Response("own words", 418)), 418, "own words"),
        (lambda: NotFound(response=Response("own words", 404)), 404, "own words"),
        (lambda: abort_with(redirect("/fine")), 302, "Redirecting"),
        (lambda: exceptions.HTTPException(response=Response("own words", 200)), 200, "own words"),
    ],
)
@pytest.mark.parametrize("trapped", [True, False])
def test_83_a_response_that_is_raised_is_sent_as_it_is(
    raised: Any, status: int, text: str, trapped: bool
) -> None:
    app = installed(failing(raised))
    app.config["TRAP_HTTP_EXCEPTIONS"] = trapped
    response = app.test_client().get("/")
    assert (response.status_code, text in response.text) == (status, True)


def abort_with(response: Any) -> Exception:
    try:
        abort(response)
    except HTTPException as exc:
        return exc


@pytest.mark.parametrize("trapped", [True, False])
def test_83_a_missing_slash_redirects(trapped: bool) -> None:
    app = installed(made())
    app.config["TRAP_HTTP_EXCEPTIONS"] = trapped
    response = app.test_client().get("/slash")
    assert (response.status_code, response.headers["Location"]) == (308, "http://localhost/slash/")


def test_an_exception_that_writes_its_own_body_keeps_it() -> None:
    class Custom(NotFound):
        def get_body(self, environ: Any = None, scope: Any = None) -> str:
            return "own words"

    assert installed(failing(Custom)).test_client().get("/").text == "own words"


def test_a_response_that_is_to_be_kept_is_kept() -> None:
    app = installed(Flask(__name__))

    @app.get("/")
    def _() -> str:
        request.environ["httpolite.keep"] = True
        abort(404)

    assert b"<!doctype html>\n<html lang=en>" in app.test_client().get("/").data


def test_successes_are_left_alone() -> None:
    response = installed(made()).test_client().get("/fine")
    assert (response.status_code, response.text) == (200, "fine")
    assert "Vary" not in response.headers


# What errors become


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 413, 422, 429, 500, 501, 503])
def test_aborting_gives_a_problem_in_debug_as_well(code: int, debug: bool) -> None:
    app = installed(made())
    app.debug = debug
    told = document(app.test_client().get(f"/raise/{code}"))
    assert told["status"] == code


@pytest.mark.parametrize("code", [400, 404, 499, 500, 503, 599])
def test_85_an_empty_error_becomes_a_page(code: int) -> None:
    assert document(installed(made()).test_client().get(f"/empty/{code}"))["status"] == code


@pytest.mark.parametrize(
    ("raised", "name", "values"),
    [
        (
            lambda: exceptions.Unauthorized(
                www_authenticate=[WWWAuthenticate("basic"), WWWAuthenticate("b")]
            ),
            "WWW-Authenticate",
            ["Basic", "B"],
        ),
        (lambda: exceptions.TooManyRequests(retry_after=30), "Retry-After", ["30"]),
        (
            lambda: exceptions.RequestedRangeNotSatisfiable(9),
            "Content-Range",
            ["bytes */9"],
        ),
    ],
)
def test_84_the_headers_of_an_exception_are_kept(raised: Any, name: str, values: list[str]) -> None:
    response = installed(failing(raised)).test_client().get("/")
    assert is_ours(response)
    assert [value.strip() for value in response.headers.getlist(name)] == values


def test_84_a_405_keeps_allow() -> None:
    response = installed(made()).test_client().post("/fine")
    assert document(response)["status"] == 405
    allowed = response.headers.getlist("Allow")
    assert [sorted(value.split(", ")) for value in allowed] == [["GET", "HEAD", "OPTIONS"]]


@pytest.mark.parametrize("words", ["No such seat.", "没有这个座位。"])
def test_87_a_custom_description_is_the_detail(words: str) -> None:
    told = document(installed(failing(lambda: NotFound(words))).test_client().get("/"))
    assert told["detail"] == words


def test_87_a_lazy_description_is_asked_for_within_the_request() -> None:
    app = installed(failing(lambda: NotFound(Lazy())))  # type: ignore[arg-type]
    assert document(app.test_client().get("/"))["detail"] == "Nothing at /."


def test_a_description_of_several_members_is_data() -> None:
    app = installed(failing(lambda: NotFound({"seat": "14C"})))  # type: ignore[arg-type]
    assert document(app.test_client().get("/"))["data"] == {"seat": "14C"}


def test_88_a_missing_key_is_not_named() -> None:
    response = installed(made()).test_client().get("/form")
    assert document(response)["status"] == 400
    assert SECRET not in response.text


def test_a_500_does_not_tell_its_description() -> None:
    app = installed(failing(lambda: exceptions.InternalServerError(SECRET)))
    response = app.test_client().get("/")
    assert document(response)["status"] == 500
    assert SECRET not in response.text


def test_a_visitor_gets_a_page_in_their_language() -> None:
    asked = {"Accept": "text/html", "Accept-Language": "zh-TW"}
    client = installed(made()).test_client()
    for path in ("/nowhere", "/empty/404", "/boom"):
        response = client.get(path, headers=asked)
        assert 'lang="zh-Hant"' in response.text
        assert response.headers["Content-Language"] == "zh-Hant"
        assert response.headers["Vary"] == "Accept, Accept-Language, HX-Request"
        assert response.content_length == len(response.data)


@pytest.mark.parametrize("path", ["/nowhere", "/empty/404", "/boom", "/problem"])
def test_106_head_is_told_the_length_that_get_has(path: str) -> None:
    client = installed(made()).test_client()
    head, got = client.head(path), client.get(path)
    assert head.data == b""
    assert head.headers.getlist("Content-Length") == [str(len(got.data))]
    assert head.status == got.status


def test_the_address_in_a_page_is_the_whole_one() -> None:
    response = (
        installed(made())
        .test_client()
        .get("/nowhere", base_url="http://localhost/mounted", headers={"Accept": "text/html"})
    )
    assert "/mounted/nowhere" in response.text


def test_what_the_app_adds_to_every_response_is_on_ours() -> None:
    app = installed(made())

    @app.after_request
    def _(response: Response) -> Response:
        response.headers["X-Frame-Options"] = "DENY"
        response.vary.add("Cookie")
        return response

    for path in ("/nowhere", "/empty/404", "/boom", "/problem"):
        response = app.test_client().get(path)
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Vary"].count("Accept-Language") == 1
        assert "Cookie" in response.headers["Vary"]


def test_a_response_class_of_the_apps_own_is_used() -> None:
    class Signed(Response):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.headers["X-Signed"] = "yes"

    app = made()
    app.response_class = Signed
    response = installed(app).test_client().get("/nowhere")
    assert response.headers["X-Signed"] == "yes"
    assert is_ours(response)
    with app.test_request_context():
        assert isinstance(respond(404), Signed)


def test_a_response_class_that_mends_headers_has_its_way() -> None:
    class Mending(Response):
        def get_wsgi_headers(self, environ: Any) -> Any:
            headers = super().get_wsgi_headers(environ)
            headers["X-Mended"] = "yes"
            return headers

    app = made()
    app.response_class = Mending
    response = installed(app).test_client().get("/nowhere")
    assert response.headers["X-Mended"] == "yes"
    assert is_ours(response)


def test_107_a_page_that_becomes_a_204_afterwards_has_no_length() -> None:
    app = made()

    @app.after_request
    def empty(response: Response) -> Response:
        response.status_code = 204
        response.response = []
        return response

    response = installed(app).test_client().get("/nowhere")
    assert response.status_code == 204
    assert "Content-Length" not in response.headers


# Unhandled exceptions and problems


def test_82_an_unhandled_exception_is_logged_and_signalled_once(
    caplog: pytest.LogCaptureFixture, signalled: list[BaseException]
) -> None:
    app = installed(made())
    torn: list[BaseException | None] = []
    app.teardown_request(torn.append)
    response = app.test_client().get("/boom")
    assert document(response)["status"] == 500
    assert SECRET not in response.text
    assert [str(exc) for exc in signalled] == [SECRET]
    assert logged(caplog) == signalled == torn


def test_a_problem_is_neither_logged_nor_signalled(
    caplog: pytest.LogCaptureFixture, signalled: list[BaseException]
) -> None:
    app = installed(made())
    app.testing = True
    torn: list[BaseException | None] = []
    app.teardown_request(torn.append)
    response = app.test_client().get("/problem")
    told = document(response)
    assert (told["status"], told["detail"], told["seat"]) == (409, "Seat 14C was taken.", "14C")
    assert response.headers["Retry-After"] == "5"
    assert (signalled, caplog.records, torn) == ([], [], [None])


@pytest.mark.parametrize("kind", [KeyError, LookupError])
def test_a_mapped_exception_is_a_problem(
    kind: type[Exception], caplog: pytest.LogCaptureFixture, signalled: list[BaseException]
) -> None:
    app = installed(made(), exceptions={kind: 404})
    assert document(app.test_client().get("/key"))["status"] == 404
    assert (signalled, caplog.records) == ([], [])


def test_the_most_specific_mapping_wins_over_a_handler_for_everything() -> None:
    app = made()
    app.register_error_handler(Exception, mine)
    installed(app, exceptions={LookupError: 410, KeyError: 404})
    assert document(app.test_client().get("/key"))["status"] == 404


def test_a_mapping_does_not_overwrite_a_handler() -> None:
    app = made()
    app.register_error_handler(KeyError, mine)
    installed(app, exceptions={KeyError: 404})
    assert app.test_client().get("/key").text == "mine: KeyError"


def test_a_missing_key_of_a_form_is_not_the_key_error_that_is_mapped() -> None:
    app = installed(made(), exceptions={KeyError: 404})
    assert document(app.test_client().get("/form"))["status"] == 400


def test_mapped_http_exceptions_win_over_a_handler_for_all_of_them() -> None:
    app = made()
    app.register_error_handler(HTTPException, mine)
    installed(app, exceptions={NotFound: lambda _: SeatTaken(seat="1A")})
    client = app.test_client()
    assert document(client.get("/raise/404"))["seat"] == "1A"
    assert client.get("/raise/403").text == "mine: Forbidden"


def test_83_a_mapped_exception_that_carries_a_response_sends_it() -> None:
    app = failing(lambda: NotFound(response=Response("own words", 404)))
    installed(app, exceptions={NotFound: 410})
    assert app.test_client().get("/").text == "own words"


@pytest.mark.parametrize(
    ("mapped", "status"),
    [
        ({Exception: 503}, 503),
        ({exceptions.InternalServerError: 503}, 503),
        ({Exception: 503, RuntimeError: lambda _: None}, 500),
        ({HTTPException: lambda _: None}, 500),
    ],
)
def test_82_mapping_everything_keeps_the_log_and_the_signal(
    mapped: Any,
    status: int,
    caplog: pytest.LogCaptureFixture,
    signalled: list[BaseException],
) -> None:
    app = installed(made(), exceptions=mapped)
    assert document(app.test_client().get("/boom"))["status"] == status
    assert document(app.test_client().get("/raise/404"))["status"] == 404
    assert logged(caplog) == signalled
    assert [str(exc) for exc in signalled] == [SECRET]


def test_a_mapping_that_declines_leaves_an_unhandled_exception(
    signalled: list[BaseException],
) -> None:
    app = installed(made(), exceptions={KeyError: lambda _: None})
    response = app.test_client().get("/key")
    assert document(response)["status"] == 500
    assert [type(exc) for exc in signalled] == [KeyError]


def test_a_problem_raised_by_a_handler_keeps_its_status(signalled: list[BaseException]) -> None:
    app = installed(made())

    @app.errorhandler(KeyError)
    def _(exc: KeyError) -> str:
        raise SeatTaken(seat="2B") from exc

    assert document(app.test_client().get("/key"))["seat"] == "2B"
    assert [type(exc) for exc in signalled] == [SeatTaken]


@pytest.mark.parametrize("path", ["/fine", "/nowhere"])
def test_89_an_error_after_the_request_is_a_500(
    path: str, signalled: list[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    app = installed(made())

    @app.after_request
    def _(response: Response) -> Response:
        if response.status_code != 500:
            raise RuntimeError(SECRET)
        return response

    response = app.test_client().get(path)
    assert document(response)["status"] == 500
    assert SECRET not in response.text
    assert logged(caplog) == signalled
    assert len(signalled) == 1


def test_errors_that_no_response_survives_still_give_a_page() -> None:
    app = installed(made())

    @app.after_request
    def _(response: Response) -> Response:
        raise RuntimeError(SECRET)

    response = app.test_client().get("/fine")
    assert document(response)["status"] == 500


@pytest.mark.parametrize(
    "flags", [{"TESTING": True}, {"PROPAGATE_EXCEPTIONS": True}, {"DEBUG": True}]
)
def test_64_flask_raises_what_it_is_told_to_raise(
    flags: dict[str, bool], signalled: list[BaseException]
) -> None:
    app = installed(made())
    app.config.update(flags)
    with pytest.raises(RuntimeError, match=SECRET):
        app.test_client().get("/boom")
    assert len(signalled) == 1
    assert document(app.test_client().get("/nowhere"))["status"] == 404


def test_a_test_may_look_at_the_500_as_well() -> None:
    app = installed(made())
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    assert document(app.test_client().get("/boom"))["status"] == 500


@pytest.mark.parametrize("inside", [True, False])
def test_64_the_debugger_shows_the_traceback(inside: bool) -> None:
    app = made()
    app.debug = True
    if inside:
        app.wsgi_app = DebuggedApplication(app.wsgi_app)  # type: ignore[method-assign]
    installed(app)
    if not inside:
        app.wsgi_app = DebuggedApplication(app.wsgi_app)  # type: ignore[method-assign]
    response = app.test_client().get("/boom")
    assert response.status_code == 500
    assert "Traceback" in response.text
    assert document(app.test_client().get("/nowhere"))["status"] == 404


def test_trapped_http_exceptions_are_raised(signalled: list[BaseException]) -> None:
    app = installed(made())
    app.config.update(TRAP_HTTP_EXCEPTIONS=True, TESTING=True)
    with pytest.raises(NotFound):
        app.test_client().get("/raise/404")
    app.testing = False
    assert document(app.test_client().get("/raise/404"))["status"] == 500
    assert [type(exc) for exc in signalled] == [NotFound, NotFound]


@pytest.mark.parametrize(
    ("flags", "raises"),
    [
        ({"DEBUG": True}, True),
        ({"DEBUG": True, "TRAP_BAD_REQUEST_ERRORS": False}, False),
        ({"TESTING": True, "TRAP_BAD_REQUEST_ERRORS": True}, True),
        ({"TESTING": True}, False),
    ],
)
def test_88_a_missing_key_is_trapped_when_flask_traps_it(
    flags: dict[str, bool], raises: bool
) -> None:
    app = installed(made())
    app.config.update(flags)
    client = app.test_client()
    if raises:
        with pytest.raises(BadRequestKeyError):
            client.get("/form")
    else:
        response = client.get("/form")
        assert document(response)["status"] == 400
        assert SECRET not in response.text


# Hooks and policies


def test_the_hook_gets_the_original_exception_once_a_reply() -> None:
    seen: list[Any] = []

    def note(facts: Any, problem: Problem, exc: Exception | None) -> None:
        in_context = has_request_context() and facts.native is request.environ
        seen.append((problem.status, exc and type(exc).__name__, in_context))

    client = installed(made(), on_error=note).test_client()
    for path in ("/boom", "/raise/404", "/nowhere", "/problem", "/empty/503", "/fine"):
        client.get(path)
    assert seen == [
        (500, "RuntimeError", True),
        (404, "NotFound", True),
        (404, "NotFound", True),
        (409, "SeatTaken", True),
        (503, None, True),  # and not only once the context is gone (behaviour 88b)
    ]


POLICIES: dict[Any, dict[str, int]] = {
    "exceptions": {"/boom": 1, "/problem": 1, "/key": 1, "/raise/404": 0, "/nowhere": 0, "/empty/404": 0, "/raise/500": 0},
    "empty": {"/boom": 1, "/problem": 1, "/key": 1, "/raise/404": 0, "/nowhere": 0, "/empty/404": 1},
    "bare": {"/boom": 1, "/problem": 1, "/key": 1, "/raise/404": 1, "/nowhere": 1, "/empty/404": 1, "/own": 0},
    "all": {"/boom": 1, "/problem": 1, "/key": 1, "/raise/404": 1, "/nowhere": 1, "/empty/404": 1, "/own": 1},
    "never": {"/boom": 0, "/problem": 0, "/key": 0, "/raise/404": 0, "/nowhere": 0, "/empty/404": 0},
}  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "path", "ours"),
    [(policy, path, ours) for policy, row in POLICIES.items() for path, ours in row.items()],
)
def test_a_policy_says_what_is_replaced(policy: Any, path: str, ours: int) -> None:
    app = made()
    app.add_url_rule("/own", view_func=lambda: ("own words", 404))
    installed(app, replace=policy, exceptions={KeyError: 404})
    assert is_ours(app.test_client().get(path)) == bool(ours)


@pytest.mark.parametrize("policy", ["bare", "all"])
def test_a_detail_is_kept_where_flasks_own_pages_are_replaced(policy: Any) -> None:
    app = installed(failing(lambda: NotFound("No such seat.")), replace=policy)
    assert document(app.test_client().get("/"))["detail"] == "No such seat."


def test_a_policy_of_ones_own_judges_what_flask_would_send() -> None:
    asked: list[tuple[int, bytes]] = []

    def judge(facts: Any, status: int, headers: Any, body: bytes) -> bool:
        asked.append((status, body))
        return status != 403

    client = installed(made(), replace=judge).test_client()
    assert document(client.get("/raise/404"))["status"] == 404
    assert not is_ours(client.get("/raise/403"))
    assert document(client.get("/boom"))["status"] == 500
    assert [status for status, _ in asked] == [404, 403]
    assert all(b"<html lang=en>" in body for _, body in asked)


def test_never_changes_nothing_but_the_entry() -> None:
    app = Flask(__name__)
    before = app.wsgi_app
    pages = ErrorPages(replace="never")
    install(app, pages)
    assert app.wsgi_app == before
    assert app.error_handler_spec == {} or not app.error_handler_spec[None][None]
    assert app.extensions["httpolite"] is pages


# Install


class OwnFlask(Flask):
    """A subclass, which install returns as such."""

    own = "own"


def test_install_in_a_factory_returns_the_app_itself() -> None:
    pages = ErrorPages()

    def create_app() -> OwnFlask:
        return install(OwnFlask(__name__), pages)

    first, second = create_app(), create_app()
    assert (first.own, second.own) == ("own", "own")
    assert first.extensions["httpolite"] is second.extensions["httpolite"] is pages
    assert document(first.test_client().get("/"))["status"] == 404
    assert document(second.test_client().get("/"))["status"] == 404


def test_install_makes_pages_of_its_own_if_it_is_given_none() -> None:
    app = install(Flask(__name__))
    assert type(app.extensions["httpolite"]) is ErrorPages
    assert document(app.test_client().get("/"))["status"] == 404


def test_install_prepares_the_pages() -> None:
    class Noted(ErrorPages):
        def prepare(self) -> None:
            prepared.append(self)

    prepared: list[ErrorPages] = []
    pages = Noted()
    install(Flask(__name__), pages)
    assert prepared == [pages]


def test_a_second_install_is_refused() -> None:
    app = installed(Flask(__name__))
    with pytest.raises(InstallError, match="once for an app"):
        installed(app)


def test_an_install_after_the_first_request_is_refused() -> None:
    app = Flask(__name__)
    app.test_client().get("/")
    with pytest.raises(InstallError, match="before it serves its first request"):
        installed(app)
    assert "httpolite" not in app.extensions


@pytest.mark.parametrize("before", [True, False])
def test_middlewares_of_the_apps_own_keep_working(before: bool) -> None:
    app = made()
    app.add_url_rule("/who", view_func=lambda: str(request.remote_addr))
    if before:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    installed(app)
    if not before:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    client = app.test_client()
    assert client.get("/who", headers={"X-Forwarded-For": "192.0.2.1"}).text == "192.0.2.1"
    assert document(client.get("/empty/404"))["status"] == 404


def test_a_bare_error_of_a_middleware_inside_becomes_a_page() -> None:
    def refusing(environ: Any, start_response: Any) -> list[bytes]:
        start_response("503 Service Unavailable", [("Retry-After", "9")])
        return []

    app = made()
    app.wsgi_app = refusing  # type: ignore[method-assign]
    response = installed(app).test_client().get("/")
    assert document(response)["status"] == 503
    assert response.headers["Retry-After"] == "9"


def test_the_chain_of_apps_can_be_walked() -> None:
    app = Flask(__name__)
    before = app.wsgi_app
    installed(app)
    outer: Any = app.wsgi_app
    assert outer.app == before


def test_a_stream_is_passed_on_piece_by_piece() -> None:
    app = Flask(__name__)
    sent: list[int] = []

    @app.get("/")
    def _() -> Response:
        def pieces() -> Iterator[str]:
            for number in range(3):
                sent.append(number)
                yield f"{number}"

        return Response(pieces())

    response = installed(app).test_client().get("/")
    pieces = response.iter_encoded()
    assert next(pieces) == b"0"
    assert sent == [0]
    assert b"".join(pieces) == b"12"


# respond


def responding(make: Callable[[], Response]) -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=make)
    return app


def test_respond_says_what_it_is_given() -> None:
    app = responding(
        lambda: respond(503, detail="Back soon.", headers={"Retry-After": "9"}, until="noon")
    )
    response = installed(app).test_client().get("/")
    told = document(response)
    assert (told["status"], told["detail"], told["until"]) == (503, "Back soon.", "noon")
    assert response.headers.getlist("Retry-After") == ["9"]
    assert response.status == "503 Service Unavailable"


def test_respond_adds_headers_to_those_of_a_problem() -> None:
    app = responding(
        lambda: respond(SeatTaken(seat="3C", headers={"X-A": "1"}), headers=[("X-B", "2")])
    )
    response = installed(app).test_client().get("/")
    assert document(response)["seat"] == "3C"
    assert (response.headers["X-A"], response.headers["X-B"]) == ("1", "2")


def test_respond_uses_the_installed_pages_or_default_ones() -> None:
    def make() -> Response:
        return respond(404)

    html = installed(responding(make), default_format="html").test_client().get("/")
    assert html.content_type == "text/html; charset=utf-8"
    assert is_ours(responding(make).test_client().get("/"))


def test_respond_serves_in_a_handler_and_is_left_alone() -> None:
    asked: list[int] = []

    def judge(facts: Any, status: int, headers: Any, body: bytes) -> bool:
        asked.append(status)
        return True

    app = made()
    app.register_error_handler(404, lambda _: respond(410))
    installed(app, replace=judge)
    assert document(app.test_client().get("/nowhere"))["status"] == 410
    assert asked == []


@pytest.mark.parametrize("given", [{"detail": "other"}, {"seat": "4D"}])
def test_respond_does_not_change_a_problem(given: dict[str, Any]) -> None:
    with (
        Flask(__name__).test_request_context(),
        pytest.raises(OptionError, match="when it is made"),
    ):
        respond(SeatTaken(seat="3C"), **given)


def test_respond_makes_no_successes() -> None:
    with Flask(__name__).test_request_context(), pytest.raises(StatusError):
        respond(200)


def test_an_unknown_status_has_a_reason() -> None:
    for vendors, reason in (((), "Client Error"), (("nginx",), "Client Closed Request")):
        app = installed(responding(lambda: respond(499)), vendors=vendors)
        assert app.test_client().get("/").status == f"499 {reason}"


def test_logging_is_left_to_flask(caplog: pytest.LogCaptureFixture) -> None:
    app = installed(made())
    with caplog.at_level(logging.DEBUG):
        app.test_client().get("/boom")
    assert [record.name for record in caplog.records] == [app.logger.name]


def test_without_flask_it_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "flask", None)

    with pytest.raises(ImportError, match=r"httpolite\[flask\]"):
        runpy.run_path(sys.modules[install.__module__].__file__ or "")
