"""RequestFacts: what is known of a request; ids that come from outside are checked here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import getrandbits
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/+=~-]{0,127}", re.ASCII)
_TRACEPARENT = re.compile(
    r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?", re.ASCII
)


# What inquiry_of reads; the header with the request's id has a name of the user's choice.
READ_HEADERS = (
    "accept",
    "accept-language",
    "access-control-request-method",
    "content-type",
    "traceparent",
)


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
    `facts` tells hooks of the request and is called only if there is one.
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

    def known(self) -> RequestFacts:
        """Return what hooks may know of the request."""
        if self.facts is not None:
            return self.facts()
        headers = (("accept", self.accept), ("accept-language", self.accept_language))
        sent = tuple((name, value) for name, value in headers if value is not None)
        return RequestFacts(method=self.method, path=self.path or "", headers=sent)


def inquiry_of(
    method: str, path: str, headers: Mapping[str, str], facts: Callable[[], RequestFacts]
) -> Inquiry:
    """Read a request from its headers by lower-case name, "request-id" for the one with the id.

    Never replaced: what answers CONNECT, TRACE, a CORS preflight (status and headers say it all)
    or gRPC (it has errors of its own).
    """
    replaceable = not (
        method in ("CONNECT", "TRACE")
        or (method == "OPTIONS" and "access-control-request-method" in headers)
        or headers.get("content-type", "").startswith("application/grpc")
    )
    return Inquiry(
        method=method,
        path=path,
        accept=headers.get("accept") if replaceable else "text/plain",
        accept_language=headers.get("accept-language"),
        request_id=headers.get("request-id"),
        trace_id=trace_id_of(headers.get("traceparent")),
        facts=facts,
        replaceable=replaceable,
    )


def checked_id(value: object) -> str | None:
    """Return an id that came from outside if it is 1 to 128 harmless characters, else None."""
    if not issubclass(type(value), str):  # isinstance would believe what it says of itself
        return None
    match = _ID.fullmatch(cast("str", value))
    return match and match[0]


def new_id() -> str:
    """Return a new id for a request: 32 hexadecimal digits, not a secret."""
    return f"{getrandbits(128):032x}"


def trace_id_of(traceparent: str | None) -> str | None:
    """Return the trace id of a valid traceparent header (W3C Trace Context, Section 3.2)."""
    match = _TRACEPARENT.fullmatch(traceparent or "")
    if match is None:
        return None
    version, trace, parent, more = match.groups()
    zeros = trace == "0" * 32 or parent == "0" * 16
    return None if zeros or version == "ff" or (version == "00" and more) else trace
