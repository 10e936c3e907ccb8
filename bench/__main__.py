"""`python -m bench`: measure, and print one table."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from bench import (
    rows_bodies,
    rows_errors,
    rows_hostile,
    rows_loopback,
    rows_once,
    rows_passthrough,
    rows_peers,
)
from bench.table import table
from bench.timing import Options, pin

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.table import Result

GROUPS: dict[str, Callable[[Options], list[Result]]] = {
    "asgi-200": rows_passthrough.asgi_200,
    "starlette-200": rows_passthrough.starlette_200,
    "wsgi-200": rows_passthrough.wsgi_200,
    "starlette": rows_errors.starlette,
    "fastapi": rows_errors.fastapi,
    "flask": rows_errors.flask,
    "wsgi-404": rows_errors.wsgi_404,
    "500": rows_errors.failing,
    "bodies": rows_bodies.bodies,
    "peers-starlette": rows_peers.beside_starlette,
    "peers-fastapi": rows_peers.beside_fastapi,
    "peers-flask": rows_peers.beside_flask,
    "hostile": rows_hostile.hostile,
    "first": rows_once.first_pages,
    "loading": rows_once.loading,
    "imports": rows_once.imports,
    "memory": rows_once.memory,
    "loopback": rows_loopback.loopback,
}
BESIDE = [
    "starlette",
    "fastapi",
    "flask",
    "werkzeug",
    "jinja2",
    "markupsafe",
    "orjson",
    "uvicorn",
    "uvloop",
    "httptools",
    "granian",
    "gunicorn",
    "falcon",
    "sanic",
    "litestar",
    "starlette-problem",
    "fastapi-problem",
    "fastapi-problem-details",
    "fastapi-rfc9457",
    "fastapi-faults",
    "flask-problem-details",
]


def main() -> int:
    """Run the groups that were asked for."""
    asked = _arguments()
    wanted = [name for name in GROUPS if name.startswith(tuple(asked.only or [""]))]
    options = Options(rounds=asked.rounds)
    if asked.quick:
        options = Options(rounds=5, slice_ms=8, loopback_rounds=2, quick=True)
    pin(-1)  # the last core: systems put their own work on the first
    began = time.perf_counter()
    results = []
    for name in wanted:
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        results += GROUPS[name](options)
    seconds = time.perf_counter() - began
    print(f"{seconds:.0f} s", file=sys.stderr)
    print(table(results))
    print(f"\n{_machine()}; {options.rounds} rounds.\n{_versions()}.")
    if asked.json:
        Path(asked.json).write_text(json.dumps([result.as_json() for result in results], indent=1))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = ", ".join(GROUPS)
    parser.add_argument("--only", action="append", help=f"a group, or how it begins: {names}")
    parser.add_argument("--rounds", type=int, default=Options.rounds, help="more are steadier")
    parser.add_argument("--quick", action="store_true", help="a first look, not to be quoted")
    parser.add_argument("--json", metavar="FILE", help="write the results to a file as well")
    asked = parser.parse_args()
    if not any(name.startswith(tuple(asked.only or GROUPS)) for name in GROUPS):
        parser.error(f"--only: there are {names}")
    return asked


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((x.split(": ")[1] for x in lines if x.startswith("model name")), model)
    return f"{python} on {platform.system()}, {model}"


def _versions() -> str:
    found = []
    for name in BESIDE:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is missing")
    return ", ".join(found)


if __name__ == "__main__":
    sys.exit(main())
