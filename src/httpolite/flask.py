"""Flask: install error pages on an app, and answer with one from a view."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

try:
    from flask import Flask, Response, current_app, request
except ImportError as error:
    raise ImportError("Flask is missing: pip install 'httpolite[flask]'") from error
from werkzeug.exceptions import HTTPException

from httpolite.errorhandlers import handler, judging, reply_in
from httpolite.errors import InstallError
from httpolite.pages import ErrorPages
from httpolite.problems import Problem, as_problem
from httpolite.wsgi import watch

App = TypeVar("App", bound=Flask)
_default_pages = cache(ErrorPages)


def install(app: App, pages: ErrorPages | None = None) -> App:
    """Give an app its error pages, before its first request; its own error handlers win."""
    if "httpolite" in app.extensions or app._got_first_request:
        raise InstallError("install: once for an app, and before it serves its first request")
    app.extensions["httpolite"] = pages = pages or ErrorPages()
    pages.prepare()
    if pages.replace != "never":
        handle = handler(app, pages)
        # One for Exception would keep unhandled ones from logs and signals (behaviour 82).
        for kind in {HTTPException, Problem, *pages.exceptions} - {Exception}:
            app.error_handler_spec[None][None].setdefault(kind, handle)
        app.process_response = judging(app.process_response, app, pages)  # type: ignore[method-assign]
        app.wsgi_app = watch(app.wsgi_app, pages)  # type: ignore[method-assign, assignment]
    return app


def respond(
    status_or_problem: int | Problem, *, detail: Any = None, headers: Any = (), **extensions: Any
) -> Response:
    """Answer the current request by the pages of its app; a Problem has its own detail."""
    problem = as_problem(status_or_problem, detail, extensions)
    app: Any = current_app
    pages = app.extensions.get("httpolite") or _default_pages()
    more = Problem(headers=headers).headers
    return reply_in(app, problem, request.environ, pages, headers=more)
