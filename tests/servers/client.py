"""Client: asks a server in the protocol it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servers.http1 import Connection
from servers.http2 import Connection2
from servers.messages import Request

if TYPE_CHECKING:
    from servers.messages import Pairs, Response
    from servers.table import Server

CLOSE = ("Connection", "close")


@dataclass(frozen=True, slots=True)
class Client:
    server: Server
    port: int

    def connect(self) -> Connection | Connection2:
        """Open a connection."""
        if self.server.protocol == "HTTP/2":
            return Connection2(self.port)
        return Connection(self.port)

    def raw(self) -> Connection:
        """Open a connection to a server of HTTP/1."""
        return Connection(self.port)

    def exchange(self, *requests: Request) -> list[Response]:
        """Send all in one write on one connection; return what comes until the server closes."""
        with self.connect() as connection:
            return connection.exchange(*requests)

    def ask(self, method: str, path: str, headers: Pairs = (), body: bytes = b"") -> Response:
        """Send one request on a connection of its own, and see that nothing follows the answer."""
        if self.server.protocol == "HTTP/2":
            (response,) = self.exchange(Request(method, path, headers, body))
            return response
        with Connection(self.port) as connection:
            request = Request(method, path, (*headers, CLOSE), body)
            (response,) = connection.exchange(request)
            assert connection.rest() == b""
            return response
