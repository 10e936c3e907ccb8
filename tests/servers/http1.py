"""HTTP/1 over a plain socket, read strictly, so that nothing a server sends goes unseen."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import TYPE_CHECKING, Self

from servers.messages import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servers.messages import Framing, Pairs

LONGEST_WAIT = 30.0
_NO_BODY = (101, 204, 304)


class Connection:
    """One connection: requests go out as they are, responses are read one by one."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), LONGEST_WAIT)
        self._read = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def exchange(self, *requests: Request) -> list[Response]:
        """Send all in one write; return as many responses as come before the server closes."""
        self.send(b"".join(map(encoded, requests)))
        return list(self._responses(requests))

    def begin(self, request: Request) -> None:
        """Send a request."""
        self.send(encoded(request))

    def wait_for(self, mark: bytes) -> None:
        """Wait until this has come of what is answered to it."""
        while mark not in self._read:
            self._more()

    def finish(self) -> Response:
        """Read the answer to what was begun."""
        return self.response()

    def send(self, data: bytes) -> None:
        """Send; a server that has closed already is found out when it is read from."""
        with contextlib.suppress(ConnectionError):
            self._socket.sendall(data)

    def response(self, method: str = "GET") -> Response:
        """Read one response, and not a byte of what follows it."""
        interim = []
        while True:
            line, headers = self._head()
            status = int(line.split(" ", 2)[1])
            if status >= 200 or status == 101:
                break
            interim.append(status)
        framing = _framing(method, status, headers)
        chunks, complete = self._body(framing, headers)
        return Response(
            line=line,
            status=status,
            headers=headers,
            body=b"".join(chunks),
            framing=framing,
            complete=complete,
            chunks=tuple(chunks),
            interim=tuple(interim),
        )

    def read(self, size: int) -> bytes:
        """Read so many bytes."""
        while len(self._read) < size:
            self._more()
        return self._take(size)

    def until(self, mark: bytes) -> bytes:
        """Read up to a mark; return what stands before it."""
        while (found := self._read.find(mark)) < 0:
            self._more()
        return self._take(found + len(mark))[: -len(mark)]

    def rest(self) -> bytes:
        """Read until the server closes."""
        with contextlib.suppress(EOFError):
            while True:
                self._more()
        return self._take(len(self._read))

    def pending(self) -> bytes:
        """Return what has come by now, and wait for nothing."""
        self._socket.setblocking(False)
        try:
            with contextlib.suppress(EOFError, BlockingIOError):
                while True:
                    self._more()
        finally:
            self._socket.settimeout(LONGEST_WAIT)
        return self._take(len(self._read))

    def abort(self) -> None:
        """Go away at once: the server is told by a reset."""
        reset(self._socket)

    def _responses(self, requests: Iterable[Request]) -> Iterator[Response]:
        for request in requests:
            try:
                yield self.response(request.method)
            except EOFError:
                return

    def _head(self) -> tuple[str, Pairs]:
        line, *fields = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        pairs = [field.split(":", 1) for field in fields]
        return line, tuple((name.lower(), value.strip()) for name, value in pairs)

    def _body(self, framing: Framing, headers: Pairs) -> tuple[list[bytes], bool]:
        if framing == "none":
            return [], True
        if framing == "close":
            return [self.rest()], True
        if framing == "chunked":
            return self._chunks()
        length = int(dict(headers)["content-length"])
        try:
            return [self.read(length)], True
        except EOFError:
            return [self._take(len(self._read))], False

    def _chunks(self) -> tuple[list[bytes], bool]:
        chunks: list[bytes] = []
        try:
            while True:
                size = int(self.until(b"\r\n"), 16)
                chunk = self.read(size)
                assert self.read(2) == b"\r\n"
                if not size:
                    return chunks, True
                chunks.append(chunk)
        except EOFError:
            return chunks, False

    def _more(self) -> None:
        try:
            piece = self._socket.recv(65536)
        except ConnectionError:
            piece = b""
        if not piece:
            raise EOFError
        self._read += piece

    def _take(self, size: int) -> bytes:
        taken = bytes(self._read[:size])
        del self._read[:size]
        return taken


def reset(connection: socket.socket) -> None:
    """Close at once, without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def encoded(request: Request) -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"{request.method} {request.path} {request.version}", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    length = len(request.body) if request.length is None else request.length
    if length or request.method == "POST":
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + request.body


def _framing(method: str, status: int, headers: Pairs) -> Framing:
    """Say how a client knows where the body ends (RFC 9112, Section 6.3)."""
    names = [name for name, _ in headers]
    if method == "HEAD" or status in _NO_BODY:
        return "none"
    if "transfer-encoding" in names:
        assert dict(headers)["transfer-encoding"] == "chunked"
        assert "content-length" not in names
        return "chunked"
    if "content-length" in names:
        assert names.count("content-length") == 1
        return "length"
    return "close"
