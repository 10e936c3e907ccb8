"""Error handlers: what an app answers while it still knows of the request."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from httpolite.replacement.policy import MOST_BYTES
from httpolite.responses import response_of
from httpolite.werkzeug import problem_of
from httpolite.wsgi import KEEP, error_reply, inquiry

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpolite.pages import ErrorPages
    from httpolite.problems import Problem
    from httpolite.replies import Answer


def handler(app: Flask, pages: ErrorPages) -> Any:
    """Return the handler of an app's HTTPExceptions, problems and mapped exceptions."""
    slot = app.error_handler_spec[None][None]
    known = pages.with_options(exceptions={HTTPException: problem_of, **pages.exceptions})

    @lru_cache(256)  # Flask takes no handler any more once it serves
    def other_for(kind: Any) -> Any:
        # Without ours for HTTPException, Flask would have gone on to the classes above it.
        found = [slot[cls] for cls in kind.__mro__ if cls in slot and cls is not HTTPException]
        return found[0] if found and found[0] is not handle else None

    def handle(exc: Exception) -> Any:
        kind: Any = type(exc)
        other = other_for(kind)
        if other is not None:
            return app.ensure_sync(other)(exc)
        environ = request.environ
        problem = known.problem_for(exc)
        if isinstance(exc, HTTPException):
            cause = getattr(exc, "original_exception", None)
            if isinstance(cause, Exception):  # unhandled; Flask has logged and signalled it
                problem = pages.problem_for(cause) or problem or 500
                return reply_in(app, problem, environ, pages, exc=cause)
            if problem is None or exc.response is not None:
                return exc
            if app.trap_http_exception(exc):
                raise exc
            # Other policies judge responses, and Flask's own is the one that they know.
            if pages.replace not in ("bare", "all") or environ.get(KEEP):
                return exc
        elif problem is None:
            raise exc
        return reply_in(app, problem, environ, pages, exc=exc)

    return handle


def judging(process: Callable[..., Response], app: Flask, pages: ErrorPages) -> Any:
    """Judge what an app sends where hooks and instrumentation know of the request (88b).

    Outside, only a stream is left to be judged.
    """

    def process_response(*args: Any) -> Response:  # the response; Flask 3.2 gives a context before
        response = process(*args)
        status = response.status_code
        if status < 400:
            return response
        environ = request.environ  # to read this takes as long as an id
        if environ.get(KEEP) or not response.is_sequence:
            return response
        asked = inquiry(environ, pages)
        if not pages.may_replace(status, asked):
            return response
        environ[KEEP] = True
        body = b"".join(response.iter_encoded())
        pairs, complete = response.headers.items(), len(body) <= MOST_BYTES
        answer = pages.replacement(status, pairs, body, asked, complete=complete)
        if answer is None:
            return response
        replaced = response_of(answer, app.response_class, pages)
        replaced.call_on_close(response.close)
        return replaced

    return process_response


def reply_in(
    app: Flask, problem: int | Problem, environ: Any, pages: ErrorPages, **known: Any
) -> Response:
    """Return the reply to a status or a problem as a response of the app."""
    answer: Answer = error_reply(problem, environ, pages, **known)
    environ[KEEP] = True
    return response_of(answer, app.response_class, pages)
