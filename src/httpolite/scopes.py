"""Scopes: what an ASGI server says of a request, read into an Inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.requests import Inquiry, RequestFacts, inquiry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.pages import ErrorPages

STARTED = "httpolite.started"  # tells an inner tier whether the response has left the outer one


def inquiry(scope: Mapping[str, Any], pages: ErrorPages) -> Inquiry:
    """Read a request; its path is the whole one, root_path included (ASGI, HTTP scope)."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = pages.request_headers.get(raw.decode("latin-1").lower())
        if name:
            text = value.decode("latin-1")
            found[name] = f"{found[name]}, {text}" if name in found else text
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
