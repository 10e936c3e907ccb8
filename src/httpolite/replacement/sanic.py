"""The error texts of Sanic: plain or JSON; those of the router name the path as it came.

Its HTML page does not apply. It has some 70 kB, more than is held back, and its beginning will not
do: it names the app, it changes with the release of the traceback library whose script it carries,
and the page of debug mode begins the same. With FALLBACK_ERROR_FORMAT = "text" there is none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from httpolite.replacement.addresses import raw_path
from httpolite.replacement.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.requests import Inquiry

TEXT_OPENING = "\u26a0\ufe0f "
JSON_OPENING = '{"description":'
_UNEXPECTED = "The application encountered an unexpected error and could not continue."


def text(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the texts for a status."""
    for phrase, message in _messages(status, inquiry):
        title = f"{TEXT_OPENING}{status} — {phrase}"
        yield f"{title}\n{'=' * len(title)}\n{message}\n\n"


def documents(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the JSON for a status, as ujson writes it and as the standard library does."""
    for phrase, message in _messages(status, inquiry):
        document = {"description": phrase, "status": status, "message": message}
        yield json.dumps(document, separators=(",", ":"))
        yield json.dumps(document)


def _messages(status: int, inquiry: Inquiry) -> Iterator[tuple[str, str]]:
    """Yield what a status is called, and what is said of it."""
    yield "Error Occurred", ""  # of a status that this release does not know
    for phrase in phrases(status) if status != 418 else ("I'm a teapot",):
        yield phrase, phrase
        if status == 404:
            yield phrase, f"Requested URL {raw_path(inquiry).rstrip('/')} not found"
            yield phrase, "File not found"
        elif status == 405:
            yield phrase, f"Method {inquiry.method} not allowed for URL {raw_path(inquiry)}"
        elif status == 500:
            yield phrase, _UNEXPECTED
