"""ASGI: the middleware that any ASGI app can be wrapped in."""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from httpolite.answers import answer_exception, send_error, send_reply, usual_replacement
from httpolite.handshakes import answering_handshakes
from httpolite.held import DONE, HeldResponse, dropped, release
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP
from httpolite.scopes import OUTER, STARTED, inquiry, is_answerable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from httpolite.handshakes import Settle

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
    "send_error",
    "wrap",
]


def ErrorPagesMiddleware(app: ASGIApp, pages: ErrorPages | None = None) -> ASGIApp:  # noqa: N802
    """Wrap an ASGI app: its bare errors become pages and documents.

    An unhandled exception is answered and raised again, unless `pages` has `propagate=False`.
    """
    pages = ErrorPages() if pages is None else pages
    pages.prepare()
    return app if pages.replace == "never" else wrap(app, pages)


def wrap(  # noqa: C901 - one function is what makes it quick
    app: ASGIApp, pages: ErrorPages, settle: Settle = answer_exception, *, outer: bool = False
) -> ASGIApp:
    """Wrap an app; `settle` says whether an exception that leaves it is settled.

    `outer` leaves word for tiers inside.
    """
    other = answering_handshakes(app, pages, settle, outer=outer)

    # What there is of a request is a list, and what the app is given as `send` a method of it: a
    # function and variables of its own for each request would take longer to make. No coroutine
    # either, one for each message. The list holds, first, `send` once the response is none of our
    # business; else an error's start, then what takes the rest of it.
    def watch(state: list[Any], message: Message) -> Any:
        out, send, scope = state
        if out is send:
            return send(message)
        if out is None:
            if message["type"] == "http.response.start":
                if message["status"] < 400 or scope.get(KEEP):
                    state[0] = send
                    if outer:
                        scope[STARTED] = True
                else:
                    # A copy, for it waits; and headers may be an iterator.
                    state[0] = {**message, "headers": list(message.get("headers") or ())}
                    scope[STARTED] = False
                    return DONE
            return send(message)
        if type(out) is not dict:
            return out(message)
        reply = usual_replacement(out, message, scope, pages)
        if reply is not None:
            scope[STARTED] = scope[KEEP] = True
            state[0] = dropped
            return send_reply(out["status"], reply, send)
        state[0] = held = HeldResponse(scope, send, pages)
        return held.take_both(out, message)

    # A function: a class with __call__ costs each request 0.15 us more.
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await other(scope, receive, send)
            return
        if outer:
            scope[OUTER] = pages, id(scope)  # one key: a larger scope takes longer to make
        state = [None, send, scope]
        watching = MethodType(watch, state)
        try:
            await app(scope, receive, watching)
        except Exception as exc:
            if state[0] is send:
                scope[STARTED] = True
            # With nothing held there is nothing to watch.
            if not await settle(exc, scope, send if state[0] is None else watching, pages):
                raise
        out = state[0]
        if out is not send and out is not None and out is not dropped:
            await release(out, send)  # the app has left its response unfinished

    middleware.app = app  # type: ignore[attr-defined]
    return middleware
