"""Distinct texts: what is different in English is different in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.locale import Locale
    from httpolite.checks.texts.text import Text

_FIELDS = frozenset({"phrase", "meaning", "heading", "explanation"})


def check_distinct(locale: Locale) -> Iterator[Suspicion]:
    """Tell texts that say the same of two codes of which the English ones say different things."""
    said: dict[tuple[str, str], Text] = {}
    for text in locale.texts:
        if text.field in _FIELDS:
            first = said.setdefault((text.field, text.words), text)
            if first.english != text.english:
                message = f"the same as for {first.key}: {shortened(text.words)}"
                yield Suspicion("distinct", text.place, message)
