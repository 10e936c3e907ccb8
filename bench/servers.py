"""Real servers with one worker each, on the first core; their clients run on the last one."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from bench.probes import ROOT, environment, fresh
from bench.timing import pin

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
COMMANDS = {
    "uvicorn": "uvicorn bench.served:{app} --factory --port {port} --no-access-log "
    "--log-level warning",
    "granian": "granian bench.served:{app} --factory --port {port} --interface asgi --no-ws",
    "gunicorn": "gunicorn bench.served:{app}() --bind 127.0.0.1:{port} --log-level warning",
}


class Load(NamedTuple):
    """What a server did under load."""

    rate: float  # requests a second
    cost: float  # microseconds of CPU time for each
    size: int  # bytes of an answer, headers included


class Server:
    """A running server."""

    def __init__(self, pid: int, port: int) -> None:
        self._pid = pid
        self._port = port

    def load(self, seconds: float) -> Load:
        """Ask it for some time."""
        before = _cpu(self._pid)
        seen = fresh("-m", "bench.wire", str(self._port), str(seconds))
        spent = _cpu(self._pid) - before
        return Load(
            seen["requests"] / seen["seconds"], spent / seen["requests"] / 1000, seen["size"]
        )


@contextmanager
def running(*wanted: tuple[str, str]) -> Iterator[dict[tuple[str, str], Server]]:
    """Run servers with their apps, all at once; those that nobody asks need no time."""
    with ExitStack() as stack:
        yield {(server, app): stack.enter_context(_one(server, app)) for server, app in wanted}


@contextmanager
def _one(server: str, app: str) -> Iterator[Server]:
    with _reserved() as port, tempfile.TemporaryFile() as log:
        command = COMMANDS[server].format(app=app, port=port)
        pin(0)
        process = subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        pin(-1)
        try:
            _wait_for(process, port, log)
            yield Server(process.pid, port)
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def _reserved() -> Iterator[int]:
    """Have the system pick a port, and keep it until the server listens there beside us."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # Granian asks for it
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


def _wait_for(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise RuntimeError(log.read().decode("utf-8", "replace")) from None
            time.sleep(0.05)
        else:
            return


def _cpu(pid: int) -> int:
    """Return the nanoseconds that a process, its threads and its children have run."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        spent += int((task / "schedstat").read_text().split()[0])
        spent += sum(_cpu(int(child)) for child in (task / "children").read_text().split())
    return spent
