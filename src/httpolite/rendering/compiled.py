"""CompiledPage: everything of a page that is known beforehand, as bytes around a few slots."""

from __future__ import annotations

import re
from functools import lru_cache
from random import getrandbits
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from httpolite.errors import ThemeError
    from httpolite.headers import HeaderBlock

    Values = Mapping[str, str]
    Escape = Callable[[str], str]

# Random, so that no text can hold it; letters and digits, so that no escaping changes it.
_MARK = f"hp{getrandbits(64):016x}"
READY = "extensions"  # the one value that comes as a piece of the document
# Checked ids and digits: of what they may hold, only Markdown makes anything.
HARMLESS = frozenset({"request_id", "time"})
_OBJECTS = 1250  # bytes that the objects of a page take besides its text
_SLOT = re.compile(rf"{_MARK}([a-z_]+)X")


def mark(name: str) -> str:
    """Return the text that stands for a value until it is known."""
    return f"{_MARK}{name}X"


class CompiledPage:
    """A page that is joined from ready segments and a request's own values, each escaped."""

    __slots__ = ("_first", "again", "block", "escape", "parts", "places", "plain", "size", "usual")

    block: HeaderBlock
    lasting = True

    def __init__(
        self,
        text: str,
        escape: Escape,
        block: HeaderBlock,
        *,
        harmless: frozenset[str] = HARMLESS,
        shared: bytes = b"",
    ) -> None:
        self.block = block
        self.escape = escape
        self.plain = plain_characters(escape)
        self.parts: list[bytes] = []
        self.places: dict[str, int] = {}
        self.again: list[tuple[int, int]] = []
        # re.split puts the slots' names at the odd places.
        for index, piece in enumerate(_SLOT.split(text)):
            if index % 2:
                self._add_slot(piece)
            else:
                self.parts += _around(piece.encode(), shared)
        self.usual = tuple(self.places.get(name, 0) for name in ("request_id", "path", "time"))
        ready = harmless | {READY}
        self._first = [(place, name, name in ready) for name, place in self.places.items()]
        # What the page takes of memory, in bytes, about; what is shared is not its own.
        self.size = sum(len(part) for part in self.parts if part is not shared) + _OBJECTS

    def body(self, values: Values) -> bytes:
        """Return the body with these values in its slots."""
        parts = self.parts.copy()
        for place, name, ready in self._first:
            value = values[name]
            parts[place] = (value if ready else self.escape(value)).encode()
        for place, first in self.again:
            parts[place] = parts[first]
        return b"".join(parts)

    def _add_slot(self, name: str) -> None:
        place = len(self.parts)
        first = self.places.setdefault(name, place)
        if first != place:
            self.again.append((place, first))
        self.parts.append(b"")


@lru_cache
def plain_characters(escape: Escape) -> bytes:
    """Return the printable ASCII characters, the space apart, that escaping leaves as they are."""
    return bytes(code for code in range(0x21, 0x7F) if escape(chr(code)) == chr(code))


def _around(piece: bytes, shared: bytes) -> list[bytes]:
    """Cut a piece at what all pages share, so that it is kept in memory once."""
    before, found, after = piece.partition(shared) if shared else (piece, b"", b"")
    return [before, shared, after] if found else [piece]


class RenderedPage:
    """A page that cannot be cut into segments: rendered in full each time.

    It is not kept if it is not `lasting`; `why` says what keeps it from being compiled.
    """

    __slots__ = ("block", "lasting", "render", "size", "why")

    block: HeaderBlock
    lasting: bool
    why: ThemeError | None

    def __init__(self, render: Callable[[Mapping[str, Any]], str], block: HeaderBlock) -> None:
        self.render = render
        self.block = block
        self.lasting = True
        self.size = _OBJECTS
        self.why = None

    def body(self, values: Values) -> bytes:
        """Return the body with these values in it."""
        return self.render(values).encode()
