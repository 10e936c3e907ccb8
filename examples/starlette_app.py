"""Starlette: `python examples/starlette_app.py`, then open http://127.0.0.1:8000/nowhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from httpolite import Problem
from httpolite.starlette import install, respond

if TYPE_CHECKING:
    from starlette.requests import Request


class SeatTaken(
    Problem,
    status=409,
    type="https://example.com/problems/seat-taken",
    title="Seat taken",
    detail="Seat {seat} was taken a moment ago.",
):
    """Somebody was faster."""

    seat: str


async def index(_: Request) -> Response:
    return JSONResponse({"try": ["/nowhere", "/seats/14C", "/gone", "/crash", "/busy", "POST /"]})


async def book(request: Request) -> Response:
    raise SeatTaken(seat=request.path_params["seat"])


async def gone(_: Request) -> Response:
    raise HTTPException(410, detail="The 2019 programme was taken down.")


async def crash(_: Request) -> Response:
    raise RuntimeError("what stands here is logged and never sent")


async def busy(request: Request) -> Response:
    return respond(request, 503, headers={"Retry-After": "30"})


app = Starlette(
    routes=[
        Route("/", index),
        Route("/seats/{seat}", book),
        Route("/gone", gone),
        Route("/crash", crash),
        Route("/busy", busy),
    ]
)
install(app)

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))
