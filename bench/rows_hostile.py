"""What a client can make us pay that sends other headers each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import apps, checks
from bench.clients import Client, HostileClient
from bench.drivers import asgi, ask_asgi
from bench.probes import probe
from bench.table import Result
from bench.timing import Row, compare, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.timing import Options

MOST_GROWTH = 64  # KiB
CLIENTS: dict[str, Callable[[], Client]] = {
    "own Accept, Accept-Language and path, each to 8 KiB": HostileClient,
    "the same, each to 200 bytes": lambda: HostileClient(longest=200),
}


def hostile(options: Options) -> list[Result]:
    """Measure requests that no cache has seen, and what is left of them."""
    from httpolite.asgi import ErrorPagesMiddleware

    app, usual = ErrorPagesMiddleware(apps.asgi_missing), Client()
    checks.page(ask_asgi(app, usual))
    works = {"usual": asgi(app, usual)}
    for name, make in CLIENTS.items():
        client = make()
        seen = ask_asgi(app, client)
        checks.answer(seen, 404, "text/html", b'<html lang="zh-Hant"')
        works[name] = asgi(app, client)
    rows = [
        Row(f"hostile: {name}", "a browser's request", of(name), of("usual"), 4) for name in CLIENTS
    ]
    return compare(works, rows, options) + ([] if options.quick else _left_over())


def _left_over() -> list[Result]:
    early, *_, late = probe("flood")["kept"]
    cycles = probe("cycles")
    return [
        Result(
            work="hostile: memory that 15,000 more requests leave",
            against="what 5,000 have left",
            value=(late - early) / 1024,
            unit="KiB",
            target=MOST_GROWTH,
            ours=late / 1024,
            theirs=early / 1024,
            cost_unit="KiB",
        ),
        Result(
            work="cyclic garbage of 500 requests",
            against="200s, 404s and exceptions, ASGI and WSGI",
            value=sum(cycles.values()),
            unit="objects",
            target=0,
        ),
    ]
