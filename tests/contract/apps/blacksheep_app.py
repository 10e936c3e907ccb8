"""BlackSheep."""

from __future__ import annotations

from typing import Any

from blacksheep import Application, Content, Request, Response
from blacksheep.server.routing import Router

from contract.apps.stage import GET_ONLY, METHODS, NOW, PATH


def make() -> Any:
    app = Application(router=Router())

    async def view(request: Request) -> Response:
        if NOW.keep:
            request.scope["httpolite.keep"] = True  # type: ignore[typeddict-unknown-key]
        if NOW.exc:
            raise NOW.exc
        typed = NOW.content_type or ("" if NOW.whole else None)
        content = None if typed is None else Content(typed.encode(), NOW.whole)
        others = [pair for pair in NOW.other_headers if pair[0] != "Content-Length"]  # its own
        raw = [(name.encode(), value.encode("latin-1")) for name, value in others]
        return Response(NOW.status, raw, content)

    async def get_only() -> Response:
        return Response(200)

    app.router.add_get(GET_ONLY, get_only)
    for method in METHODS:
        app.router.add(method, PATH, view)
    return app
