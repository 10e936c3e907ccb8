"""No framework: the two protocols."""

from __future__ import annotations

from typing import Any

from contract.apps.stage import NOW
from httpolite.catalogue.statuses import reason_phrase


def asgi() -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope.update({"httpolite.keep": True} if NOW.keep else {})
        if NOW.exc:
            raise NOW.exc
        raw = [(name.encode(), value.encode("latin-1")) for name, value in NOW.headers]
        await send({"type": "http.response.start", "status": NOW.status, "headers": raw})
        await send({"type": "http.response.body", "body": NOW.body})

    return app


def wsgi() -> Any:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        environ.update({"httpolite.keep": True} if NOW.keep else {})
        if NOW.exc:
            raise NOW.exc
        start_response(f"{NOW.status} {reason_phrase(NOW.status)}", list(NOW.headers))
        return [NOW.body]

    return app
