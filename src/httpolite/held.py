"""HeldResponse: an ASGI error response that waits until its body shows whether it is bare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.answers import send_answer
from httpolite.replacement.policy import ANSWERED, KEEP, MOST_BYTES, may_turn_out_bare
from httpolite.scopes import STARTED, inquiry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from httpolite.pages import ErrorPages

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]

AT_ONCE = frozenset({"http.response.early_hint", "http.response.debug"})


class _Done(tuple[()]):
    """Awaits nothing: a coroutine that does nothing would take three times as long."""

    __slots__ = ()
    __await__ = tuple.__iter__


DONE: Any = _Done()


async def release(held: Any, send: Send) -> None:
    """Let through what is still held, be it only the start."""
    if isinstance(held, HeldResponse):
        await held.release()
    else:
        await send(held)


def dropped(_message: Message) -> Awaitable[None]:
    """Take what the app still sends of a response that was replaced."""
    return DONE  # type: ignore[no-any-return]


class HeldResponse:
    """What the app sends of an error response: kept, then let through or replaced."""

    def __init__(self, scope: Scope, send: Send, pages: ErrorPages) -> None:
        self._scope = scope
        self._send = send
        self._pages = pages
        self._inquiry = inquiry(scope, pages)
        self._messages: list[Message] = []
        self._status = 0
        self._headers: list[tuple[str, str]] = []
        self._body = b""
        self._state = "held"  # then "passing" or "replaced"

    async def take_both(self, start: Message, message: Message) -> None:
        """Take the start of a response, which an exception may have overtaken, and a message."""
        answers_an_exception = (
            self._scope.get(KEEP) == ANSWERED and message["type"] == start["type"]
        )
        if not answers_an_exception:
            try:
                await self(start)
            except BaseException:
                self._messages.append(message)  # its turn comes, if the app goes on
                raise
        await self(message)

    async def __call__(self, message: Message) -> None:
        """Take a message of the app: keep it, let it through, or drop it."""
        kind = message["type"].removeprefix("websocket.")
        if self._state == "replaced":
            return  # the app may finish its body; nobody reads it
        if kind in AT_ONCE:
            await self._send(message)
        elif self._state == "passing":
            self._messages.append(message)
            await self._flush()
        elif kind == "http.response.start":
            await self._take_start(message)
        elif kind == "http.response.body":
            await self._take_body(message)
        elif kind == "close" and not self._messages:
            await self._take_close(message)
        else:  # a file, an extension: nothing bare
            self._messages.append(message)
            await self.release()

    async def release(self) -> None:
        """Let through what is held, if anything still is; the app's own is no concern of ours."""
        if self._state == "held":
            self._leave("passing")
            await self._flush()

    async def _flush(self) -> None:
        # One by one, so that nothing is lost where a send is cancelled.
        while self._messages:
            await self._send(self._messages.pop(0))

    async def _take_start(self, message: Message) -> None:
        raw: list[tuple[bytes, bytes]] = list(message.get("headers") or ())  # or a generator
        self._status = message["status"]
        self._headers = [(n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in raw]
        answers_an_exception = self._scope.get(KEEP) == ANSWERED
        if answers_an_exception:
            self._messages.clear()
        second = bool(self._messages)
        self._messages.append({**message, "headers": raw})
        may_be_bare = self._pages.may_replace(self._status, self._inquiry)
        if answers_an_exception or second or message.get("trailers") or not may_be_bare:
            await self.release()

    async def _take_close(self, message: Message) -> None:
        # A handshake that is closed: of this servers make a 403 without a body.
        self._status = 403
        if self._pages.may_replace(self._status, self._inquiry):
            await self._take_body(message)
        else:
            self._messages.append(message)
            await self.release()

    async def _take_body(self, message: Message) -> None:
        self._messages.append(message)
        self._body += message.get("body") or b""
        more = message.get("more_body", False)
        if more and self._may_turn_out_bare():
            return
        complete = not more and len(self._body) <= MOST_BYTES
        answer = self._pages.replacement(
            self._status, self._headers, self._body, self._inquiry, complete=complete
        )
        if answer is None:
            await self.release()
        else:
            self._leave("replaced")
            self._scope[KEEP] = True
            await send_answer(answer, self._scope, self._send)

    def _may_turn_out_bare(self) -> bool:
        return len(self._body) <= MOST_BYTES and may_turn_out_bare(
            self._pages.replace, self._status, dict(self._headers), self._body, self._inquiry
        )

    def _leave(self, state: str) -> None:
        self._state = state
        self._scope[STARTED] = True
