"""Text: one string of a file of texts, and who reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FOR_VISITORS = frozenset({"heading", "explanation", "advice"})
_SENTENCES = frozenset({"meaning", "explanation", "advice"})
_PLACEHOLDER = re.compile(r"{[^{}]*}")
_NO_WORD = re.compile(r"{[^{}]*}|[a-z]+://")


@dataclass(frozen=True, slots=True)
class Text:
    """`key` is a code, a vendor's code such as "nginx:499", a class or "page"."""

    key: str
    field: str
    words: str
    english: str

    @property
    def place(self) -> str:
        """Return where it stands, as in "404 heading"."""
        return f"{self.key} {self.field}"

    @property
    def is_for_visitors(self) -> bool:
        """Tell whether a visitor reads it, who knows nothing of HTTP."""
        return self.key == "page" or self.field in _FOR_VISITORS

    @property
    def is_sentence(self) -> bool:
        """Tell whether it ends with a full stop; among the labels, the English ones tell."""
        return self.field in _SENTENCES or self.english.endswith(".")

    @property
    def placeholders(self) -> list[str]:
        """Return what stands in braces, to be replaced."""
        return placeholders_in(self.words)

    @property
    def bare(self) -> str:
        """Return the words alone: a digit stands for what is in braces and for https://."""
        return _NO_WORD.sub("0", self.words)


def placeholders_in(words: str) -> list[str]:
    """Return what stands in braces, sorted."""
    return sorted(_PLACEHOLDER.findall(words))
