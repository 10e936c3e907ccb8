"""What the ASGI wire app does where no HTTP response is asked for: lifespan and WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.asgi import ErrorPagesMiddleware
from servers.processes import say

if TYPE_CHECKING:
    from httpolite.asgi import Receive, Scope, Send

DENIALS = {"deny": (404, b"Not Found"), "deny-in-words": (404, b"No such room")}


async def play(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer by the type of the scope."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    else:
        await websocket(scope, receive, send)


async def lifespan(receive: Receive, send: Send) -> None:
    """Start and stop, and say so."""
    for name in ("startup", "shutdown"):
        message = await receive()
        assert message["type"] == f"lifespan.{name}"
        say(f"lifespan.{name}")
        await send({"type": f"lifespan.{name}.complete"})


async def websocket(scope: Scope, receive: Receive, send: Send) -> None:
    """Talk at /echo and at /broken, which fails; refuse the handshake elsewhere, in many ways."""
    await receive()
    _, name, *rest = scope["path"].split("/")
    secret = RuntimeError(f"secret {rest[0] if rest else ''}")
    if name == "crash":
        raise secret
    if name in ("echo", "broken"):
        await send({"type": "websocket.accept"})
        message = await receive()
        if name == "broken":
            raise secret
        await send({"type": "websocket.send", "text": message["text"]})
        await send({"type": "websocket.close", "code": 1000})
    elif name in DENIALS:
        await _deny(*DENIALS[name], send)
    else:
        await send({"type": "websocket.close", "code": 1008})


async def _deny(status: int, body: bytes, send: Send) -> None:
    kind = "websocket.http.response"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-own", b"kept")]
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": body})


async def _without(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        raise RuntimeError("no lifespan here")
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body"})


async def _failing(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "the database is away"})


without_lifespan = ErrorPagesMiddleware(_without)
failing = ErrorPagesMiddleware(_failing)
failing_alone = _failing
