"""Doubled words: what slips in when a sentence is changed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.locale import Locale

# Thai vowel signs and tones are no \w.
_REPEATED = re.compile(r"((?:[^\W\d_a-zA-Z]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]){2,})\1")
# As in いろいろ and ロールール; of Thai letters, so many may be parts of two words.
_USUAL = re.compile(r"[ぁ-んァ-ヶー]{2}|[\u0e00-\u0e7f]{2,4}")
_MARKS = re.compile(r"([,.;:?!،؛؟。，、：；？！।۔])\1")


def check_doubled(locale: Locale) -> Iterator[Suspicion]:
    """Tell words that stand twice in a row, and marks that do."""
    facts = locale.facts
    find = _repeated if facts.unspaced else _twice
    for text in locale.texts:
        for found in (*find(text.bare), *(mark[0] for mark in _MARKS.finditer(text.words))):
            if found not in facts.doubled:
                yield Suspicion("doubled", text.place, f"twice in a row: {found}")


def _twice(words: str) -> Iterator[str]:
    """Yield a word that follows itself with nothing but a blank between."""
    for first, second in pairwise(words.split()):
        word = first.lower()
        if word == second.lower().rstrip(".,;:!?)”»“’।۔،؛") and word[:1].isalpha():
            yield word


def _repeated(words: str) -> Iterator[str]:
    for found in _REPEATED.finditer(words):
        if not _USUAL.fullmatch(found[1]):
            yield found[1]
