"""The servers under load: started on a port the system picks, watched, ended by process id."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.load_apps import SECRET

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

HOST = "127.0.0.1"
PATIENCE = 60.0
BACKLOG = 2048

# One process serves. Limits are well above 200 connections, so that none waits for a place.
# Gunicorn's threads work on requests; idle connections wait in its poller. Uvicorn keeps what
# belongs to an aborted connection until its keep-alive timer runs out: its default is 5 seconds.
SERVERS = {
    "uvicorn": "uvicorn --host {host} --port {port} --factory bench.load_apps:make_{bare}asgi --no-access-log "
    "--backlog {backlog} --timeout-keep-alive 5",
    "granian": "granian --host {host} --port {port} --factory bench.load_apps:make_{bare}asgi --interface asgi "
    "--no-ws --no-access-log --backlog {backlog} --backpressure {backlog}",
    "gunicorn": "gunicorn --bind {host}:{port} bench.load_apps:make_{bare}wsgi() --backlog {backlog} "
    "--worker-class gthread --threads 16 --worker-connections 1000 --keep-alive 75 --timeout 120 "
    "--no-control-socket",
}
EXCEPTION = re.compile(r"(?:[\w.]+\.)?\w*(?:Error|Exception|Warning|Exit|Interrupt|Group)\b.*")


def environment() -> dict[str, str]:
    """Return the environment of a process that is to import what this one imports."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@contextlib.contextmanager
def served(server: str, log: Path, *, bare: bool) -> Iterator[tuple[int, int]]:
    """Run a server; yield its process id and its port."""
    with reserved() as port:
        prefix = "bare_" if bare else ""
        made = SERVERS[server].format(host=HOST, port=port, backlog=BACKLOG, bare=prefix)
        with log.open("wb") as output:
            running = subprocess.Popen(
                [sys.executable, "-m", *made.split()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment(),
                start_new_session=True,
            )
        try:
            wait_for(running, port, log)
            yield running.pid, port
        finally:
            end(running)


@contextlib.contextmanager
def reserved() -> Iterator[int]:
    """Have the system pick a port, and keep it for a server.

    The server opens it beside us; only the one that listens gets connections.
    """
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # Granian asks for it
        kept.bind((HOST, 0))
        yield kept.getsockname()[1]


def wait_for(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when a server answers; tell its last words if it does not."""
    request = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    deadline = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < deadline:
        with (
            contextlib.suppress(ConnectionRefusedError),
            socket.create_connection((HOST, port), PATIENCE) as connection,
        ):
            connection.settimeout(PATIENCE)
            connection.sendall(request)
            if connection.recv(12) == b"HTTP/1.1 200":
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server does not answer: {log.read_text()[-2000:]}")


def end(running: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started."""
    running.terminate()
    try:
        running.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(15)


def unforeseen(log: Path, *, bare: bool) -> list[str]:
    """Return the exceptions in a server's log that the app did not raise, each once."""
    found: dict[str, None] = {}
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            foreseen = SECRET in line or (bare and "Problem" in line)
            if EXCEPTION.match(line) and not foreseen and len(found) < 50:
                found[line.strip()] = None
    return list(found)


class Memory:
    """The resident memory of a server's processes, looked at each second."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._seconds = seconds
        self.samples: dict[int, list[tuple[float, int]]] = {}  # seconds and KiB of each process

    def watch(self, over: threading.Event) -> None:
        """Take samples until it is over."""
        started = time.monotonic()
        while True:
            for pid in family(self._pid):
                taken = (time.monotonic() - started, resident(pid))
                self.samples.setdefault(pid, []).append(taken)
            if over.wait(1):
                return

    @property
    def early(self) -> list[int]:
        """KiB of the process that serves, around the first third: five samples."""
        third = self._seconds / 3
        return [rss for at, rss in self._of_the_worker() if abs(at - third) <= 2.5]

    @property
    def late(self) -> list[int]:
        """KiB of the process that serves, at the end: five samples."""
        ends = self._seconds
        return [rss for at, rss in self._of_the_worker() if ends - 4.5 <= at <= ends + 0.5]

    @property
    def growth(self) -> float | None:
        """Per cent from the early to the late samples, each by their median."""
        if not (self.early and self.late):
            return None
        return round((statistics.median(self.late) / statistics.median(self.early) - 1) * 100, 1)

    def _of_the_worker(self) -> list[tuple[float, int]]:
        """Return the samples of the process with the most memory: its parents only look on."""
        return max(self.samples.values(), key=lambda samples: max(rss for _, rss in samples))


def family(pid: int) -> list[int]:
    """Return a process and those that descend from it."""
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def resident(pid: int) -> int:
    """Return the resident memory of a process in KiB; 0 if it is gone or /proc is not here."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0
