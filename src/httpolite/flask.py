"""Flask: install error pages on an app, and answer with one from a view."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

try:
    from flask import Flask, Response, current_app, request
except ImportError as error:
    raise ImportError("Flask is missing: pip install 'httpolite[flask]'") from error
from werkzeug.exceptions import HTTPException, InternalServerError

from httpolite.errors import InstallError
from httpolite.pages import ErrorPages
from httpolite.problems import Problem, as_problem
from httpolite.werkzeug import problem_of, response_of
from httpolite.wsgi import KEEP, inquiry, wrap

App = TypeVar("App", bound=Flask)
_default_pages = cache(ErrorPages)


def install(app: App, pages: ErrorPages | None = None) -> App:
    """Give an app its error pages, before its first request; its own error handlers win."""
    if "httpolite" in app.extensions or app._got_first_request:
        raise InstallError("install: once for an app, and before it serves its first request")
    app.extensions["httpolite"] = pages = pages or ErrorPages()
    pages.prepare()
    if pages.replace != "never":
        handle = _handler(app, pages)
        # One for Exception would keep unhandled ones from logs and signals (behaviour 82).
        for kind in {HTTPException, Problem, *pages.exceptions} - {Exception}:
            app.error_handler_spec[None][None].setdefault(kind, handle)
        app.wsgi_app = wrap(app.wsgi_app, pages, catch=False)  # type: ignore[method-assign, assignment]
    return app


def respond(
    status_or_problem: int | Problem, *, detail: Any = None, headers: Any = (), **extensions: Any
) -> Response:
    """Answer the current request by the pages of its app; a Problem has its own detail."""
    problem = as_problem(status_or_problem, detail, extensions)
    return _reply(problem, headers=Problem(headers=headers).headers)


def _handler(app: Flask, pages: ErrorPages) -> Any:
    slot = app.error_handler_spec[None][None]
    known = pages.with_options(exceptions={HTTPException: problem_of, **pages.exceptions})

    def handle(exc: Exception) -> Any:
        # Without ours for HTTPException, Flask would have gone on to the classes above it.
        found = [slot[cls] for cls in type(exc).__mro__ if cls in slot and cls is not HTTPException]
        if found and found[0] is not handle:
            return app.ensure_sync(found[0])(exc)
        cause = exc.original_exception if isinstance(exc, InternalServerError) else None
        if isinstance(cause, Exception):  # unhandled; Flask has logged and signalled it
            return _reply(pages.problem_for(cause) or known.problem_for(exc) or 500, exc=cause)
        problem = known.problem_for(exc)
        if isinstance(exc, HTTPException):
            if problem is None or exc.response is not None:
                return exc
            if app.trap_http_exception(exc):
                raise exc
            # Other policies judge responses, and Flask's own is the one that they know.
            if pages.replace not in ("bare", "all") or request.environ.get(KEEP):
                return exc
        elif problem is None:
            raise exc
        return _reply(problem, exc=exc)

    return handle


def _reply(problem: int | Problem, **known: Any) -> Response:
    pages = current_app.extensions.get("httpolite") or _default_pages()
    answer = pages.answer(problem, inquiry(request.environ, pages), **known)
    request.environ[KEEP] = True
    return response_of(answer, current_app.response_class)
