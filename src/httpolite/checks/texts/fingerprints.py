"""Fingerprints: which English each text was made from, so that a reworded one shows."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from httpolite.checks.texts.locale import Locale

    Words = Mapping[str, Mapping[str, str]]
    Prints = Mapping[str, Mapping[str, str]]

REWORDED = "is stale: its English was changed since"
_DIGITS = 4  # one rewording in 65,536 stays unseen


def fingerprint(words: str) -> str:
    """Return a few digits that a reworded text does not share."""
    return sha256(words.encode()).hexdigest()[:_DIGITS]


def fingerprints(words: Words) -> dict[str, dict[str, str]]:
    """Return the fingerprint of each text of a file."""
    return {
        key: {field: fingerprint(text) for field, text in fields.items()}
        for key, fields in words.items()
    }


def differences(current: Prints, recorded: Prints) -> Iterator[tuple[str, str]]:
    """Give each place where a translation was not made from the English of today, and why."""
    for key in dict.fromkeys([*current, *recorded]):
        if key not in current:
            yield key, "is no key of en.json"
        elif key not in recorded:
            yield key, "is not recorded"
        else:
            now, was = current[key], recorded[key]
            for field in dict.fromkeys([*now, *was]):
                if field not in now:
                    yield f"{key} {field}", "is no text of en.json"
                elif now[field] != was.get(field):
                    yield f"{key} {field}", REWORDED


def check_stale(locale: Locale) -> Iterator[Suspicion]:
    """Tell texts whose English was reworded since, where it is recorded which they are made from."""
    recorded = locale.facts.made_from
    if locale.is_base or not recorded:
        return
    for place, what in differences(fingerprints(locale.base), recorded):
        key, _, field = place.partition(" ")
        now = f"the English is now: {locale.base[key][field]}" if what is REWORDED else what
        yield Suspicion("stale", place, now)
