"""Scopes: what an ASGI server says of a request, read into an Inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.requests import Inquiry, RequestFacts, inquiry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.pages import ErrorPages


def inquiry(scope: Mapping[str, Any], pages: ErrorPages) -> Inquiry:
    """Read a request; its path is the whole one, root_path included (ASGI, HTTP scope)."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = pages.request_headers.get(raw.decode("latin-1").lower())
        if name:
            text = value.decode("latin-1")
            found[name] = f"{found[name]}, {text}" if name in found else text
    return inquiry_of(scope["method"], scope["path"], found, lambda: facts(scope))


def facts(scope: Mapping[str, Any]) -> RequestFacts:
    """Return what a hook may know of a request."""
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"])
    return RequestFacts(method=scope["method"], path=scope["path"], headers=headers, native=scope)
