"""Default bodies that name no address: each is always the same for its status.

A default says nothing but what the status and the request have said already. What tells more is
deliberate and stands in no table: which parameter was wrong, why a form was refused (CSRF), which
view's condition was not met.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from httpolite.replacement.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator


def starlette(status: int) -> Iterator[str]:
    """Yield the text of HTTPException, of the router and of TrustedHostMiddleware."""
    yield from phrases(status)
    if status == 400:
        yield "Invalid host header"


def fastapi(status: int) -> Iterator[str]:
    """Yield what HTTPException becomes."""
    for phrase in phrases(status):
        yield _compact({"detail": phrase})


def litestar(status: int) -> Iterator[str]:
    """Yield what HTTPException becomes in any of its media types, and what AllowedHosts says."""
    for phrase in phrases(status):
        yield _compact({"status_code": status, "detail": phrase})
    if status == 400:
        yield _compact({"status_code": 400, "detail": "Invalid host header"})
        yield _compact({"message": "invalid host header"})


def falcon_json(status: int) -> Iterator[str]:
    """Yield the JSON of HTTPError, and of the router for a method that does not exist."""
    for title in _falcon_titles(status):
        yield json.dumps({"title": title})
    yield json.dumps({"title": status})  # HTTPError(404) as Falcon 3 spells it
    if status == 400:
        yield json.dumps({"title": "Bad request", "description": "Invalid HTTP method"})


def falcon_xml(status: int) -> Iterator[str]:
    """Yield the XML of HTTPError, and of the router for a method that does not exist."""
    start = '<?xml version="1.0" encoding="UTF-8"?><error><title>'
    for title in _falcon_titles(status):
        yield f"{start}{title}</title></error>"
    if status == 400:
        description = "<description>Invalid HTTP method</description>"
        yield f"{start}Bad request</title>{description}</error>"


def falcon_form(status: int) -> Iterator[str]:
    """Yield the urlencoded form of HTTPError, and of the router for an unknown method."""
    for title in _falcon_titles(status):
        yield urlencode({"title": title})
    if status == 400:
        yield urlencode({"title": "Bad request", "description": "Invalid HTTP method"})


def _falcon_titles(status: int) -> Iterator[str]:
    own = {413: "Payload Too Large", 418: "I'm a teapot"}
    for phrase in (*phrases(status), own.get(status, "Unknown")):
        yield f"{status} {phrase}"


_DJANGO = {
    400: ("Bad Request (400)", ""),
    403: ("403 Forbidden", ""),
    404: ("Not Found", "The requested resource was not found on this server."),
    500: ("Server Error (500)", ""),
}


def django(status: int) -> Iterator[str]:
    """Yield the page that is sent where there is no template."""
    if status in _DJANGO:
        title, details = _DJANGO[status]
        yield (
            f'\n<!doctype html>\n<html lang="en">\n<head>\n  <title>{title}</title>\n</head>\n<body>'
            f"\n  <h1>{title}</h1><p>{details}</p>\n</body>\n</html>\n"
        )


def blacksheep(status: int) -> Iterator[str]:
    """Yield the texts that differ from the phrases: of the router, of exceptions without text."""
    yield from {
        400: ("Bad Request: Bad request", "Bad Request: HTTP exception"),
        404: ("Resource not found",),
        500: ("Internal server error.",),
    }.get(status, ())


def sanic(status: int) -> Iterator[str]:
    """Yield what is sent when an error handler has failed."""
    if status == 500:
        yield "An error occurred while handling an error"


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
