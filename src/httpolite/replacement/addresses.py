"""Addresses: what a request was sent to, in the forms in which a default body names it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from httpolite.requests import Inquiry, RequestFacts

_LONGEST = 2048  # no body that names more is held back
_MOUNTS = 8  # no app is mounted deeper


def short_path(inquiry: Inquiry) -> str:
    """Return the whole path, decoded; "" if it is too long to be named."""
    path = inquiry.path or ""
    return path if len(path) <= _LONGEST else ""


def paths(inquiry: Inquiry) -> Iterator[str]:
    """Yield the whole path, then its ends: a mounted app knows no more of it."""
    path = short_path(inquiry)
    yield path
    yield from islice(_ends(path), _MOUNTS)


def raw_path(inquiry: Inquiry) -> str:
    """Return the path as it came, percent-encoded; "" if it is too long to be named."""
    raw: bytes | None = _native(inquiry.known()).get("raw_path")
    if raw is None:
        return quote(short_path(inquiry), errors="replace")
    path = raw.partition(b"?")[0]  # some clients add the query
    return path.decode("utf-8", "replace") if len(path) <= _LONGEST else ""


class Origin(NamedTuple):
    """What a server says of the way a request came; all text, "" if unknown."""

    scheme: str
    server: str
    port: str
    query: str
    mount: str  # its bytes decoded by latin-1 (PEP 3333)


def origin(facts: RequestFacts) -> Origin:
    """Read an environ (PEP 3333) or a scope (ASGI); an app of the other kind may be mounted."""
    native = _native(facts)
    if "wsgi.url_scheme" in native:
        keys = ("wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "QUERY_STRING", "SCRIPT_NAME")
        return Origin(*(native.get(key) or "" for key in keys))
    server, port = native.get("server") or ("", None)
    query: bytes = native.get("query_string", b"")
    scheme = native.get("scheme", "http")
    return Origin(scheme, server, str(port or ""), query.decode("latin-1"), "")


def _native(facts: RequestFacts) -> Mapping[str, Any]:
    return facts.native or {}


def _ends(path: str) -> Iterator[str]:
    at = path.find("/", 1)
    while at != -1:
        if path[at - 1] != "/":
            yield path[at:]
        at = path.find("/", at + 1)
