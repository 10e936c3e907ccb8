"""Quart."""

from __future__ import annotations

from quart import Quart, Response, request
from werkzeug.datastructures import Headers

from contract.apps.stage import GET_ONLY, METHODS, NOW, PATH


def make() -> Quart:
    app = Quart(__name__)

    @app.route(PATH, methods=list(METHODS), provide_automatic_options=False)
    async def view() -> Response:
        if NOW.keep:
            request.scope["httpolite.keep"] = True  # type: ignore[typeddict-unknown-key]
        if NOW.exc:
            raise NOW.exc
        return Response(NOW.whole, NOW.status, Headers(list(NOW.headers)))

    @app.get(GET_ONLY)
    async def get_only() -> str:
        return ""

    return app
