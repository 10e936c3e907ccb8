"""Real servers as processes of their own, each on a port that the system picks."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from servers.http1 import LONGEST_WAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servers.table import Server

TESTS = Path(__file__).parent.parent
SOURCE = TESTS.parent / "src"
ROOM = "HTTPOLITE_TEST_ROOM"  # a folder where tests and apps meet
LOG = "log.txt"  # in that folder: all that the server says


class Running:
    """A server that runs, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, room: Path) -> None:
        self._process = process
        self.port = port
        self.room = room

    def output(self) -> str:
        """Return what the server has written to its standard streams."""
        return (self.room / LOG).read_text(errors="replace")

    def lines(self, ending: str) -> list[str]:
        """Return the lines of the output that end so."""
        return [line for line in self.output().splitlines() if line.endswith(ending)]

    def open_gate(self, name: str) -> None:
        """Let an app go on that waits for this."""
        (self.room / name).touch()

    def wait_for(self, ending: str) -> None:
        """Wait until there is a line that ends so."""
        wait_until(lambda: bool(self.lines(ending)), f"{ending!r} in the log", self.output)

    def ended(self) -> int:
        """Wait until the server has ended by itself; return its exit code."""
        wait_until(lambda: self._process.poll() is not None, "the server to end", self.output)
        return self._process.wait()

    def wait_until_it_answers(self) -> None:
        """Wait until a request is answered: a port may be open before anybody listens."""

        def answers() -> bool:
            assert self._process.poll() is None, self.output()
            address = ("127.0.0.1", self.port)
            with (
                contextlib.suppress(ConnectionError),
                socket.create_connection(address, LONGEST_WAIT) as connection,
            ):
                connection.sendall(b"GET /wire/ok HTTP/1.0\r\n\r\n")
                return connection.recv(1) != b""
            return False

        wait_until(answers, "an answer", self.output)


def in_room(name: str) -> Path:
    """Return a path in the folder that test and app share; for an app that is served."""
    return Path(os.environ[ROOM]) / name


def say(line: str) -> None:
    """Write a line into the log, at once and whole; for an app that is served."""
    os.write(2, f"{line}\n".encode())


def wait_until(done: Callable[[], bool], what: str, why_not: Callable[[], str]) -> None:
    """Wait on a condition, and fail if it does not come true in a long time."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not done():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited for {what} in vain: {why_not()}")
        time.sleep(0.01)


@contextlib.contextmanager
def process(server: Server, app: str, room: Path) -> Iterator[Running]:
    """Run a server, and end it by its process id."""
    with _port(server) as bound:
        port, fd = bound.getsockname()[1], bound.fileno()
        command = [part.format(fd=fd, port=port, app=app) for part in server.command]
        with (room / LOG).open("wb") as output:
            started = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                pass_fds=[] if server.opens_port else [fd],
                cwd=TESTS,
                env=_environment(room),
                start_new_session=True,
            )
        if not server.opens_port:
            bound.close()  # if the server dies, a client is refused at once and does not wait
        try:
            yield Running(started, port, room)
        finally:
            _end(started)


def _port(server: Server) -> socket.socket:
    """Open the socket that the server is given, or keep its port free until it opens one."""
    if not server.opens_port:
        return socket.create_server(("127.0.0.1", 0), backlog=128)
    bound = socket.socket()
    # Both say so, so both may bind it; ours does not listen and gets no connection.
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind(("127.0.0.1", 0))
    return bound


def _environment(room: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{TESTS}{os.pathsep}{SOURCE}",
        "PYTHONUNBUFFERED": "1",
        ROOM: str(room),
    }


def _end(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    try:
        started.wait(LONGEST_WAIT)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait(LONGEST_WAIT)
