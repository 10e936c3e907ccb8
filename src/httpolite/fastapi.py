"""FastAPI: as for Starlette, and validation errors become one problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

try:
    from fastapi import FastAPI
except ImportError as error:
    raise ImportError("FastAPI is missing: pip install 'httpolite[fastapi]'") from error
from fastapi.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware

from httpolite.problems import Problem
from httpolite.starlette import install_with, problem_of, respond
from httpolite.validation import problem_errors

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from httpolite.pages import ErrorPages

__all__ = ["install", "respond"]

App = TypeVar("App", bound=FastAPI)


def install(app: App, pages: ErrorPages | None = None) -> App:
    """Give an app its error pages, before its first request; error handlers of its own win.

    A mounted app has a stack of its own: install on each, with the same pages.
    """
    makers: Any = {HTTPException: problem_of, RequestValidationError: _problem_of_validation}
    own: Any = {
        HTTPException: http_exception_handler,
        RequestValidationError: request_validation_exception_handler,
    }
    return install_with(app, pages, makers, own, _Outermost)


class _Outermost(ServerErrorMiddleware):
    """Passes all on; instrumentation looks for this class outermost, and wraps its `app`."""

    # Not a coroutine function, which would cost each request one more coroutine.
    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Any:
        return self.app(scope, receive, send)


def _problem_of_validation(exc: RequestValidationError) -> Problem:
    return Problem(422, errors=problem_errors(exc.errors(), body=exc.body))
