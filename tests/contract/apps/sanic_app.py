"""Sanic in ASGI mode."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import HTTPResponse, Sanic
from sanic.compat import Header

from contract.apps.stage import GET_ONLY, NOW, PATH


def make() -> Any:
    app = Sanic("contract", configure_logging=False)
    app.config.MOTD = False

    @app.route(PATH, methods=["GET", "HEAD", "POST", "OPTIONS"])
    async def view(request: Any) -> HTTPResponse:
        if NOW.keep:
            request.transport.scope["httpolite.keep"] = True
        if NOW.exc:
            raise NOW.exc
        return HTTPResponse(
            NOW.whole, NOW.status, Header(NOW.other_headers), content_type=NOW.content_type
        )

    @app.get(GET_ONLY)
    async def get_only(_request: Any) -> HTTPResponse:
        return HTTPResponse()

    asyncio.run(start(app))
    return app


async def start(app: Any) -> None:
    """Do as a server does: Sanic cannot answer before."""
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        return {"type": next(messages)}

    async def send(_message: Any) -> None:
        pass

    await app({"type": "lifespan"}, receive, send)
