"""Cells of the table that cannot be: a framework does not send what the case is about.

Each is shown by the framework alone, without httpolite.
"""

from __future__ import annotations

SPLIT = "a value that would split the response goes"
UNTYPED = "HEAD without length and type is bare"
TWICE = "a 401 keeps each WWW-Authenticate"
OUTSIDE = "a 600 is the app's own affair"

LONG = (
    "its page for browsers has some 70 kB, more than is held back, and is left as it is; "
    "with FALLBACK_ERROR_FORMAT = 'text' there is none"
)
_REFUSES = "it refuses to send such a value and answers 500"
_TYPED = "it gives every response a type"
_TYPED_AND_COUNTED = "it gives every response a type and a length"
_COUNTED = "it gives every response a length"
_NO_METHOD = "its router knows no such method and answers 405"
_ONE_LINE = "it joins lines of the same name into one"
_ONE_VALUE = "its responses hold one value of a name"
_NO_STATUS = "it refuses to send such a status"

NOT_APPLYING: dict[str, dict[str, str]] = {
    "Flask": {SPLIT: _REFUSES},
    "Quart": {SPLIT: _REFUSES, UNTYPED: _TYPED_AND_COUNTED},
    "Litestar": {
        UNTYPED: _TYPED_AND_COUNTED,
        "TRACE is never replaced": _NO_METHOD,
        "CONNECT is never replaced": _NO_METHOD,
        "all leaves TRACE": _NO_METHOD,
        "an exception on TRACE is told as text": _NO_METHOD,
    },
    "Falcon WSGI": {TWICE: _ONE_LINE, UNTYPED: _TYPED_AND_COUNTED},
    "Falcon ASGI": {TWICE: _ONE_LINE, UNTYPED: _TYPED_AND_COUNTED},
    "Django WSGI": {TWICE: _ONE_VALUE, SPLIT: _REFUSES, UNTYPED: _TYPED, OUTSIDE: _NO_STATUS},
    "Django ASGI": {TWICE: _ONE_VALUE, SPLIT: _REFUSES, UNTYPED: _TYPED, OUTSIDE: _NO_STATUS},
    "Bottle": {SPLIT: _REFUSES, UNTYPED: _TYPED_AND_COUNTED},
    "Pyramid": {UNTYPED: _COUNTED, OUTSIDE: _NO_STATUS},
    "Sanic": {
        SPLIT: "newer releases take the line break out of such a value",
        UNTYPED: _TYPED,
        "TRACE is never replaced": _NO_METHOD,
        "CONNECT is never replaced": _NO_METHOD,
        "all leaves TRACE": _NO_METHOD,
        "an exception on TRACE is told as text": _NO_METHOD,
        "an unhandled exception gets a page": LONG,
    },
    "BlackSheep": {UNTYPED: _COUNTED},
}


# Older releases that are supported send it after all, and then the case holds.
NOT_IN_ALL_RELEASES = {("Sanic", SPLIT)}


def why_not(adapter: str, case: str) -> str | None:
    """Return why a case cannot be run through an adapter, None if it can."""
    return NOT_APPLYING.get(adapter, {}).get(case)


_NO_ROUTES = "it has no routes, and no answer of its own"
# What an app answers by itself where others answer 404 and 405; None is nothing.
UNKNOWN = "an unknown address"
REFUSED = "a method that is not allowed"
OTHER_DEFAULTS: dict[str, dict[str, tuple[int | None, str]]] = {
    "ASGI": {UNKNOWN: (None, _NO_ROUTES), REFUSED: (None, _NO_ROUTES)},
    "WSGI": {UNKNOWN: (None, _NO_ROUTES), REFUSED: (None, _NO_ROUTES)},
    "Pyramid": {REFUSED: (404, "it answers 404 where no view takes the method")},
    "BlackSheep": {REFUSED: (404, "it answers 404 where no route takes the method")},
}
LONG_PAGES = {"Sanic": LONG}  # for browsers
# What is to be known of a framework's own answers besides.
NOTES = {
    **LONG_PAGES,
    "Litestar": "older releases answer a raised `Problem` with its status, in their own words",
}
