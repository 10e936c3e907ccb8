"""The bodies that frameworks send when nobody wrote one, recognised to the byte.

A body that differs in one byte is somebody's own words and is left alone. Pages of debug modes are
in no table.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from httpolite.replacement import bottle, fixed, litestar, pyramid, sanic, werkzeug
from httpolite.replacement.phrases import is_default_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from httpolite.requests import Inquiry

    _Texts = Callable[[int, Inquiry], Iterable[str]]

__all__ = ["is_default", "is_default_length", "is_default_phrase", "may_become_default"]


_HTML = "text/html; charset=utf-8"  # Werkzeug's pages among them
_JSON = "application/json"
_TEXT = "text/plain; charset=utf-8"
_HTML_UPPER = "text/html; charset=UTF-8"
_TEXT_UPPER = "text/plain; charset=UTF-8"
_XML = "application/xml"

# Content types are compared to the byte as well.
_FIXED: dict[str, tuple[Callable[[int], Iterable[str]], ...]] = {
    _TEXT: (fixed.starlette, fixed.litestar, fixed.blacksheep, fixed.sanic),
    _JSON: (fixed.fastapi, fixed.litestar, fixed.falcon_json),
    _HTML: (fixed.django, fixed.litestar),
    _XML: (fixed.falcon_xml, fixed.litestar),
    "text/xml": (fixed.falcon_xml,),
    "text/css; charset=utf-8": (fixed.litestar,),
    "application/x-msgpack": (fixed.litestar,),
    "application/x-www-form-urlencoded": (fixed.falcon_form,),
    "None": (fixed.sanic,),  # what becomes of a missing type
}
# These name the address; before each, how all of them begin.
_NAMED: dict[str, tuple[tuple[bytes, _Texts], ...]] = {
    _TEXT: ((sanic.TEXT_OPENING.encode(), sanic.text),),
    _JSON: (
        (sanic.JSON_OPENING.encode(), sanic.documents),
        (pyramid.JSON_OPENING.encode(), pyramid.documents),
        (litestar.OPENING.encode(), litestar.missing_files),
    ),
    _HTML_UPPER: (
        (bottle.OPENING.encode(), bottle.pages),
        (b"<h1>", bottle.last_resorts),
        (pyramid.HTML_OPENING.encode(), pyramid.html),
    ),
    _TEXT_UPPER: ((b"", pyramid.text),),
}
_TYPES = _FIXED.keys() | _NAMED.keys()


class _Defaults(NamedTuple):
    """What is known for a status and a content type."""

    fixed: frozenset[bytes]
    in_order: list[bytes]
    named: tuple[tuple[bytes, _Texts], ...]


def is_default(status: int, content_type: str, body: bytes, inquiry: Inquiry) -> bool:
    """Return whether a framework wrote this body by itself, in answer to this request."""
    if content_type not in _TYPES:
        return False
    if content_type == _HTML and werkzeug.is_page(status, body):
        return True
    defaults = _defaults(status, content_type)
    if body in defaults.fixed:
        return True
    return bool(defaults.named) and body in _named(defaults, status, body, inquiry)


def is_default_length(status: int, content_type: str, length: int, inquiry: Inquiry) -> bool:
    """Return whether a default body has this length; a HEAD response shows no more."""
    if content_type not in _TYPES:
        return False
    if content_type == _HTML and werkzeug.length_of_page(status) == length:
        return True
    defaults = _defaults(status, content_type)
    bodies = chain(defaults.fixed, _named(defaults, status, b"", inquiry))
    return any(len(body) == length for body in bodies)


def may_become_default(status: int, content_type: str, body: bytes, inquiry: Inquiry) -> bool:
    """Return whether these bytes may be the beginning of a default body."""
    if content_type not in _TYPES:
        return False
    if content_type == _HTML and werkzeug.may_become_page(status, body):
        return True
    defaults = _defaults(status, content_type)
    place = bisect_left(defaults.in_order, body)  # of itself, or of the one that it begins
    if place < len(defaults.in_order) and defaults.in_order[place].startswith(body):
        return True
    named = _named(defaults, status, body, inquiry)
    return bool(defaults.named) and any(default.startswith(body) for default in named)


@cache  # 200 statuses at most, and the content types of the tables
def _defaults(status: int, content_type: str) -> _Defaults:
    texts = (text for texts in _FIXED.get(content_type, ()) for text in texts(status))
    fixed = frozenset(text.encode() for text in texts)
    return _Defaults(fixed, sorted(fixed), _NAMED.get(content_type, ()))


def fixed_defaults(status: int, content_type: str) -> frozenset[bytes]:
    """Return the default bodies that depend on nothing else."""
    return _defaults(status, content_type).fixed if content_type in _TYPES else frozenset()


def _named(defaults: _Defaults, status: int, body: bytes, inquiry: Inquiry) -> Iterator[bytes]:
    """Yield those that may begin as the body does."""
    for opening, texts in defaults.named:
        if opening.startswith(body[: len(opening)]):
            for text in texts(status, inquiry):
                yield text.encode("utf-8", "replace")
