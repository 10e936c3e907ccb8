"""CompiledPage: everything of a page that is known beforehand, as bytes around a few slots."""

from __future__ import annotations

import re
from random import getrandbits
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from httpolite.headers import HeaderBlock

    Values = Mapping[str, str]

# Random, so that no text can hold it; letters and digits, so that no escaping changes it.
_MARK = f"hp{getrandbits(64):016x}"
READY = "extensions"  # the one value that comes as a piece of the document
_SLOT = re.compile(rf"{_MARK}([a-z_]+)X")


def mark(name: str) -> str:
    """Return the text that stands for a value until it is known."""
    return f"{_MARK}{name}X"


class CompiledPage:
    """A page that is joined from ready segments and a request's own values, each escaped."""

    __slots__ = ("_escape", "_parts", "block")

    block: HeaderBlock
    lasting = True

    def __init__(self, text: str, escape: Callable[[str], str], block: HeaderBlock) -> None:
        pieces = _SLOT.split(text)
        # re.split puts the slots' names at the odd places.
        self._parts = tuple(
            piece if index % 2 else piece.encode() for index, piece in enumerate(pieces)
        )
        self._escape = escape
        self.block = block

    def body(self, values: Values) -> bytes:
        """Return the body with these values in its slots."""
        escape = self._escape
        return b"".join(
            [
                part
                if isinstance(part, bytes)
                else (values[part] if part == READY else escape(values[part])).encode()
                for part in self._parts
            ]
        )


class RenderedPage:
    """A page that cannot be cut into segments: rendered in full each time.

    It is not kept if it is not `lasting`.
    """

    __slots__ = ("block", "lasting", "render")

    block: HeaderBlock
    lasting: bool

    def __init__(self, render: Callable[[Mapping[str, Any]], str], block: HeaderBlock) -> None:
        self.render = render
        self.block = block
        self.lasting = True

    def body(self, values: Values) -> bytes:
        """Return the body with these values in it."""
        return self.render(values).encode()
