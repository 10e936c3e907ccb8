"""ASGI frameworks, each with routes that raise: /raise/<status>/…, /crash/… and /only-get/….

Whatever follows is part of the path that a default body may name.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

HERE = str(Path(__file__).parent)


def starlette() -> Any:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    def error(request: Any) -> None:
        raise HTTPException(request.path_params["status"])

    routes = [Route("/raise/{status:int}/{rest:path}", error)]
    return Starlette(routes=[*routes, Mount("/files", StaticFiles(directory=HERE))])


def fastapi() -> Any:
    from fastapi import FastAPI, HTTPException

    app = FastAPI()

    @app.get("/raise/{status}/{rest:path}")
    def error(status: int, rest: str) -> None:
        raise HTTPException(status)

    @app.get("/number")
    def number(n: int) -> None: ...

    return app


def quart() -> Any:
    from quart import Quart, abort

    app = Quart("defaults", static_folder=HERE, static_url_path="/files")

    @app.get("/raise/<int:status>/<path:rest>")
    async def error(status: int, rest: str) -> str:
        abort(status)

    @app.get("/crash/<path:rest>")
    async def crash(rest: str) -> str:
        raise KeyError(rest)

    return app


def litestar() -> Any:
    from litestar import Litestar, MediaType, get
    from litestar.config.allowed_hosts import AllowedHostsConfig
    from litestar.exceptions import HTTPException
    from litestar.static_files import StaticFilesConfig

    def raising(media_type: MediaType) -> Any:
        @get(
            f"/raise-{media_type.name.lower()}/{{status:int}}/{{rest:path}}", media_type=media_type
        )
        async def error(status: int, rest: str) -> None:
            raise HTTPException(status_code=status)

        return error

    @get("/raise/{status:int}/{rest:path}")
    async def error(status: int, rest: str) -> None:
        raise HTTPException(status_code=status)

    @get("/crash/{rest:path}")
    async def crash(rest: str) -> None:
        raise KeyError(rest)

    @get("/number")
    async def number(n: int) -> None: ...

    return Litestar(
        [error, crash, number, *map(raising, MediaType)],
        static_files_config=[StaticFilesConfig("/files", [HERE])],
        allowed_hosts=AllowedHostsConfig(["example.com"]),
        logging_config=None,
        openapi_config=None,
    )


def falcon() -> Any:
    import falcon.asgi

    async def error(_req: Any, _resp: Any, status: str) -> None:
        raise falcon.HTTPError(int(status))

    async def line(_req: Any, _resp: Any, status: str) -> None:
        raise falcon.HTTPError(falcon.code_to_http_status(int(status)))

    async def crash(_req: Any, _resp: Any) -> None:
        raise KeyError("secret")

    class OnlyGet:
        async def on_get(self, _req: Any, _resp: Any) -> None: ...

    class Number:
        async def on_get(self, req: Any, _resp: Any) -> None:
            req.get_param("n", required=True)

    app: Any = falcon.asgi.App()
    app.add_sink(error, r"/raise/(?P<status>\d+)/")
    app.add_sink(line, r"/line/(?P<status>\d+)/")
    app.add_sink(crash, "/crash/")
    app.add_static_route("/files", HERE)
    app.add_route("/only-get", OnlyGet())
    app.add_route("/number", Number())
    return app


def sanic() -> Any:
    from sanic import Sanic
    from sanic.exceptions import SanicException

    app = Sanic("defaults", configure_logging=False)
    app.config.MOTD = False

    @app.get("/raise/<status>/<rest:path>")
    async def error(_request: Any, status: str, rest: str) -> None:
        raise SanicException(status_code=int(status))

    @app.get("/crash/<rest:path>")
    async def crash(_request: Any, rest: str) -> None:
        raise KeyError(rest)

    @app.get("/handler/<rest:path>")
    async def unhandled(_request: Any, rest: str) -> None:
        raise {"sync": OverflowError, "async": ZeroDivisionError}[rest]

    @app.exception(OverflowError)
    def handler(_request: Any, exc: Exception) -> None:
        raise exc

    @app.exception(ZeroDivisionError)
    async def async_handler(_request: Any, exc: Exception) -> None:
        raise exc

    app.static("/files", HERE, name="files")
    asyncio.run(start(app))
    return app


def blacksheep() -> Any:
    from blacksheep import Application
    from blacksheep.exceptions import BadRequest, HTTPException
    from blacksheep.server.routing import Router

    app = Application(router=Router())

    async def error(status: int) -> None:
        raise HTTPException(status)

    async def bad() -> None:
        raise BadRequest("")

    async def crash() -> None:
        raise KeyError

    async def number(n: int) -> None: ...

    app.router.add_get("/raise/{status}/*", error)
    app.router.add_get("/number/{n}", number)
    app.router.add_get("/bad/*", bad)
    app.router.add_get("/crash/*", crash)
    app.serve_files(HERE, root_path="/files")
    starting: Any = app.start
    asyncio.run(starting())
    return app


async def start(app: Any) -> None:
    """Do as a server does: Sanic cannot answer before."""
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        return {"type": next(messages)}

    async def send(_message: Any) -> None: ...

    await app({"type": "lifespan"}, receive, send)
