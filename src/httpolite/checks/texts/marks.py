"""Marks: quotation marks and brackets of the language, in pairs; and its punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from httpolite.checks.texts.letters import is_own
from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.facts import Facts
    from httpolite.checks.texts.locale import Locale
    from httpolite.checks.texts.text import Text

_PAIRED = frozenset("\"'`´“”„‟«»‹›‘’‚‛「」『』《》〈〉()[]（）［］【】")
_APOSTROPHES = frozenset("’׳״")
_BLANK_BEFORE = re.compile(r"\s([,.;:?!،؛؟。，、：；？！।۔%])(?=\s|$)")
_HARD_SPACES = "\u00a0\u202f"


def check_quotes(locale: Locale) -> Iterator[Suspicion]:
    """Tell quotation marks and brackets that are not the language's, or not in pairs."""
    closers: dict[str, str] = {}
    for pair in (*locale.facts.quotes, *locale.facts.brackets):
        closers[pair[0]] = closers.get(pair[0], "") + pair[1:]
    for text in locale.texts:
        fault = _unpaired(text.words, closers)
        if fault:
            yield Suspicion("quotes", text.place, fault)


def _unpaired(words: str, closers: dict[str, str]) -> str:
    awaited: list[str] = []
    for at, char in enumerate(words):
        if char not in _PAIRED or _is_apostrophe(words, at, awaited):
            continue
        if awaited and char in awaited[-1]:
            awaited.pop()
        elif char in closers:
            awaited.append(closers[char])
        elif any(char in known for known in closers.values()):
            return f"{char} closes nothing"
        else:
            return f"{char} is not its quotation mark or bracket"
    return f"{awaited[-1][0]} is missing" if awaited else ""


def _is_apostrophe(words: str, at: int, awaited: list[str]) -> bool:
    mark = words[at]
    if mark not in _APOSTROPHES:
        return False
    before, after = words[at - 1 : at].isalpha(), words[at + 1 : at + 2].isalpha()
    if awaited and mark in awaited[-1]:  # it may close a quotation, if nothing later does
        return before and after and mark in words[at + 1 :]
    return (before and after) or (mark == "’" and (before or after))


def check_stops(locale: Locale) -> Iterator[Suspicion]:
    """Tell sentences that do not end as the language ends them, and headings that do."""
    facts = locale.facts
    closing = "".join(pair[-1] for pair in (*facts.quotes, *facts.brackets))
    for text in locale.texts:
        message = _end(text, text.words.rstrip(closing)[-1:], facts)
        if message:
            yield Suspicion("stop", text.place, message)


def _end(text: Text, last: str, facts: Facts) -> str:
    if text.is_sentence and facts.stop:
        ends = last and last in facts.stop + "?؟？"
        return "" if ends else f"does not end with {' or '.join(facts.stop)}"
    asks = last == ";" and ";" in facts.stop  # as Greek does
    if not text.placeholders and last and last in ".。।۔,،、;؛：:" and not asks:
        return f"ends with {last}"
    return ""


def check_punctuation(locale: Locale) -> Iterator[Suspicion]:
    """Tell marks of another script, and blanks that are wanted or unwanted before a mark."""
    facts = locale.facts
    for text in locale.texts:
        for message in (*_foreign(text.bare, facts), *_blanks(text, facts)):
            yield Suspicion("marks", text.place, message)


def _foreign(words: str, facts: Facts) -> Iterator[str]:
    for mark in facts.foreign:
        places = [at for at, char in enumerate(words) if char == mark]
        if any(at and is_own(words[at - 1], facts) for at in places):
            yield f"{mark} is not how it is punctuated"


def _blanks(text: Text, facts: Facts) -> Iterator[str]:
    for found in _BLANK_BEFORE.finditer(text.bare):
        if found[1] not in facts.spaced:
            yield f"a blank before {found[1]}"
    if text.is_for_visitors:
        opening = {pair[0] for pair in facts.quotes}
        for at, mark in enumerate(text.bare):
            beside = at + 1 if mark in opening else at - 1
            if mark in facts.spaced and text.bare[beside : beside + 1] not in _HARD_SPACES:
                yield f"no no-break space beside {mark}"
