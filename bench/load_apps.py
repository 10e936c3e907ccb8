"""The app under load, as ASGI and as WSGI, with httpolite and without; and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from httpolite import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from httpolite.asgi import ASGIApp, Receive, Scope, Send
    from httpolite.wsgi import WSGIApp

    Headers = tuple[tuple[str, str], ...]

SECRET = "secret of the app"  # noqa: S105 - what no client may ever see
TEXT = ("Content-Type", "text/plain; charset=utf-8")
PIECE = bytes(range(256)) * 4


@dataclass(frozen=True)
class Route:
    """What the app does at a path; `raises` comes after the chunks."""

    status: int
    headers: Headers = ()
    chunks: tuple[bytes, ...] = ()
    raises: Exception | None = None

    @property
    def body(self) -> bytes:
        """All that the app sends."""
        return b"".join(self.chunks)


def whole(status: int, media_type: str, body: bytes, *headers: tuple[str, str]) -> Route:
    """Make a response whose length is told."""
    told = (("Content-Type", media_type), ("Content-Length", str(len(body))), *headers)
    return Route(status, told, (body,))


CRASH = RuntimeError(SECRET)
NOWHERE = whole(404, "text/plain; charset=utf-8", b"Not Found")
NOT_ALLOWED = whole(405, "text/html; charset=utf-8", b"", ("Allow", "GET, HEAD"))
ROUTES = {
    "/": whole(200, "text/plain; charset=utf-8", b"Hello. " * 20),
    "/file": whole(200, "application/octet-stream", PIECE * 64),
    "/empty": Route(204),
    "/stream": Route(200, (TEXT,), (PIECE, b"second ", PIECE * 2, b"last") * 3),
    "/long": Route(200, (TEXT,), (PIECE * 32,) * 96),
    "/own": whole(404, "application/json", b'{"error": "no such seat"}', ("ETag", '"1"')),
    "/own-page": whole(503, "text/html", b"<h1>Back at noon</h1>", ("Retry-After", "60")),
    "/own-stream": Route(500, (TEXT,), (b"Internal ", PIECE, PIECE * 3)),
    "/gone": Route(410, (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))),
    "/busy": whole(503, "text/plain", b"", ("Retry-After", "120"), ("Set-Cookie", "a=1")),
    "/problem": Route(0, raises=Problem(409, detail="Seat 14C was just taken.", seat="14C")),
    "/crash": Route(0, raises=CRASH),
    "/crash-late": Route(404, (TEXT,), (b"Not ",), raises=CRASH),
    "/torn": Route(200, (TEXT,), (PIECE, PIECE, PIECE), raises=CRASH),
}


def route(method: str, path: str) -> Route:
    """Return what is at a path, as a plain app does it: errors bare."""
    found = ROUTES.get(path, NOWHERE)
    return found if method in {"GET", "HEAD"} or found is NOWHERE else NOT_ALLOWED


async def asgi_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    if scope["type"] == "lifespan":
        await live(receive, send)
        return
    found = route(scope["method"], scope["path"])
    if found.status:
        raw = [(name.lower().encode(), value.encode()) for name, value in found.headers]
        await send({"type": "http.response.start", "status": found.status, "headers": raw})
    *chunks, last = found.chunks or (b"",)
    for chunk in chunks:
        await send(piece(chunk, more=True))
    if found.raises is None:
        await send(piece(last))
        return
    if last:
        await send(piece(last, more=True))
    raise fresh(found.raises)


def piece(chunk: bytes, *, more: bool = False) -> dict[str, Any]:
    """Return a message with a piece of the body."""
    return {"type": "http.response.body", "body": chunk, "more_body": more}


async def live(receive: Receive, send: Send) -> None:
    """Start and stop when the server says so."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": message["type"] + ".complete"})
    await send({"type": "lifespan.shutdown.complete"})


def wsgi_app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
    """Answer one request; a generator, so that the server may stop in the middle."""
    found = route(environ["REQUEST_METHOD"], environ["PATH_INFO"])
    if found.status:
        start_response(f"{found.status} Whatever", list(found.headers))
    yield from found.chunks
    if found.raises is not None:
        raise fresh(found.raises)


def fresh(exc: Exception) -> Exception:
    """Return an exception of its own for each request: one object would gather tracebacks."""
    if isinstance(exc, Problem):
        return Problem(exc.status, detail=exc.detail, **exc.extensions)
    return RuntimeError(*exc.args)


def make_asgi() -> ASGIApp:
    """Wrap the ASGI app in httpolite."""
    from httpolite.asgi import ErrorPagesMiddleware

    return ErrorPagesMiddleware(asgi_app)


def make_wsgi() -> WSGIApp:
    """Wrap the WSGI app in httpolite."""
    from httpolite.wsgi import ErrorPagesMiddleware

    return ErrorPagesMiddleware(wsgi_app)


def make_bare_asgi() -> Any:
    """Return the ASGI app as it is, for comparison."""
    return asgi_app


def make_bare_wsgi() -> Any:
    """Return the WSGI app as it is, for comparison."""
    return wsgi_app
