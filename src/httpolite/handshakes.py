"""Handshakes: a WebSocket that is denied before it opens gets an HTTP response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.held import HeldResponse
from httpolite.replacement.policy import KEEP
from httpolite.scopes import OUTER, STARTED, is_answerable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from httpolite.pages import ErrorPages

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
    Settle = Callable[[Exception, Scope, Send, ErrorPages], Awaitable[bool]]


def answering_handshakes(
    app: ASGIApp, pages: ErrorPages, settle: Settle, *, outer: bool
) -> ASGIApp:
    """Wrap an app for all that is not HTTP.

    A WebSocket whose server takes a denial (ASGI, `websocket.http.response`) may be denied with a
    page; once it is open, or denied in words of the app's own, nothing is touched.
    """

    async def handshake(scope: Scope, receive: Receive, send: Send) -> None:
        if outer and scope["type"] == "websocket":
            scope[OUTER] = pages, id(scope)
        if not is_answerable(scope):
            await app(scope, receive, send)
            return
        out: Any = None

        async def watch(message: Message) -> None:
            nonlocal out
            if out is None:
                denied = message["type"] == "websocket.close" or message.get("status", 0) >= 400
                held = denied and not scope.get(KEEP)
                out = HeldResponse(scope, send, pages) if held else send
                scope[STARTED] = not held
            await out(message)

        try:
            await app(scope, receive, watch)
        except Exception as exc:
            if not await settle(exc, scope, watch, pages):
                raise
        else:
            if isinstance(out, HeldResponse):
                await out.release()

    return handshake
