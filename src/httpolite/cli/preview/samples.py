"""Samples: what an app may have to say with an error, from nothing to all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.problems import Problem

if TYPE_CHECKING:
    from httpolite.cli.preview.choices import Choice

ACCEPT = {
    "html": "text/html",
    "json": "application/problem+json",
    "xml": "application/problem+xml",
    "text": "text/plain",
    "markdown": "text/markdown",
}
_ID = "0192f3a1c4e87d5b9a60"
_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
_HEADERS = {
    405: {"Allow": "GET, HEAD"},
    413: {"Retry-After": "600"},
    429: {"Retry-After": "30"},
    503: {"Retry-After": "7200"},
}
_DETAIL = (
    "The booking could not be kept: <b>seat 14C</b> & seat 14D were taken at 20:15.\n"
    "More under reference/" + "0123456789abcdef" * 6 + "."
)
_ERRORS = [
    {"pointer": "#/seats/0/row", "code": "missing", "detail": "This is required."},
    {"parameter": "limit", "in": "query", "code": "range", "detail": "At most 100."},
    {"pointer": "#/" + "address/" * 20, "code": "type", "detail": "A <string> is expected."},
]


def arguments_of(choice: Choice) -> tuple[Problem, dict[str, Any]]:
    """Return the problem of a sample, and the keywords of the reply to it."""
    status = int(choice.status)
    request: dict[str, Any] = {
        "accept": ACCEPT[choice.format],
        "language": choice.language,
        "request_id": _ID,
        "path": "/programme/autumn",
    }
    if choice.sample == "least":
        return Problem(status), {**request, "path": None, "method": "POST"}
    if choice.sample == "usual":
        return Problem(status, headers=_HEADERS.get(status, {})), request
    headers = {"Allow": "GET, HEAD", "Retry-After": "Tue, 24 Nov 2026 12:00:00 GMT"}
    problem = Problem(status, detail=_DETAIL, errors=_ERRORS, headers=headers)
    return problem, {**request, "path": "/programme" * 30, "trace_id": _TRACE}
