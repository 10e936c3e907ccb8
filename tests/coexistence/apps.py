"""The same small app five times, and for each how it gets its pages and how it is asked.

/ok           200             /bare     503 without a body, from a view
/boom/7       RuntimeError    /refused  403 as the framework has it
/taken        Problem(409)    /full     Problem(503)
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import fastapi
import flask
import starlette.applications as starlette_applications
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import httpolite.asgi
import httpolite.fastapi
import httpolite.flask
import httpolite.starlette
import httpolite.wsgi
from doubles import body, run_asgi, run_wsgi, start
from httpolite import ErrorPages, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

PROBLEM = "application/problem+json"
PAGES = ErrorPages()
log = logging.getLogger("coexistence.app")


@dataclass(frozen=True)
class Kind:
    """How an app is made, given its pages (install, or a wrapper) and asked in memory."""

    make: Callable[[], Any]
    give_pages: Callable[..., Any]
    ask: Callable[..., Seen]


def is_page(seen: Any, status: int) -> bool:
    """Return whether this is one of our documents, and tells nothing of what was raised."""
    types = seen.values("content-type")
    return seen.status == status and types == [PROBLEM] and b"secret" not in seen.body


def boom(seat: object = None) -> Any:
    log.warning("about to fail")
    raise RuntimeError("secret")


def taken() -> Any:
    raise Problem(409, detail="Taken.")


def full() -> Any:
    raise Problem(503, detail="Full.")


RAISING = {"/boom/7": boom, "/taken": taken, "/full": full}
STATUSES = {"/ok": 200, "/bare": 503, "/refused": 403, "/unavailable": 503}


async def plain_asgi(scope: Any, receive: Any, send: Any) -> None:
    if scope["path"] in RAISING:
        RAISING[scope["path"]]()
    status = STATUSES.get(scope["path"], 404)
    await send(start(status))
    await send(body(b"fine" if status == 200 else b""))


def plain_wsgi(environ: Any, start_response: Any) -> list[bytes]:
    path = environ["PATH_INFO"]
    if path in RAISING:
        RAISING[path]()
    status = STATUSES.get(path, 404)
    start_response(f"{status} Hm", [])
    return [b"fine"] if status == 200 else []


# The frameworks' classes are looked up late, for instrumentation replaces them in their modules.


def flask_app() -> Any:
    app = flask.Flask("seats")
    app.logger.handlers.clear()
    app.get("/ok")(lambda: "fine")
    app.get("/boom/<seat>")(boom)
    app.get("/taken")(taken)
    app.get("/full")(full)
    app.get("/bare", endpoint="bare")(lambda: ("", 503))
    app.get("/refused", endpoint="refused")(lambda: flask.abort(403))
    app.get("/unavailable", endpoint="unavailable")(lambda: flask.abort(503))
    return app


async def a_boom(request: Any) -> None:
    boom()


async def a_taken(request: Any) -> None:
    taken()


async def a_full(request: Any) -> None:
    full()


async def a_refused(request: Any) -> None:
    raise HTTPException(403)


async def an_unavailable(request: Any) -> None:
    raise HTTPException(503)


async def a_bare(request: Any) -> Response:
    return Response(status_code=503)


async def an_ok(request: Any) -> Response:
    return PlainTextResponse("fine")


ENDPOINTS: dict[str, Any] = {
    "/ok": an_ok,
    "/boom/{seat}": a_boom,
    "/taken": a_taken,
    "/full": a_full,
    "/bare": a_bare,
    "/refused": a_refused,
    "/unavailable": an_unavailable,
}


def starlette_app() -> Any:
    routes = [Route(path, endpoint) for path, endpoint in ENDPOINTS.items()]
    return starlette_applications.Starlette(routes=routes)


def fastapi_app() -> Any:
    return fastapi_with()


def fastapi_with(**options: Any) -> Any:
    app = fastapi.FastAPI(**options)

    async def number(page: int) -> int:
        return page

    for path, endpoint in ENDPOINTS.items():
        app.add_api_route(path, on_request(endpoint), response_model=None)
    app.add_api_route("/number", number)
    return app


def on_request(endpoint: Any) -> Any:
    async def view(request: fastapi.Request) -> Any:
        return await endpoint(request)

    return view


KINDS = {
    "asgi": Kind(lambda: plain_asgi, httpolite.asgi.ErrorPagesMiddleware, run_asgi),
    "wsgi": Kind(lambda: plain_wsgi, httpolite.wsgi.ErrorPagesMiddleware, run_wsgi),
    "flask": Kind(flask_app, httpolite.flask.install, run_wsgi),
    "starlette": Kind(starlette_app, httpolite.starlette.install, run_asgi),
    "fastapi": Kind(fastapi_app, httpolite.fastapi.install, run_asgi),
}
