"""Request and Response: what goes over the wire, whatever the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pairs = tuple[tuple[str, str], ...]
Framing = Literal["length", "chunked", "close", "none", "stream"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; `length` promises another body than the one that is sent."""

    method: str
    path: str
    headers: Pairs = ()
    body: bytes = b""
    version: str = "HTTP/1.1"
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came: names in lower case, the body without its framing.

    `complete` is False if the connection ended before the body had, as far as a client can tell.
    """

    line: str  # of HTTP/2, which has none, the status
    status: int
    headers: Pairs
    body: bytes
    framing: Framing
    complete: bool
    chunks: tuple[bytes, ...] = ()
    interim: tuple[int, ...] = ()  # statuses below 200 that came before

    def values(self, name: str) -> list[str]:
        """Return all the values of a header."""
        return [value for key, value in self.headers if key == name]

    def header(self, name: str) -> str:
        """Return the only value of a header."""
        (value,) = self.values(name)
        return value

    def has(self, name: str) -> bool:
        """Return whether there is such a header."""
        return bool(self.values(name))

    @property
    def length(self) -> int:
        """Return what Content-Length says."""
        return int(self.header("content-length"))
