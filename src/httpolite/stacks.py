"""Stacks: what an adapter puts innermost and outermost into an app's stack of middleware."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from httpolite.asgi import KEEP, answer_exception, is_answerable, wrap
from httpolite.pages import ErrorPages
from httpolite.scopes import STARTED

if TYPE_CHECKING:
    from httpolite.asgi import ASGIApp, Receive, Scope, Send

_PAGES = "httpolite.pages"
_OUTER = "httpolite.outer"  # the id of the scope that the outer tier writes into
_SETTLED = "httpolite.settled"  # the id of an exception that was answered and ends there
_default_pages = cache(ErrorPages)


def pages_of(scope: Scope) -> ErrorPages:
    """Return the pages of the innermost app around, else default ones."""
    pages: ErrorPages | None = scope.get(_PAGES)
    return pages or _default_pages()


def catching(app: ASGIApp, pages: ErrorPages, *, debug: bool, gone: type[Exception]) -> ASGIApp:
    """Wrap what is innermost, so that a 500 passes out through CORS and its like.

    `gone` says that the client has left: there is nobody to answer, and nothing went wrong.
    """

    async def catcher(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except gone:
            scope[STARTED] = True  # so no tier outside answers either
            raise
        except Exception as exc:
            if debug or not is_answerable(scope):
                scope[KEEP] = True  # the traceback page, whatever the policy
            # A middleware's copy of the scope does not tell whether the response has started.
            elif scope[_OUTER] == id(scope) and await answer_exception(exc, scope, send, pages):
                return
            raise

    catcher.app = app  # type: ignore[attr-defined]
    return catcher


def answering(exc: Exception, pages: ErrorPages) -> ASGIApp:
    """Return the response to what was raised outside `catching`."""

    async def response(scope: Scope, _receive: Receive, send: Send) -> None:
        if await answer_exception(exc, scope, send, pages):
            scope[_SETTLED] = id(exc)

    return response


def around(stack: ASGIApp, pages: ErrorPages) -> ASGIApp:
    """Wrap what is outermost: the byte tier; what was settled is not raised again."""

    async def settling(scope: Scope, receive: Receive, send: Send) -> None:
        scope[_PAGES], scope[_OUTER] = pages, id(scope)
        try:
            await stack(scope, receive, send)
        except Exception as exc:
            if scope.get(_SETTLED) != id(exc):
                raise

    settling.app = stack  # type: ignore[attr-defined]
    return settling if pages.replace == "never" else wrap(settling, pages)
