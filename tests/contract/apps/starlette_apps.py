"""Starlette and FastAPI."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations
from starlette.responses import Response
from starlette.routing import Route

from contract.apps.stage import GET_ONLY, METHODS, NOW, PATH


async def view(request: Request) -> Response:
    if NOW.keep:
        request.scope["httpolite.keep"] = True
    if NOW.exc:
        raise NOW.exc
    response = Response(NOW.whole, NOW.status)
    response.raw_headers = [(n.lower().encode(), v.encode("latin-1")) for n, v in NOW.headers]
    return response


async def get_only(request: Request) -> Response:
    return Response()


def starlette() -> Starlette:
    return Starlette(routes=[Route(PATH, view, methods=METHODS), Route(GET_ONLY, get_only)])


def fastapi() -> FastAPI:
    app = FastAPI()
    app.add_api_route(PATH, view, methods=list(METHODS), response_model=None)
    app.add_api_route(GET_ONLY, get_only, response_model=None)
    return app
