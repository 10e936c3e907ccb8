"""Fingerprints: which English each text was made from, so that a reworded one shows."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from httpolite.checks.texts.locale import Locale

    Words = Mapping[str, Mapping[str, str]]

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


def check_stale(locale: Locale) -> Iterator[Suspicion]:
    """Tell texts whose English was reworded since, where it is recorded which they are made from."""
    recorded = locale.facts.made_from
    if locale.is_base or not recorded:
        return
    yield from (
        Suspicion("stale", key, "of which English it was made is not recorded")
        for key in locale.words
        if key in locale.base and key not in recorded
    )
    for text in locale.texts:
        if text.key not in recorded:
            continue
        if recorded[text.key].get(text.field) != fingerprint(text.english):
            yield Suspicion("stale", text.place, f"the English is now: {text.english}")
