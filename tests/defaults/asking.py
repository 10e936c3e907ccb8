"""Asking an app once, without httpolite or behind its middleware."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from doubles import DISCONNECT, Seen, environ, http_scope, run_asgi, run_wsgi
from httpolite import ErrorPages, asgi, wsgi

if TYPE_CHECKING:
    from defaults.frameworks import Framework
    from httpolite.requests import Inquiry

PAGES = ErrorPages()


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request; `path` is decoded and begins below the mount, `query` is as it came."""

    path: str = "/nowhere"
    method: str = "GET"
    query: str = ""
    mount: str = ""
    accept: str = ""
    host: str = "example.com"
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.mount}{self.path}{query} {self.accept}"

    @property
    def lines(self) -> list[tuple[str, str]]:
        accept = [("accept", self.accept)] if self.accept else []
        return [("host", self.host), *accept, *self.headers]


def scope_of(request: Request) -> dict[str, Any]:
    path = request.mount + request.path
    made = http_scope(request.method, path, request.lines)
    raw = {"raw_path": quote(path).encode(), "query_string": request.query.encode()}
    return {**made, **raw, "root_path": request.mount}


def environ_of(request: Request) -> dict[str, Any]:
    made = environ(request.method, request.path, request.lines)
    mount = request.mount.encode().decode("latin-1")
    return {**made, "SCRIPT_NAME": mount, "QUERY_STRING": request.query}


def inquiry_of(protocol: str, request: Request) -> Inquiry:
    """Return what httpolite knows of a request."""
    if protocol == "asgi":
        return asgi.inquiry(scope_of(request), PAGES)
    return wsgi.inquiry(environ_of(request), PAGES)


def serve(protocol: str, app: Any, request: Request) -> Seen:
    """Ask an app, as a server of its protocol does."""
    if protocol == "asgi":
        return run_asgi(with_a_body(app), scope=scope_of(request))
    return run_wsgi(app, environ_=environ_of(request))


def alone(framework: Framework, request: Request) -> Seen:
    """Ask the framework without httpolite."""
    app = framework.app
    if framework.protocol == "wsgi":
        app = without_exc_info(app)
    return serve(framework.protocol, app, request)


def behind(framework: Framework, request: Request) -> Seen:
    """Ask the framework behind the middleware."""
    return serve(framework.protocol, wrapped(framework), request)


@cache
def wrapped(framework: Framework) -> Any:
    middleware = (asgi if framework.protocol == "asgi" else wsgi).ErrorPagesMiddleware
    return middleware(framework.app, PAGES)


def with_a_body(app: Any) -> Any:
    """Let an app receive an empty body, and a disconnect once it has answered, as servers do."""

    async def asked(scope: Any, _receive: Any, send: Any) -> None:
        messages = [{"type": "http.request", "body": b"", "more_body": False}]
        answered = asyncio.Event()

        async def receive() -> Any:
            if messages:
                return messages.pop()
            await answered.wait()
            return DISCONNECT

        async def watch(message: Any) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        await app(scope, receive, watch)

    return asked


def without_exc_info(app: Any) -> Any:
    """Let an app start its response with a third argument, as Bottle does after an exception."""

    def asked(environ: Any, start_response: Any) -> Any:
        return app(environ, lambda status, headers, _exc_info=None: start_response(status, headers))

    return asked
