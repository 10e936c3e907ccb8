"""Real servers as processes of their own, and raw sockets to talk to them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent.parent
SOURCE = TESTS.parent / "src"
LONGEST_WAIT = 30.0

# Each is given a socket that listens already, so that no port is guessed and none is polled.
COMMANDS = {
    "uvicorn": ["uvicorn", "--factory", "--fd", "{fd}", "{app}"],
    "hypercorn": ["hypercorn", "--bind", "fd://{fd}", "{app}()"],
    "gunicorn": ["gunicorn", "--bind", "fd://{fd}", "--worker-class", "gthread", "{app}()"],
    "waitress": ["servers.waitress_runner", "{app}", "{fd}"],
}
SERVED = [
    (server, app)
    for servers, apps in (
        (("uvicorn", "hypercorn"), ("asgi", "starlette", "fastapi")),
        (("gunicorn", "waitress"), ("wsgi", "flask")),
    )
    for server in servers
    for app in apps
]


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: list[tuple[str, str]]
    body: bytes  # as it came over the wire

    def header(self, name: str) -> str:
        """Return the only value of a header."""
        (value,) = [value for key, value in self.headers if key == name]
        return value

    def has(self, name: str) -> bool:
        """Return whether there is such a header."""
        return any(key == name for key, _ in self.headers)


@dataclass(frozen=True, slots=True)
class Served:
    server: str
    app: str
    port: int
    log: Path

    def request(self, method: str, path: str, **headers: str) -> Response:
        """Send one request on a connection of its own and read to its end."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += ["Content-Length: 0"] if method == "POST" else []
        with socket.create_connection(("127.0.0.1", self.port), LONGEST_WAIT) as connection:
            connection.settimeout(LONGEST_WAIT)
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            return parsed(received(connection))

    def lines_ending(self, text: str, *, at_least: int = 0) -> int:
        """Count such lines of the server's output, once there are so many and it has come to rest.

        The output may follow the reply, so it is waited for.
        """
        deadline = time.monotonic() + 5
        while self._count(text) < at_least and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)  # a second report would follow the first at once
        return self._count(text)

    def _count(self, text: str) -> int:
        return sum(line.endswith(text) for line in self.log.read_text().splitlines())


def received(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    read = b""
    while piece := connection.recv(65536):
        read += piece
    return read


def parsed(raw: bytes) -> Response:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(":", 1) for line in lines]
    return Response(int(first.split()[1]), [(k.lower(), v.strip()) for k, v in pairs], body)


@contextlib.contextmanager
def process(server: str, app: str, log: Path) -> Iterator[int]:
    """Run a server on a port that the system picks, and end it by its process id."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        port, fd = listening.getsockname()[1], listening.fileno()
        names = {"fd": str(fd), "app": f"servers.live_apps:make_{app}"}
        module, *options = [part.format(**names) for part in COMMANDS[server]]
        with log.open("wb") as output:
            running = subprocess.Popen(
                [sys.executable, "-m", module, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                pass_fds=[fd],
                cwd=TESTS,
                env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{SOURCE}"},
                start_new_session=True,
            )
    # Ours is closed: if the server dies, a client is refused at once and does not wait.
    try:
        yield port
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait(10)


@pytest.fixture(scope="module", params=SERVED, ids="-".join)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    server, app = request.param
    log = tmp_path_factory.mktemp("log") / f"{server}-{app}.txt"
    with process(server, app, log) as port:
        yield Served(server, app, port, log)
