"""Blanks and invisible characters: one space between words, and nothing that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.locale import Locale

_SPACES = re.compile(r"\s{2,}")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def check_blanks(locale: Locale) -> Iterator[Suspicion]:
    """Tell blanks at either end, two in a row, line breaks, and what is not seen at all."""
    for text in locale.texts:
        for message in _faults(text.words, locale.facts.invisible):
            yield Suspicion("blanks", text.place, message)


def _faults(words: str, allowed: str) -> Iterator[str]:
    if not words:
        yield "there is nothing"
    if words != words.strip():
        yield "a blank at an end"
    if _SPACES.search(words.strip()):
        yield "two blanks in a row"
    unseen = {char for char in words if unicodedata.category(char) in _UNSEEN} - set(allowed)
    if unseen:
        yield f"not to be seen: {', '.join(f'U+{ord(char):04X}' for char in sorted(unseen))}"
    if not unicodedata.is_normalized("NFC", words):
        yield "not in the normal form NFC"
