"""Case: one response of an app, and what a client must get of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
PROBLEM = "application/problem+json"
HTML = "text/html; charset=utf-8"
XML = "application/problem+xml"
PLAIN = (("Content-Type", TEXT),)
COMMON = (
    ("content-language", "en"),
    ("vary", "Accept, Accept-Language"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)
# The built-in theme has a fragment for htmx, so a page of it depends on one header more.
COMMON_OF_HTML = tuple(
    (name, f"{value}, HX-Request" if name == "vary" else value) for name, value in COMMON
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """An app's response and the request; then what the client gets, None if it is untouched."""

    number: str = ""  # of the behaviour
    name: str  # unlike that of any other case
    status: int = 404
    headers: tuple[tuple[str, str], ...] = PLAIN
    body: bytes = b"Not Found"
    method: str = "GET"
    body_of_get: bytes = b""  # on HEAD
    asked: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    becomes: str | None = PROBLEM
    sent: tuple[tuple[str, str], ...] = ()  # exactly these lines of their names, in this order
    gone: tuple[str, ...] = ()
    wire: bool = True  # can be sent over a socket
    why_not_wire: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


def bare(number: str, name: str, status: int, body: bytes, *headers: Any, **more: Any) -> Case:
    """Make a case of a default body in plain text."""
    return Case(
        number=number, name=name, status=status, body=body, headers=(*PLAIN, *headers), **more
    )


def kept(number: str, name: str, **more: Any) -> Case:
    """Make a case of a response that is left alone."""
    return Case(number=number, name=name, becomes=None, **more)
