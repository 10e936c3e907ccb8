"""Small files of texts, to be judged by one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.checks.texts.facts import Facts, shipped_facts
from httpolite.checks.texts.locale import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.checks.texts.suspicion import Rule

    Words = Mapping[str, Mapping[str, str]]

LATIN = Facts(scripts=("LATIN",), quotes=("“”", "‘’"))
RUSSIAN = Facts(
    scripts=("CYRILLIC",),
    letters="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    latin=("Wi-Fi",),
    unmixed=True,
)


def of_script(script: str, **more: Any) -> Facts:
    """Return what is supposed of a language that has no facts of its own."""
    from dataclasses import replace

    return replace(shipped_facts("x-none", script), **more)


def locale(
    words: Words, facts: Facts = LATIN, base: Words | None = None, tag: str = "de"
) -> Locale:
    """Make a file of texts; its English says the same in other words, if it is not given."""
    other = {
        key: {field: f"The English of {key} {field}" for field in fields}
        for key, fields in words.items()
    }
    return Locale(
        tag=tag,
        name=tag,
        script="Latn",
        words=words,
        base=other if base is None else base,
        facts=facts,
    )


def said(rule: Rule, words: str, facts: Facts = LATIN, place: str = "404 heading") -> list[str]:
    """Return what a rule says of one text."""
    key, field = place.split()
    return [found.message for found in rule(locale({key: {field: words}}, facts))]
