"""Falcon, WSGI and ASGI."""

from __future__ import annotations

from typing import Any

import falcon
import falcon.asgi

from contract.apps.stage import GET_ONLY, NOW, PATH


def wsgi() -> Any:
    def sink(req: falcon.Request, resp: falcon.Response, **_: Any) -> None:
        if NOW.keep:
            req.env["httpolite.keep"] = True
        answer(resp)

    class GetOnly:
        def on_get(self, request: Any, response: Any) -> None:
            response.data = b""

    app = falcon.App()
    app.add_route(GET_ONLY, GetOnly())
    app.add_sink(sink, PATH)
    return app


def asgi() -> Any:
    async def sink(req: falcon.asgi.Request, resp: Any, **_: Any) -> None:
        if NOW.keep:
            req.scope["httpolite.keep"] = True
        answer(resp)

    class GetOnly:
        async def on_get(self, request: Any, response: Any) -> None:
            response.data = b""

    app = falcon.asgi.App()
    app.add_route(GET_ONLY, GetOnly())
    app.add_sink(sink, PATH)
    return app


def answer(response: Any) -> None:
    if NOW.exc:
        raise NOW.exc
    response.status = NOW.status
    response.data = NOW.whole
    for name, value in NOW.headers:
        response.append_header(name, value)
