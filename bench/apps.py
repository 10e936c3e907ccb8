"""The apps that are measured, each as small as its framework lets it be.

Messages and lists of headers are made anew for each response, as apps do and must: middlewares
write into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.drivers import Boom

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = b"text/plain; charset=utf-8"


def asgi_ok(messages: int = 2) -> Any:
    """Return an ASGI app that answers 200 in so many messages."""
    more = range(messages - 2)

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", _TEXT), (b"content-length", b"2")],
            }
        )
        for _ in more:
            await send({"type": "http.response.body", "body": b"ok", "more_body": True})
        await send({"type": "http.response.body", "body": b"ok"})

    return app


async def asgi_missing(_scope: Any, _receive: Any, send: Any) -> None:
    """Answer a bare 404."""
    await send(
        {
            "type": "http.response.start",
            "status": 404,
            "headers": [(b"content-length", b"9"), (b"content-type", _TEXT)],
        }
    )
    await send({"type": "http.response.body", "body": b"Not Found"})


async def asgi_failing(_scope: Any, _receive: Any, _send: Any) -> None:
    """Raise."""
    raise Boom("secret")


def wsgi_ok(_environ: Any, start_response: Any) -> list[bytes]:
    """Answer 200."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def wsgi_missing(_environ: Any, start_response: Any) -> list[bytes]:
    """Answer a bare 404."""
    headers = [("Content-Length", "9"), ("Content-Type", "text/plain; charset=utf-8")]
    start_response("404 Not Found", headers)
    return [b"Not Found"]


class NoOpWSGI:
    """A middleware that does nothing, as middlewares are written."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: Any, start_response: Any) -> Iterator[bytes]:
        """Pass the request on."""
        answer: Iterator[bytes] = self.app(environ, start_response)
        return answer


def starlette() -> Any:
    """Return a Starlette app: `/` is fine, `/raised` raises a 404, all else has no route."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def home(_request: Any) -> Any:
        return PlainTextResponse("ok")

    async def raised(_request: Any) -> Any:
        raise HTTPException(404)

    return Starlette(routes=[Route("/", home), Route("/raised/shop/items/14c", raised)])


def fastapi() -> Any:
    """Return a FastAPI app: `/raised` raises a 404, what is not below has no route."""
    from fastapi import FastAPI
    from fastapi.exceptions import HTTPException

    app = FastAPI()

    @app.get("/raised/shop/items/14c")
    async def raised() -> None:
        raise HTTPException(404)

    return app


def flask() -> Any:
    """Return a Flask app with one route."""
    from flask import Flask

    app = Flask("bench")

    @app.get("/")
    def home() -> str:
        return "ok"

    return app
