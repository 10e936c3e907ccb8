"""Handshakes: a WebSocket that is denied before it opens gets an HTTP response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.held import HeldResponse, answer_exception
from httpolite.replacement.policy import KEEP
from httpolite.scopes import STARTED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from httpolite.pages import ErrorPages

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]


def answering_handshakes(app: ASGIApp, pages: ErrorPages, *, catch: bool) -> ASGIApp:
    """Wrap an app for WebSockets whose server takes a denial (ASGI, `websocket.http.response`).

    Once the socket is open, or the app has denied it in words of its own, nothing is touched.
    """

    async def handshake(scope: Scope, receive: Receive, send: Send) -> None:
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
            if not catch or not await answer_exception(exc, scope, watch, pages):
                raise
        else:
            if isinstance(out, HeldResponse):
                await out.release()

    return handshake
