"""Environs: what a WSGI server says of a request, read into an Inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.requests import Inquiry, RequestFacts, inquiry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.pages import ErrorPages


def inquiry(environ: Mapping[str, Any], pages: ErrorPages, path: str | None = None) -> Inquiry:
    """Read a request; `path` tells the whole one if a mounted app may have moved it."""
    found = {
        name: environ[key]
        for header, name in pages.request_headers.items()
        if (key := _key(header)) in environ
    }
    path = path_of(environ) if path is None else path
    return inquiry_of(environ["REQUEST_METHOD"], path, found, lambda: facts(environ, path))


def path_of(environ: Mapping[str, Any]) -> str:
    """Return the whole path; it comes as bytes decoded by latin-1 (PEP 3333)."""
    raw: str = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return raw if raw.isascii() else raw.encode("latin-1", "replace").decode("utf-8", "replace")


def facts(environ: Mapping[str, Any], path: str) -> RequestFacts:
    """Return what a hook may know of a request."""
    names = {key: key.removeprefix("HTTP_") for key in environ if key.startswith("HTTP_")}
    names |= {key: key for key in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(key)}
    headers = tuple((n.replace("_", "-").lower(), environ[key]) for key, n in names.items())
    method = environ["REQUEST_METHOD"]
    return RequestFacts(method=method, path=path, headers=headers, native=environ)


def _key(header: str) -> str:
    key = header.upper().replace("-", "_")
    return key if key == "CONTENT_TYPE" else f"HTTP_{key}"
