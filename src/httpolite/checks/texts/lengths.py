"""Lengths: a heading that fits two or three lines of a telephone, and a label that fits one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from httpolite.checks.texts.locale import Locale

LONGEST_HEADING = 60  # columns; a wide character has two
LONGEST_WORD = 16  # of a heading, where the page is 320 px wide
LONGEST_LABEL = 40  # of what is pressed
_PRESSED = frozenset({"home", "retry", "sign_in", "search", "support", "status_page"})
_BREAKS = re.compile(r"[\s\u00ad\u200b/-]+")


def check_lengths(locale: Locale) -> Iterator[Suspicion]:
    """Tell headings, and words in them, that are too long for a small screen."""
    for text in locale.texts:
        if text.key == "page" and text.field in _PRESSED:
            yield from _longer(text.place, text.words, LONGEST_LABEL)
        if text.field == "heading":
            yield from _longer(text.place, text.words, LONGEST_HEADING)
            for word in () if locale.facts.unspaced else _BREAKS.split(text.words):
                yield from _longer(text.place, word, LONGEST_WORD)


def _longer(place: str, words: str, most: int) -> Iterator[Suspicion]:
    columns = columns_of(words)
    if columns > most:
        yield Suspicion("length", place, f"{columns} columns, {most} fit: {words}")


def columns_of(words: Iterable[str]) -> int:
    """Count as a terminal does: marks on a letter take no room, wide characters twice as much."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in words
    )
