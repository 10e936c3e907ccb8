"""Suspicion: one thing about a text that a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from httpolite.checks.texts.locale import Locale

    Rule = Callable[[Locale], Iterator["Suspicion"]]

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Suspicion:
    """`check` names the rule, `place` the text, as in "404 heading"; "" is the whole file."""

    check: str
    place: str
    message: str


def shortened(words: str) -> str:
    """Return as much of a text as fits a line."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
