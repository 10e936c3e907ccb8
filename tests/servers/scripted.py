"""What the wire tests' apps do, as data: a script of steps, played over ASGI and over WSGI."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servers import other_scopes
from servers.files import served_file
from servers.processes import in_room, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from httpolite.asgi import Receive, Scope, Send

TEXT = ("Content-Type", "text/plain; charset=utf-8")
FLOOD = 256 * (b"x" * 65536,)  # more than a socket takes in
PROMISED = ("Content-Length", "100")  # by an app that then breaks off


@dataclass(frozen=True, slots=True)
class Start:
    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """The app waits here until the test opens it."""

    name: str

    def is_open(self) -> bool:
        return in_room(self.name).exists()


Step = Start | bytes | Exception | Gate


def script(path: str) -> list[Step]:
    """Return what the app does at a path, whose last part may be a mark to look for in the log."""
    _, name, *rest = path.split("/")
    mark = rest[0] if rest else ""
    secret = RuntimeError(f"secret {mark}")
    scripts: dict[str, list[Step]] = {
        "ok": [Start(200, (TEXT, ("Content-Length", "4"))), b"fine"],
        "no-content": [Start(204)],
        "not-modified": [Start(304, (("ETag", '"a"'),))],
        "crash": [secret],
        "held": [Start(404), secret],
        "early": [Start(200, (TEXT,)), secret],
        "mid": [Start(200, (TEXT, PROMISED)), b"first ", Gate(mark), secret],
        "mid-stream": [Start(200, (TEXT,)), b"first ", Gate(mark), secret],
        "gates": [
            Start(200, (TEXT,)),
            *(b"first ", Gate(mark), b"second ", Gate(f"{mark}-2"), b"third"),
        ],
        "flood": [Start(200, (TEXT,)), *FLOOD],
    }
    return scripts.get(name, [Start(404)])


async def asgi_script(scope: Scope, receive: Receive, send: Send) -> None:
    """Play a script over ASGI."""
    if scope["type"] != "http":
        await other_scopes.play(scope, receive, send)
        return
    try:
        for step in script(scope["path"]):
            await _play(step, send)
        await send({"type": "http.response.body"})
    finally:
        say(f"over {scope['path']}")


async def _play(step: Step, send: Send) -> None:
    if isinstance(step, Exception):
        raise step
    if isinstance(step, Start):
        raw = [(name.lower().encode(), value.encode()) for name, value in step.headers]
        await send({"type": "http.response.start", "status": step.status, "headers": raw})
    elif isinstance(step, Gate):
        while not step.is_open():  # noqa: ASYNC110 - the test is another process
            await asyncio.sleep(0.01)
    else:
        await send({"type": "http.response.body", "body": step, "more_body": True})


def wsgi_script(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Play a script over WSGI."""
    path = environ["PATH_INFO"]
    if path.startswith("/file/"):
        return served_file(environ, start_response)
    steps = iter(script(path))
    first = next(steps)
    if isinstance(first, Exception):
        raise first
    assert isinstance(first, Start)
    start_response(f"{first.status} Whatever", list(first.headers))
    return _played(steps, path)


def _played(steps: Iterator[Step], path: str) -> Iterator[bytes]:
    try:
        for step in steps:
            if isinstance(step, Exception):
                raise step
            if isinstance(step, Gate):
                while not step.is_open():
                    time.sleep(0.01)
            elif isinstance(step, bytes):
                yield step
    finally:
        say(f"over {path}")
