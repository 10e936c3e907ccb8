"""One app for each protocol that holds all the others: the first part of the path says which."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from httpolite import ErrorPages
from servers import live_apps, scripted
from servers.case_apps import asgi_cases, asgi_raised, due, given, wsgi_cases, wsgi_raised
from servers.processes import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from httpolite import Problem, RequestFacts
    from httpolite.asgi import ASGIApp, Receive, Scope, Send
    from httpolite.wsgi import WSGIApp


def tell(facts: RequestFacts, problem: Problem, exc: Exception | None) -> None:
    """Write each reply into the log."""
    say(f"told {problem.status} {facts.path}")


@cache
def asgi_app(name: str) -> ASGIApp:
    """Return one of the ASGI apps; `bare` and `due` know nothing of httpolite."""
    from httpolite.asgi import ErrorPagesMiddleware

    if name == "wire":
        return ErrorPagesMiddleware(scripted.asgi_script, ErrorPages(on_error=tell))
    if name == "cases":
        return ErrorPagesMiddleware(asgi_cases(given))
    if name == "raised":
        return ErrorPagesMiddleware(asgi_raised)
    if name == "due":
        return asgi_cases(due)
    return scripted.asgi_script if name == "bare" else _made(name)


@cache
def wsgi_app(name: str) -> WSGIApp:
    """Return one of the WSGI apps; `bare` and `due` know nothing of httpolite."""
    from httpolite.wsgi import ErrorPagesMiddleware

    if name == "wire":
        return ErrorPagesMiddleware(scripted.wsgi_script, ErrorPages(on_error=tell))
    if name == "cases":
        return ErrorPagesMiddleware(wsgi_cases(given))
    if name == "raised":
        return ErrorPagesMiddleware(wsgi_raised)
    if name == "due":
        return wsgi_cases(due)
    return scripted.wsgi_script if name == "bare" else _made(name)


def _made(name: str) -> Any:
    return getattr(live_apps, f"make_{name}")()


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve all the ASGI apps."""
    if scope["type"] == "lifespan":
        await asgi_app("wire")(scope, receive, send)
        return
    name, path = _parted(scope["path"])
    await asgi_app(name)({**scope, "path": path, "raw_path": path.encode()}, receive, send)


def wsgi(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Serve all the WSGI apps."""
    name, environ["PATH_INFO"] = _parted(environ["PATH_INFO"])
    return wsgi_app(name)(environ, start_response)


def _parted(path: str) -> tuple[str, str]:
    _, name, rest = path.split("/", 2)
    return name, f"/{rest}"
