"""Load and faults: mixed traffic against real servers, every reply judged, memory watched.

python bench/load.py                        60 s each, 200 connections: uvicorn, granian, gunicorn
python bench/load.py --bare                 the same app without httpolite, for comparison
python bench/load.py --seconds 5 --connections 20 --servers uvicorn

Prints a table; exits with 1 if a reply was wrong or memory grew. Linux: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if not __package__:  # run by its path
    sys.path[0] = str(Path(__file__).parent.parent)

from bench.load_replies import KINDS
from bench.load_servers import SERVERS, Memory, environment, served, unforeseen

if TYPE_CHECKING:
    from collections.abc import Iterable

JUDGED_FROM = 60  # seconds: in a shorter run memory has not settled
MOST_GROWTH = 5.0  # per cent


@dataclass(frozen=True)
class Result:
    """What one server did."""

    server: str
    figures: dict[str, Any]
    memory: Memory
    unforeseen: list[str]
    seconds: float

    @property
    def requests(self) -> int:
        """How many there were, those included that were given up."""
        return sum(self.figures["kinds"].values())

    @property
    def errors(self) -> int:
        """How many replies were wrong."""
        return sum(self.figures["complaints"].values())

    @property
    def faults(self) -> list[str]:
        """All that must not be, in words."""
        found = [f"{times} x {what}" for what, times in self.figures["complaints"].items()]
        found += [f"in the server's log: {line}" for line in self.unforeseen]
        growth = self.memory.growth
        if self.seconds >= JUDGED_FROM and growth is not None and growth > MOST_GROWTH:
            found.append(f"memory grew by {growth:.1f} %")
        return found


def main() -> int:
    """Run the servers one after the other; return the exit status."""
    options = read_options()
    results = []
    for server in options.servers.split(","):
        print(f"{server}: {options.seconds:g} s ...", file=sys.stderr, flush=True)
        results.append(measure(server, options))
    what = "the app alone" if options.bare else f"httpolite {version('httpolite')}"
    print(f"{what}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("\n".join(table(results, options.seconds)))
    faults = [f"{result.server}: {fault}" for result in results for fault in result.faults]
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Load and faults, against real servers.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--servers", default=",".join(SERVERS), help="of " + ", ".join(SERVERS))
    parser.add_argument("--bare", action="store_true", help="the same app without httpolite")
    options = parser.parse_args()
    unknown = set(options.servers.split(",")) - SERVERS.keys()
    if unknown:
        parser.error(f"there is no server {', '.join(sorted(unknown))}")
    return options


def measure(server: str, options: argparse.Namespace) -> Result:
    """Load one server."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        with served(server, log, bare=options.bare) as (pid, port):
            figures, memory = load(pid, port, options)
        return Result(server, figures, memory, unforeseen(log, bare=options.bare), options.seconds)


def load(pid: int, port: int, options: argparse.Namespace) -> tuple[dict[str, Any], Memory]:
    """Let the clients loose, and look at the server's memory each second meanwhile."""
    task = {
        "port": port,
        "seconds": options.seconds,
        "connections": options.connections,
        "bare": options.bare,
    }
    command = [sys.executable, "-m", "bench.load_client", json.dumps(task)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, env=environment(), text=True) as clients:
        assert clients.stdout is not None
        assert clients.stdout.readline() == "go\n", "the clients could not connect"
        memory, over = Memory(pid, options.seconds), threading.Event()
        sampler = threading.Thread(target=memory.watch, args=[over])
        sampler.start()
        try:
            figures = json.loads(clients.stdout.readline())
        finally:
            over.set()
            sampler.join()
    return figures, memory


def table(results: list[Result], seconds: float) -> Iterable[str]:
    """Return the lines of a Markdown table: a column for each server."""
    early = f"RSS at {seconds / 3:.0f} s, MiB"
    late = f"RSS at {seconds:.0f} s, MiB"
    rows: dict[str, list[object]] = {
        "": [f"{each.server} {version(each.server)}" for each in results],
        "---": ["---:"] * len(results),
        "requests": [each.requests for each in results],
    }
    rows |= {f"- {kind}": [each.figures["kinds"][kind] for each in results] for kind in KINDS}
    rows |= {
        "requests/s": [f"{each.requests / each.figures['seconds']:.0f}" for each in results],
        "p50, ms": [f"{each.figures['p50'] * 1000:.1f}" for each in results],
        "p99, ms": [f"{each.figures['p99'] * 1000:.1f}" for each in results],
        "wrong replies": [each.errors for each in results],
        "5xx that the app did not cause": [each.figures["uncaused"] for each in results],
        "log lines not foreseen": [len(each.unforeseen) for each in results],
        "connections reopened": [each.figures["reopened"] for each in results],
        early: [megabytes(each.memory.early) for each in results],
        late: [megabytes(each.memory.late) for each in results],
        "growth": [growth(each.memory) for each in results],
    }
    return [f"| {name} | {' | '.join(map(str, cells))} |" for name, cells in rows.items()]


def megabytes(kilobytes: list[int]) -> str:
    """Show an amount of memory."""
    return f"{statistics.median(kilobytes) / 1024:.1f}" if kilobytes else "?"


def growth(memory: Memory) -> str:
    """Show how much memory grew."""
    return "?" if memory.growth is None else f"{memory.growth:+.1f} %"


if __name__ == "__main__":
    sys.exit(main())
