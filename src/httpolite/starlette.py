"""Starlette: install error pages on an app, in any order with its middleware and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

try:
    from starlette.applications import Starlette
except ImportError as error:
    raise ImportError("Starlette is missing: pip install 'httpolite[starlette]'") from error
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware

from httpolite.catalogue.statuses import reason_phrase
from httpolite.errors import InstallError
from httpolite.handlers import Handlers, reply_to
from httpolite.pages import ErrorPages
from httpolite.problems import Problem, as_problem
from httpolite.replacement.fingerprints import is_default_phrase
from httpolite.stacks import around, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import HTTPConnection
    from starlette.responses import Response
    from starlette.types import ASGIApp

    ByClass = dict[type[Exception], Any]
App = TypeVar("App", bound=Starlette)


def install(app: App, pages: ErrorPages | None = None) -> App:
    """Give an app its error pages, before its first request; its own error handlers win."""
    own: ByClass = {HTTPException: ExceptionMiddleware(app.router).http_exception}
    return install_with(app, pages, {HTTPException: problem_of}, own)


def respond(
    request: HTTPConnection,
    status_or_problem: int | Problem,
    *,
    detail: Any = None,
    headers: Any = (),
    **extensions: Any,
) -> Response:
    """Answer a request by the pages of its app; a Problem has its own detail."""
    problem, more = as_problem(status_or_problem, detail, extensions), Problem(headers=headers)
    return reply_to(request.scope, pages_of(request.scope), problem, headers=more.headers)


def problem_of(exc: HTTPException) -> int | Problem | None:
    """Return the status or problem that an exception stands for; None if it is sent as it is."""
    status, detail = exc.status_code, exc.detail
    if not 400 <= status <= 599:
        return None
    # HTTPException(500, str(error)) is everyday code, and must not tell a visitor.
    unsaid = detail == reason_phrase(status) or status == 500 or is_default_phrase(status, detail)
    if unsaid and not exc.headers:
        return status
    return Problem(status, detail=None if unsaid else detail, headers=exc.headers or ())


def install_with(
    app: App,
    pages: ErrorPages | None,
    makers: ByClass,
    own: ByClass,
    outermost: Callable[[ASGIApp], ASGIApp] = lambda stack: stack,
) -> App:
    """Install with what makes problems of a framework's exceptions, and its own handlers."""
    if hasattr(app.state, "httpolite") or app.middleware_stack is not None:
        raise InstallError("install: once for an app, and before it serves its first request")
    app.state.httpolite = pages = pages or ErrorPages()
    pages.prepare()
    known = pages.with_options(exceptions={**makers, **pages.exceptions})
    build, as_it_comes = app.build_middleware_stack, "build_middleware_stack" not in vars(app)
    rebuild: Any = lambda: outermost(around(build(), known))  # noqa: E731 - it is told apart by `is`
    app.build_middleware_stack = rebuild  # type: ignore[method-assign]
    if pages.replace != "never":
        # The other policies judge responses, and the framework's own are what they know.
        judged = set(makers) if pages.replace in ("bare", "all") else set()
        handlers = Handlers(app, known, makers, own, rebuild if as_it_comes else None)
        handlers.take_slots({*judged, Problem, *pages.exceptions} - {Exception})
    return app
