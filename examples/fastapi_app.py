"""FastAPI: `python examples/fastapi_app.py`, then open http://127.0.0.1:8000/nowhere."""

from __future__ import annotations

import os

from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, PositiveInt

from httpolite import Problem
from httpolite.fastapi import install, respond

app = FastAPI()
install(app)


class SeatTaken(
    Problem,
    status=409,
    type="https://example.com/problems/seat-taken",
    title="Seat taken",
    detail="Seat {seat} was taken a moment ago.",
):
    """Somebody was faster."""

    seat: str


class Order(BaseModel):
    """Tickets for a show."""

    title: str
    tickets: PositiveInt


@app.get("/")
def index() -> dict[str, list[str]]:
    return {"try": ["/nowhere", "/seats/14C", "/shows?page=x", "/gone", "/crash", "/busy"]}


@app.get("/seats/{seat}")
def book(seat: str) -> None:
    raise SeatTaken(seat=seat)


@app.get("/shows")
def shows(page: PositiveInt = 1) -> dict[str, int]:
    return {"page": page}


@app.post("/orders")
def place(order: Order) -> Order:
    return order


@app.get("/gone")
def gone() -> None:
    raise HTTPException(410, detail="The 2019 programme was taken down.")


@app.get("/crash")
def crash() -> None:
    raise RuntimeError("what stands here is logged and never sent")


@app.get("/busy")
def busy(request: Request) -> Response:
    return respond(request, 503, headers={"Retry-After": "30"})


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))
