"""Choices: the format and the language for a pair of headers, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.negotiation.accept import choose_format
from httpolite.negotiation.accept_language import choose_language

if TYPE_CHECKING:
    from httpolite.negotiation.accept import Format

    Key = tuple[str | None, str | None, Format]
    Choice = tuple[Format, str]

_MOST = 1024
_LONGEST = 512  # characters of both headers; longer ones are rare, and hashing 8 KiB takes 2 µs


class Choices:
    """Chooses among the offered languages, bounded in memory whatever clients send."""

    __slots__ = ("_default_language", "_made", "_offered")

    def __init__(self, offered: tuple[str, ...], default_language: str) -> None:
        self._offered = offered
        self._default_language = default_language
        self._made: dict[Key, Choice] = {}

    def choose(self, accept: str | None, accept_language: str | None, default: Format) -> Choice:
        """Return the format and the language tag; `default` is for who accepts anything."""
        if len(accept or "") + len(accept_language or "") > _LONGEST:
            return self.make(accept, accept_language, default)
        key = (accept, accept_language, default)
        choice = self._made.get(key)
        if choice is None:
            choice = self.make(*key)
            self._remember(key, choice)
        return choice

    def make(self, accept: str | None, accept_language: str | None, default: Format) -> Choice:
        """Choose, and remember nothing."""
        return (
            choose_format(accept, default),
            choose_language(accept_language, self._offered, self._default_language),
        )

    def _remember(self, key: Key, choice: Choice) -> None:
        self._made[key] = choice
        try:  # suppress() would take as long as all this
            while len(self._made) > _MOST:
                self._made.pop(next(iter(self._made)), None)
        except RuntimeError:
            pass  # another thread is at it; the next choice sees to it
