"""Letters: each is one that the language writes, and a visitor meets no Latin but what is listed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from httpolite.checks.texts.han import is_written
from httpolite.checks.texts.suspicion import Suspicion, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.facts import Facts
    from httpolite.checks.texts.locale import Locale
    from httpolite.checks.texts.text import Text

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:-[A-Za-z\u00c0-\u024f]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTLESS = frozenset({"phrase"})


def check_letters(locale: Locale) -> Iterator[Suspicion]:
    """Tell letters that the language does not have."""
    facts = locale.facts
    if not facts.scripts:
        return
    is_latin = "LATIN" in facts.scripts
    for text in locale.texts:
        strange = {char for char in text.bare if _is_letter(char) and not is_own(char, facts)}
        if not is_latin:
            strange = {char for char in strange if not _LATIN.match(char)}
        if strange:
            letters = " ".join(sorted(strange))
            yield Suspicion("letters", text.place, f"not written so: {letters}")


def check_latin(locale: Locale) -> Iterator[Suspicion]:
    """Tell Latin words in what a visitor reads, and texts that are in Latin altogether."""
    facts = locale.facts
    if not facts.scripts or "LATIN" in facts.scripts:
        return
    for text in locale.texts:
        if text.is_for_visitors:
            for word in _LATIN.findall(text.bare):
                if word not in facts.latin:
                    yield Suspicion("latin", text.place, f"a visitor reads {word}")
        if text.field not in _SCRIPTLESS and _is_alien(text, facts):
            yield Suspicion("latin", text.place, f"not in its script: {shortened(text.words)}")
        if facts.unmixed:
            yield from _mixed(text)


def is_own(char: str, facts: Facts) -> bool:
    """Tell whether a letter or a mark on one is written in the language."""
    if char in facts.letters or char.lower() in facts.letters:
        return True
    if char in facts.never or char.lower() in facts.never:
        return False
    name = _name(char)
    if not name.startswith(facts.scripts):
        return False
    if facts.han and name.startswith("CJK"):
        return is_written(char, facts.han)
    # An alphabet that is listed is the whole of it.
    return not facts.letters or bool(facts.han) or ("LATIN" in facts.scripts and char.isascii())


def _is_alien(text: Text, facts: Facts) -> bool:
    letters = [char for char in text.bare if char.isalpha()]
    return bool(letters) and not any(is_own(char, facts) for char in letters)


def _mixed(text: Text) -> Iterator[Suspicion]:
    for word in _WORD.findall(text.bare):
        if len({bool(_LATIN.match(char)) for char in word}) > 1:
            yield Suspicion("latin", text.place, f"{word} mixes letters that look alike")


@cache
def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


@cache
def _name(char: str) -> str:
    return unicodedata.name(char, "")
