"""Scopes: what an ASGI server says of a request, read into an Inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.requests import PLACES, Inquiry, RequestFacts, inquiry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.pages import ErrorPages

# False while a tier holds the start of a response, True once it has left it; the tiers inside
# learn of it where they see the scope that OUTER names, and not a copy.
STARTED = "httpolite.started"
OUTER = "httpolite.outer"  # the pages of the innermost app around, and the id of its scope


def asked(scope: Mapping[str, Any], pages: ErrorPages) -> list[bytes | None]:
    """Find the headers that are read, each at its place in READ_HEADERS; the id's is the last."""
    found: list[bytes | None] = [None] * PLACES
    places = pages.header_places
    others = places.others
    # The dearest loop of an error: 15 headers and more. One look-up each, and no decoding.
    for name, value in scope["headers"]:
        if name not in others and (place := places[name]):
            before = found[place]
            found[place] = value if before is None else before + b", " + value
    return found


def inquiry(scope: Mapping[str, Any], pages: ErrorPages) -> Inquiry:
    """Read a request; its path is the whole one, root_path included (ASGI, HTTP scope)."""
    raw = asked(scope, pages)
    found = [None if value is None else value.decode("latin-1") for value in raw]
    return inquiry_of(method_of(scope), scope["path"], found, lambda: facts(scope))


def facts(scope: Mapping[str, Any]) -> RequestFacts:
    """Return what a hook may know of a request."""
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"])
    method = method_of(scope)
    return RequestFacts(method=method, path=scope["path"], headers=headers, native=scope)


def method_of(scope: Mapping[str, Any]) -> str:
    """Return the method; a WebSocket's handshake is a GET (RFC 6455, Section 4.1)."""
    method: str = scope.get("method", "GET")
    return method


def is_answerable(scope: Mapping[str, Any]) -> bool:
    """Return whether a response can still be sent: to a handshake, where the server offers it."""
    if scope["type"] == "websocket":
        offered = "websocket.http.response" in (scope.get("extensions") or ())
        return offered and not scope.get(STARTED)
    return bool(scope["type"] == "http")
