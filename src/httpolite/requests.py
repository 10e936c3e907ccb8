"""RequestFacts: what is known of a request; ids that come from outside are checked here."""

from __future__ import annotations

import re
from binascii import hexlify
from dataclasses import dataclass, field
from random import getrandbits
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/+=~-]{0,127}", re.ASCII)
_MOST_NAMES, _LONGEST_NAME = 512, 64
_TRACEPARENT = re.compile(
    r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?", re.ASCII
)


# What inquiry_of reads; the header with the request's id has a name of the user's choice.
READ_HEADERS = (
    "",  # place 0 is that of all other headers
    "accept",
    "accept-language",
    "traceparent",
    "access-control-request-method",
    "content-type",
    "hx-request",
)
PLACES = len(READ_HEADERS) + 1
ACCEPT, ACCEPT_LANGUAGE, REQUEST_ID = 1, 2, PLACES - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What a hook may know of the request; `native` is its ASGI scope or WSGI environ."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    native: Any = field(default=None, repr=False)

    def header(self, name: str) -> str | None:
        """Return a header's values joined by ", ", or None; `name` may be in any case."""
        wanted = name.lower()
        values = [value for key, value in self.headers if key.lower() == wanted]
        return ", ".join(values) if values else None


class Inquiry(NamedTuple):
    """What decides on a reply besides the problem: what the client wants, and the ids at hand.

    `accept` and `accept_language` None mean that the client sent none; `language` outranks them.
    `facts` tells hooks of the request and is called only if there is one; `fragment` means that a
    script has asked and puts the answer into a page (htmx).
    """

    method: str = "GET"
    path: str | None = None
    accept: str | None = None
    accept_language: str | None = None
    language: str | None = None
    request_id: str | None = None
    trace_id: str | None = None
    nonce: str | None = None
    facts: Callable[[], RequestFacts] | None = None
    replaceable: bool = True
    fragment: bool = False

    def known(self) -> RequestFacts:
        """Return what hooks may know of the request."""
        if self.facts is not None:
            return self.facts()
        headers = (("accept", self.accept), ("accept-language", self.accept_language))
        sent = tuple((name, value) for name, value in headers if value is not None)
        return RequestFacts(method=self.method, path=self.path or "", headers=sent)


def inquiry_of(
    method: str, path: str, asked: list[str | None], facts: Callable[[], RequestFacts]
) -> Inquiry:
    """Read a request from the headers at their places; the last is the one with the id.

    Never replaced: what answers CONNECT, TRACE, a CORS preflight (status and headers say it all)
    or gRPC (it has errors of its own).
    """
    _, accept, language, traceparent, preflight, content_type, htmx, request_id = asked
    replaceable = not (
        method in ("CONNECT", "TRACE")
        or (method == "OPTIONS" and preflight is not None)
        or (content_type or "").startswith("application/grpc")
    )
    return Inquiry(
        method=method,
        path=path,
        accept=accept if replaceable else "text/plain",
        accept_language=language,
        request_id=request_id,
        trace_id=trace_id_of(traceparent),
        facts=facts,
        replaceable=replaceable,
        fragment=htmx == "true",
    )


def places_of(id_header: str) -> HeaderNames:
    """Return the places of the headers that are read, the id's last."""
    return HeaderNames({name: n for n, name in enumerate((*READ_HEADERS, id_header)) if name})


def environ_keys_of(id_header: str) -> tuple[str, ...]:
    """Return the WSGI environ's names of the headers that are read, at their places."""
    names = [name.upper().replace("-", "_") for name in (*READ_HEADERS, id_header)]
    return tuple(name if name == "CONTENT_TYPE" else f"HTTP_{name}" for name in names)


class HeaderNames(dict[bytes, int]):
    """The place of each request header that is read, by its raw name in any case; 0 for others.

    Servers need not lower-case names (ASGI, HTTP scope), so those that came are remembered;
    `others` are those at place 0, for asking a set takes half the time.
    """

    __slots__ = ("_places", "others")

    def __init__(self, places: Mapping[str, int]) -> None:
        super().__init__({name.encode(): place for name, place in places.items()})
        self._places = places
        self.others: set[bytes] = set()

    def __missing__(self, name: bytes) -> int:
        place = self._places.get(name.decode("latin-1").lower(), 0)
        if len(name) < _LONGEST_NAME and len(self) + len(self.others) < _MOST_NAMES:
            if place:
                self[name] = place
            else:
                self.others.add(name)
        return place


def checked_id(value: object) -> str | None:
    """Return an id that came from outside if it is 1 to 128 harmless characters, else None."""
    if not issubclass(type(value), str):  # isinstance would believe what it says of itself
        return None
    match = _ID.fullmatch(cast("str", value))
    return match and match[0]


def new_id() -> bytes:
    """Return a new id for a request: 32 hexadecimal digits, not a secret."""
    return hexlify(getrandbits(128).to_bytes(16, "big"))  # in half the time of b"%032x"


def trace_id_of(traceparent: str | None) -> str | None:
    """Return the trace id of a valid traceparent header (W3C Trace Context, Section 3.2)."""
    match = _TRACEPARENT.fullmatch(traceparent or "")
    if match is None:
        return None
    version, trace, parent, more = match.groups()
    zeros = trace == "0" * 32 or parent == "0" * 16
    return None if zeros or version == "ff" or (version == "00" and more) else trace
