"""Servers for tests: they drive an app in memory and record all that it does to them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Pairs = Iterable[tuple[str, str]]

TEXT = "text/plain; charset=utf-8"
DISCONNECT = {"type": "http.disconnect"}


@dataclass
class Seen:
    """What a server saw of one response; header names as they came."""

    status: int | None = None
    line: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    messages: list[Any] = field(default_factory=list)
    raised: BaseException | None = None
    native: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]

    def value(self, name: str) -> str | None:
        values = self.values(name)
        assert len(values) <= 1, f"{name} came {len(values)} times"
        return values[0] if values else None

    @property
    def kinds(self) -> list[str]:
        return [message["type"].removeprefix("http.response.") for message in self.messages]


def http_scope(method: str = "GET", path: str = "/x", headers: Pairs = ()) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        "client": ("192.0.2.1", 1),
        "server": ("testserver", 80),
    }


def start(status: int, headers: Pairs = (), **more: Any) -> dict[str, Any]:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": raw, **more}


def body(data: bytes = b"", *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


def asgi_app(*steps: Any) -> Any:
    """Make an app that sends these messages; an exception among them is raised."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for step in steps:
            if isinstance(step, BaseException):
                raise step
            await send(step)

    return app


def run_asgi(
    app: Any,
    method: str = "GET",
    path: str = "/x",
    headers: Pairs = (),
    *,
    scope: dict[str, Any] | None = None,
    send: Callable[[Any], None] | None = None,
) -> Seen:
    """Call an app once; `send` may raise in place of the server."""
    seen = Seen(native=http_scope(method, path, headers) if scope is None else scope)

    async def receive() -> Any:
        return DISCONNECT

    async def take(message: Any) -> None:
        if send is not None:
            send(message)
        seen.messages.append(message)

    try:
        result = asyncio.run(app(seen.native, receive, take))
        assert result is None, "uvicorn closes the connection on any other value (24)"
    except BaseException as exc:  # that, too, is recorded
        seen.raised = exc
    for message in seen.messages:
        if message["type"] == "http.response.start":
            seen.status = message["status"]
            seen.headers += [
                (bytes(name).decode(), bytes(value).decode("latin-1"))
                for name, value in message.get("headers", ())
            ]
        elif message["type"] == "http.response.body":
            seen.chunks.append(bytes(message.get("body", b"")))
    return seen


def environ(method: str = "GET", path: str = "/x", headers: Pairs = ()) -> dict[str, Any]:
    made: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
    }
    setup_testing_defaults(made)
    for name, value in headers:
        key = name.upper().replace("-", "_")
        made[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return made


def wsgi_app(status: str, headers: Pairs = (), chunks: Any = ()) -> Any:
    """Make an app that answers with these chunks as they are."""

    def app(environ: Any, start_response: Any) -> Any:
        start_response(status, list(headers))
        return chunks

    return app


def run_wsgi(
    app: Any,
    method: str = "GET",
    path: str = "/x",
    headers: Pairs = (),
    *,
    environ_: dict[str, Any] | None = None,
    most: int | None = None,
) -> Seen:
    """Call an app once as a strict server; `most` chunks are read, then the client is gone."""
    seen = Seen(native=environ(method, path, headers) if environ_ is None else environ_)

    def start_response(line: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], None]:
        assert exc_info is None, "servers disagree on what it does (0.1)"
        seen.calls.append("start_response")
        seen.line, seen.headers = line, headers
        seen.status = int(seen.line[:3])

        def write(data: bytes) -> None:
            raise AssertionError("granian, hypercorn and asgiref return None (67)")

        return write

    try:
        chunks = app(seen.native, start_response)
        assert "start_response" in seen.calls, "Granian reads the status now (0.2)"
        _iterate(chunks, seen, most)
    except BaseException as exc:  # that, too, is recorded
        seen.raised = exc
    return seen


def _iterate(chunks: Any, seen: Seen, most: int | None) -> None:
    try:
        if most != 0:
            for count, chunk in enumerate(chunks, 1):
                seen.calls.append("chunk")
                seen.chunks.append(chunk)
                if count == most:
                    break
    finally:
        if hasattr(chunks, "close"):
            seen.calls.append("close")
            chunks.close()
