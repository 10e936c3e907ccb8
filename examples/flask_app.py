"""Flask: `python examples/flask_app.py`, then open http://127.0.0.1:8000/nowhere."""

from __future__ import annotations

import os

from flask import Flask, Response, abort

from httpolite import Problem
from httpolite.flask import install, respond

app = Flask(__name__)
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


@app.get("/")
def index() -> dict[str, list[str]]:
    return {"try": ["/nowhere", "/seats/14C", "/gone", "/crash", "/busy", "POST /"]}


@app.get("/seats/<seat>")
def book(seat: str) -> Response:
    raise SeatTaken(seat=seat)


@app.get("/gone")
def gone() -> Response:
    abort(410, description="The 2019 programme was taken down.")


@app.get("/crash")
def crash() -> Response:
    raise RuntimeError("what stands here is logged and never sent")


@app.get("/busy")
def busy() -> Response:
    return respond(503, headers={"Retry-After": "30"})


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "8000")))
