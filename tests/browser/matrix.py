"""Which pages the browser looks at: themes, languages, statuses, schemes and widths.

BROWSER_MATRIX=whole looks at every combination; else a few in which every two of them meet.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from httpolite import Brand, ErrorPages, Problem
from httpolite.rendering.themes import built_in_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from httpolite import Reply

WHOLE = os.environ.get("BROWSER_MATRIX") == "whole"
SHIPPED = tuple(ErrorPages()._catalogue.languages)
THEMES = built_in_names()
# Long words, both directions, scripts without spaces, with marks above and below; then more of each.
FEW = ("en", "de", "ar", "ja", "th", "zh-Hans")
MORE = ("fa", "he", "ur", "hi", "ta", "ko", "ru", "vi", "zh-Hant")
LANGUAGES = tuple(tag for tag in (*FEW, *(MORE if WHOLE else ())) if tag in SHIPPED)
STATUSES = (404, 401, 429, 500, 503)
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)

CROWDED = 422  # stands for a page with all that it can hold, much of it long
BRAND = Brand(
    name="Harbour Theatre",
    support="help@example.com",
    status_page="https://status.example.com/",
    sign_in="/sign-in",
    search="/search",
)
REQUEST_ID = "0af7651916cd43dd8448eb211c80319c"
PATH = "/2026/autumn/the-lighthouse-keeper/tickets"
LONG = "nobreak" * 40
RETRY_AFTER = {429: "30", 503: "Tue, 24 Nov 2026 12:00:00 GMT"}
ERRORS = [
    {"pointer": "#/items/0/price", "code": "too-small", "detail": "must be greater than 0"},
    {"pointer": f"#/{'deep/' * 30}", "code": "missing", "detail": f"is missing: {LONG}"},
]


class Sight(NamedTuple):
    """One page as it is looked at."""

    theme: str
    language: str
    status: int
    scheme: Any = "light"
    width: int = 320

    def __str__(self) -> str:
        return "-".join(map(str, self))


@cache
def pages_of(theme: str) -> ErrorPages:
    return ErrorPages(theme=theme, brand=BRAND)


def reply_of(theme: str, language: str, status: int, **options: Any) -> Reply:
    """Make a page with what a visitor of that status would see on it."""
    problem: Any = status
    path, headers = PATH, []
    if status in RETRY_AFTER:
        headers = [("retry-after", RETRY_AFTER[status])]
    if status == CROWDED:
        problem = Problem(422, detail=f"What was sent is {LONG}.", errors=ERRORS)
        path, headers = f"/{LONG}{PATH}", [("allow", "GET, HEAD"), ("retry-after", "120")]
    given = {"path": path, "headers": headers, "request_id": REQUEST_ID, **options}
    if status >= 500 or status == CROWDED:
        given["trace_id"] = REQUEST_ID
    pages = pages_of(theme)
    reply = pages.reply(problem, accept="text/html", language=language, **given)
    assert pages._renderer.theme.css.encode() in reply.body  # it is not the fallback page
    return reply


def sights(*factors: Iterable[Any]) -> list[Sight]:
    """Return every combination, or those few in which every two values meet."""
    every = [Sight(*values) for values in product(*factors)]
    return every if WHOLE else list(pairwise(every))


def pairwise(every: Sequence[Sight]) -> Iterator[Sight]:
    """Take the one that brings the most new pairs, until there are none: the same each time."""
    missing = {pair for sight in every for pair in pairs_of(sight)}
    left = {sight: set(pairs_of(sight)) for sight in every}
    while missing:
        best = max(left, key=lambda sight: len(left[sight] & missing))
        missing -= left.pop(best)
        yield best


def pairs_of(sight: Sight) -> list[Any]:
    return list(combinations(enumerate(sight), 2))
