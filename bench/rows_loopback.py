"""Requests a second over the loopback, where a server's own work is the larger part."""

from __future__ import annotations

import random
import sys
from statistics import median
from typing import TYPE_CHECKING

from bench.checks import WrongAnswerError
from bench.servers import running
from bench.table import Result
from bench.timing import spread

if TYPE_CHECKING:
    from bench.servers import Load
    from bench.timing import Options

    Key = tuple[str, str]
    Loads = dict[Key, list[Load]]

SECONDS = 0.6
EQUAL = "an app that only sends the same bytes"
# server, our app, the app beside, in words, target, stretch
PAIRS = (
    ("uvicorn", "asgi_page", "asgi_constant", EQUAL, 0.78, 0.85),
    ("granian", "asgi_page", "asgi_constant", EQUAL, 0.87, None),
    ("gunicorn", "wsgi_page", "wsgi_constant", EQUAL, 0.85, None),
    ("uvicorn", "asgi_page", "starlette", "Starlette's own 404, 9 bytes of text", 1.15, 1.25),
)


def loopback(options: Options) -> list[Result]:
    """Load each server with each of its apps in turn."""
    if not sys.platform.startswith("linux"):
        return []  # cores and CPU times are read where Linux has them
    wanted = {(server, app): None for server, ours, beside, *_ in PAIRS for app in (ours, beside)}
    loads: Loads = {key: [] for key in wanted}
    with running(*wanted) as servers:
        for server in servers.values():
            server.load(SECONDS / 2)
        for _ in range(options.loopback_rounds):
            for key in random.sample(sorted(servers), len(servers)):
                loads[key].append(servers[key].load(SECONDS))
    return [result for pair in PAIRS for result in _results(loads, *pair)]


def _results(  # noqa: PLR0913, PLR0917 - a line of PAIRS
    loads: Loads,
    server: str,
    ours: str,
    beside: str,
    words: str,
    target: float,
    stretch: float | None,
) -> list[Result]:
    pairs = list(zip(loads[server, ours], loads[server, beside], strict=True))
    if words == EQUAL and pairs[0][0].size != pairs[0][1].size:
        raise WrongAnswerError(f"wanted answers of equal size: {pairs[0]}")
    rates = [a.rate / b.rate for a, b in pairs]
    costs = [a.cost / b.cost for a, b in pairs]
    return [
        Result(
            work=f"{server}: requests a second, 404 page of a bare app",
            against=words,
            value=median(rates),
            spread=spread(rates),
            target=target,
            stretch=stretch,
            more_is_better=True,
            ours=median(a.rate for a, _ in pairs),
            theirs=median(b.rate for _, b in pairs),
            cost_unit="/s",
        ),
        Result(
            work=f"{server}: CPU time of a request, the same",
            against=words,
            value=median(costs),
            spread=spread(costs),
            ours=median(a.cost for a, _ in pairs),
            theirs=median(b.cost for _, b in pairs),
        ),
    ]
