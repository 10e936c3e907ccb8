"""Adapters: all that httpolite stands before or in, and what each app does by itself."""

from __future__ import annotations

import asyncio
import warnings
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from contract.apps.stage import NOW, PATH
from doubles import DISCONNECT, Seen, run_asgi, run_wsgi
from httpolite import ErrorPages, asgi, wsgi

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract.case import Case


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """A framework's app, and how httpolite is put on it."""

    name: str
    app: str  # "module:function" below contract.apps
    protocol: Literal["asgi", "wsgi"]
    install: str = ""  # the module that has it; else the middleware is put around the app
    lets_out: bool = True  # exceptions of its views; else it answers them with a 500 of its own

    def __str__(self) -> str:
        return self.name

    @property
    def middleware(self) -> Callable[..., Any]:
        """The byte tier of its protocol."""
        return asgi.ErrorPagesMiddleware if self.protocol == "asgi" else wsgi.ErrorPagesMiddleware


ADAPTERS = (
    Adapter(name="ASGI", app="plain_apps:asgi", protocol="asgi"),
    Adapter(name="WSGI", app="plain_apps:wsgi", protocol="wsgi"),
    Adapter(name="Flask", app="flask_app:make", protocol="wsgi", install="flask"),
    Adapter(name="Starlette", app="starlette_apps:starlette", protocol="asgi", install="starlette"),
    Adapter(name="FastAPI", app="starlette_apps:fastapi", protocol="asgi", install="fastapi"),
    Adapter(name="Quart", app="quart_app:make", protocol="asgi", lets_out=False),
    Adapter(name="Litestar", app="litestar_app:make", protocol="asgi", lets_out=False),
    Adapter(name="Falcon WSGI", app="falcon_apps:wsgi", protocol="wsgi", lets_out=False),
    Adapter(name="Falcon ASGI", app="falcon_apps:asgi", protocol="asgi", lets_out=False),
    Adapter(name="Django WSGI", app="django_apps:wsgi", protocol="wsgi", lets_out=False),
    Adapter(name="Django ASGI", app="django_apps:asgi", protocol="asgi", lets_out=False),
    Adapter(name="Bottle", app="bottle_app:make", protocol="wsgi", lets_out=False),
    Adapter(name="Pyramid", app="pyramid_app:make", protocol="wsgi"),
    Adapter(name="Sanic", app="sanic_app:make", protocol="asgi", lets_out=False),
    Adapter(name="BlackSheep", app="blacksheep_app:make", protocol="asgi", lets_out=False),
)
BY_NAME = {adapter.name: adapter for adapter in ADAPTERS}


def ask(
    adapter: Adapter,
    case: Case,
    pages: ErrorPages | None,
    *,
    exc: Exception | None = None,
    keep: bool = False,
    path: str = PATH,
    around: Callable[[Any], Any] = lambda app: app,
) -> Seen:
    """Ask an app once; without `pages`, the framework alone."""
    NOW.set(case, exc, keep=keep)
    app = around(alone(adapter) if pages is None else dressed(adapter, pages))
    return serve(adapter.protocol, app, case.method, path, case.asked)


def serve(protocol: str, app: Any, method: str, path: str, asked: Any) -> Seen:
    """Ask an app once, as a server of its protocol does."""
    if protocol == "asgi":
        return run_asgi(with_a_body(app), method, path, asked)
    joined: dict[str, str] = {}  # as servers do with lines of the same name
    for name, value in asked:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return run_wsgi(app, method, path, joined.items())


def made(adapter: Adapter) -> Any:
    """Make the app of an adapter."""
    module, function = adapter.app.split(":")
    with warnings.catch_warnings(action="ignore"):  # of what a framework imports
        return getattr(import_module(f"contract.apps.{module}"), function)()


@cache
def bare_app(adapter: Adapter) -> Any:
    """Return the app that nothing was done to; some take long to make, or can be made once."""
    return made(adapter)


@cache
def alone(adapter: Adapter) -> Any:
    """Return the app without httpolite."""
    app = bare_app(adapter)
    return app if adapter.protocol == "asgi" else without_exc_info(app)


@cache
def dressed(adapter: Adapter, pages: ErrorPages) -> Any:
    """Return the app with httpolite."""
    if adapter.install:
        return import_module(f"httpolite.{adapter.install}").install(made(adapter), pages)
    return adapter.middleware(bare_app(adapter), pages)


def with_a_body(app: Any) -> Any:
    """Let an app receive an empty body, and a disconnect once it is answered, as servers do."""

    async def asked(scope: Any, _receive: Any, send: Any) -> Any:
        answered = asyncio.Event()
        messages = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Any:
            if messages:
                return messages.pop()
            await answered.wait()
            return DISCONNECT

        async def take(message: Any) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        return await app(scope, receive, take)

    return asked


def without_exc_info(app: Any) -> Any:
    """Let an app start its response with a third argument, as Bottle does after an exception."""

    def asked(environ: Any, start_response: Any) -> Any:
        return app(environ, lambda status, headers, _exc_info=None: start_response(status, headers))

    return asked
