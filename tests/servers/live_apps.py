"""The apps that the live tests serve: the same routes in each framework, and in none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from fastapi import FastAPI
    from flask import Flask, Response
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import StreamingResponse

    from httpolite.asgi import ASGIApp, Receive, Scope, Send
    from httpolite.wsgi import WSGIApp

CHUNKS = (b"first ", b"second ", b"third")
TEXT = "text/plain; charset=utf-8"


def make_asgi() -> ASGIApp:
    from httpolite.asgi import ErrorPagesMiddleware

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"no {scope['type']} here")
        path, method = scope["path"], scope["method"]
        if path.startswith("/crash/"):
            raise RuntimeError(f"secret {path.rpartition('/')[2]}")
        status, headers, chunks = answer(path, method)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body"})

    return ErrorPagesMiddleware(app)


def make_wsgi() -> WSGIApp:
    from httpolite.wsgi import ErrorPagesMiddleware

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path.startswith("/crash/"):
            raise RuntimeError(f"secret {path.rpartition('/')[2]}")
        status, headers, chunks = answer(path, method)
        start_response(f"{status} Whatever", headers)
        return iter(chunks)

    return ErrorPagesMiddleware(app)


def answer(path: str, method: str) -> tuple[int, list[tuple[str, str]], tuple[bytes, ...]]:
    """Answer as a plain app does, errors bare."""
    if path not in ("/", "/stream"):
        return 404, [], ()
    if method not in ("GET", "HEAD"):
        return 405, [("Allow", "GET, HEAD")], ()
    return 200, [("Content-Type", TEXT)], CHUNKS


def make_starlette() -> Starlette:
    from starlette.applications import Starlette
    from starlette.responses import StreamingResponse
    from starlette.routing import Route

    from httpolite.starlette import install

    async def crash(request: Request) -> None:
        raise RuntimeError(f"secret {request.path_params['mark']}")

    async def stream(_: Request) -> StreamingResponse:
        return StreamingResponse(iter(CHUNKS), media_type=TEXT)

    routes = [Route("/", stream), Route("/stream", stream), Route("/crash/{mark}", crash)]
    return install(Starlette(routes=routes))


def make_fastapi() -> FastAPI:
    from fastapi import FastAPI
    from fastapi.responses import StreamingResponse

    from httpolite.fastapi import install

    app = FastAPI()

    @app.api_route("/", methods=["GET", "HEAD"])
    @app.api_route("/stream", methods=["GET", "HEAD"])
    async def stream() -> Any:
        return StreamingResponse(iter(CHUNKS), media_type=TEXT)

    @app.get("/crash/{mark}")
    async def crash(mark: str) -> None:
        raise RuntimeError(f"secret {mark}")

    return install(app)


def make_flask() -> Flask:
    from flask import Flask, Response

    from httpolite.flask import install

    app = Flask(__name__)

    @app.get("/")
    @app.get("/stream")
    def stream() -> Response:
        return Response(iter(CHUNKS), content_type=TEXT)

    @app.get("/crash/<mark>")
    def crash(mark: str) -> Response:
        raise RuntimeError(f"secret {mark}")

    return install(app)
