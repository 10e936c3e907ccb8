"""The apps that real servers serve here, as factories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench import apps
from bench.clients import BROWSER, TAIWAN, Client

if TYPE_CHECKING:
    from httpolite import Reply


def asgi_page() -> Any:
    """Return a bare app whose 404 becomes a page."""
    from httpolite.asgi import ErrorPagesMiddleware

    return ErrorPagesMiddleware(apps.asgi_missing)


def asgi_constant() -> Any:
    """Return an app that sends the bytes of such a page and knows nothing else."""
    reply = _page()
    raw = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers]

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": list(raw)})
        await send({"type": "http.response.body", "body": reply.body})

    return app


def starlette() -> Any:
    """Return a Starlette app, whose own 404 has 9 bytes."""
    return apps.starlette()


def wsgi_page() -> Any:
    """Return a bare app whose 404 becomes a page."""
    from httpolite.wsgi import ErrorPagesMiddleware

    return ErrorPagesMiddleware(apps.wsgi_missing)


def wsgi_constant() -> Any:
    """Return an app that sends the bytes of such a page and knows nothing else."""
    reply = _page()

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", list(reply.headers))
        return [reply.body]

    return app


def _page() -> Reply:
    from httpolite import ErrorPages

    path = Client().path
    return ErrorPages().reply(404, path=path, accept=BROWSER, accept_language=TAIWAN)
