"""A server in memory: asks an app as fast as it can answer, or once to look at the answer."""

from __future__ import annotations

import asyncio
import gc
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import repeat
from time import process_time_ns
from typing import TYPE_CHECKING, Any

from bench.timing import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bench.clients import Client

_loop = asyncio.new_event_loop()
run = _loop.run_until_complete


@dataclass
class Seen:
    """One answer, put together."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    iterable: Any = None  # WSGI: what the app returned

    def header(self, name: str) -> str:
        """Return a header's only value, else nothing."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def asgi(app: Any, client: Client, *, raises: bool = False) -> Work:
    """Return the work of answering requests by an ASGI app; what it raises is caught."""

    async def answer(scopes: list[Any]) -> None:
        for scope in scopes:
            await app(scope, _receive, _send)

    async def answer_and_catch(scopes: list[Any]) -> None:
        for scope in scopes:
            try:  # noqa: SIM105 - suppress() is not free
                await app(scope, _receive, _send)
            except Boom:
                pass

    answering = answer_and_catch if raises else answer

    async def timed(count: int) -> int:
        scopes = client.scopes(count)
        with collecting(raises):
            start = process_time_ns()
            await answering(scopes)
            return process_time_ns() - start

    return Work(lambda count: run(timed(count)))


def wsgi(app: Any, client: Client, *, raises: bool = False) -> Work:
    """Return the work of answering requests by a WSGI app."""

    def timed(count: int) -> int:
        environs = client.environs(count)
        with collecting(raises):
            start = process_time_ns()
            for environ in environs:
                body = app(environ, _start_response)
                for _ in body:
                    pass
                if hasattr(body, "close"):
                    body.close()
            return process_time_ns() - start

    return Work(timed)


def call(function: Callable[[], Any]) -> Work:
    """Return the work of calling a function."""

    def timed(count: int) -> int:
        start = process_time_ns()
        for _ in repeat(None, count):
            function()
        return process_time_ns() - start

    return Work(timed, batch=200)


@contextmanager
def collecting(wanted: bool) -> Iterator[None]:  # noqa: FBT001
    """Let the collector run if it is wanted: exceptions are cyclic garbage, so it is their price.

    Elsewhere it is off, also while requests are made: what there is to collect is collected here.
    """
    if wanted:
        gc.enable()
    try:
        yield
    finally:
        gc.disable()


class Boom(Exception):  # noqa: N818 - it stands for what a user's code raises
    """What an app raises where it is to fail."""


def ask_asgi(app: Any, client: Client) -> Seen:
    """Ask an ASGI app once."""
    seen = Seen()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            seen.status = message["status"]
            seen.headers = [(n.decode(), v.decode("latin-1")) for n, v in message["headers"]]
        else:
            seen.body += message.get("body", b"")

    async def once() -> None:
        with suppress(Boom):
            await app(client.scopes(1)[0], _receive, send)

    run(once())
    return seen


def ask_wsgi(app: Any, client: Client) -> Seen:
    """Ask a WSGI app once."""
    seen = Seen()

    def start_response(line: str, headers: Iterable[tuple[str, str]], _: Any = None) -> None:
        seen.status, seen.headers = int(line[:3]), list(headers)

    seen.iterable = app(client.environs(1)[0], start_response)
    seen.body = b"".join(seen.iterable)
    if hasattr(seen.iterable, "close"):
        seen.iterable.close()
    return seen


async def _receive() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _send(_message: Any) -> None:
    """Take a message as a server does: in a coroutine."""


def _write(_data: bytes) -> None:
    """Stand for what start_response returns."""


def _start_response(_line: str, _headers: Any, _exc_info: Any = None) -> Callable[[bytes], None]:
    return _write
