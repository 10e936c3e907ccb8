"""ASGI: the middleware that any ASGI app can be wrapped in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.handshakes import answering_handshakes
from httpolite.held import HeldResponse, answer_exception
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP
from httpolite.scopes import STARTED, inquiry, is_answerable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

__all__ = [
    "KEEP",
    "ErrorPagesMiddleware",
    "answer_exception",
    "inquiry",
    "is_answerable",
    "wrap",
]


def ErrorPagesMiddleware(app: ASGIApp, pages: ErrorPages | None = None) -> ASGIApp:  # noqa: N802
    """Wrap an ASGI app: its bare errors become pages and documents.

    An unhandled exception is answered and raised again, unless `pages` has `propagate=False`.
    """
    pages = ErrorPages() if pages is None else pages
    pages.prepare()
    return app if pages.replace == "never" else wrap(app, pages)


def wrap(app: ASGIApp, pages: ErrorPages, *, catch: bool = True) -> ASGIApp:
    """Wrap an app; without `catch` exceptions pass, for an inner tier has seen to them."""
    handshake = answering_handshakes(app, pages, catch=catch)

    # A function: a class with __call__ costs each request 0.15 us more.
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await (handshake if is_answerable(scope) else app)(scope, receive, send)
            return
        out: Any = None  # None until the response starts; then `send`, or what holds an error

        # A plain function: an `async def` costs each message a coroutine more.
        def watch(message: Message) -> Awaitable[None]:
            nonlocal out
            if out is None and message["type"] == "http.response.start":
                held = message["status"] >= 400 and not scope.get(KEEP)
                out = HeldResponse(scope, send, pages) if held else send
                # A mere bool: a reference to what knows the scope would be a cycle.
                scope[STARTED] = not held
            return (out or send)(message)

        try:
            await app(scope, receive, watch)
        except Exception as exc:
            if not catch or not await answer_exception(exc, scope, watch, pages):
                raise
        else:
            if out is not send and out is not None:
                await out.release()  # the app has left its response unfinished

    middleware.app = app  # type: ignore[attr-defined]
    return middleware
