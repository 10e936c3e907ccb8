"""Stacks: what an adapter puts innermost and outermost into an app's stack of middleware."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from httpolite.asgi import KEEP, answer_exception, is_answerable, wrap
from httpolite.pages import ErrorPages
from httpolite.scopes import OUTER, STARTED

if TYPE_CHECKING:
    from httpolite.asgi import ASGIApp, Receive, Scope, Send

_SETTLED = "httpolite.settled"  # the id of an exception that was answered and ends there
_default_pages = cache(ErrorPages)


def pages_of(scope: Scope) -> ErrorPages:
    """Return the pages of the innermost app around, else default ones."""
    known: tuple[ErrorPages, int] | None = scope.get(OUTER)
    return known[0] if known else _default_pages()


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
            elif scope[OUTER][1] == id(scope) and await answer_exception(exc, scope, send, pages):
                return
            raise

    catcher.app = app  # type: ignore[attr-defined]
    return catcher


def answering(exc: Exception, pages: ErrorPages, *, gone: type[Exception]) -> ASGIApp:
    """Return the response to what was raised outside `catching`, or where that is not needed."""

    async def response(scope: Scope, _receive: Receive, send: Send) -> None:
        if isinstance(exc, gone):
            scope[STARTED] = True
        elif await answer_exception(exc, scope, send, pages):
            scope[_SETTLED] = id(exc)

    return response


def around(stack: ASGIApp, pages: ErrorPages) -> ASGIApp:
    """Wrap what is outermost: the byte tier; what was settled is not raised again."""
    if pages.replace != "never":
        return wrap(stack, pages, _settle, outer=True)

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        scope[OUTER] = pages, id(scope)  # for respond()
        await stack(scope, receive, send)

    return telling


async def _settle(exc: Exception, scope: Scope, send: Send, pages: ErrorPages) -> bool:
    # Held, and so Starlette took it for sent; or a handshake, of which it takes no care.
    if scope.get(STARTED) is False or (scope["type"] == "websocket" and is_answerable(scope)):
        return await answer_exception(exc, scope, send, pages)
    return scope.get(_SETTLED) == id(exc)
