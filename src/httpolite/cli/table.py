"""Rows as lines for a terminal, their columns aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[str, ...]


def aligned(rows: list[Row]) -> Iterator[str]:
    """Pad every cell that another one of its row follows; the last one is left as it is."""
    longest = max(map(len, rows))
    columns = [[row[at] for row in rows if at < len(row)] for at in range(longest)]
    widths = [max(map(_width, cells)) for cells in columns]
    for row in rows:
        paddings = (" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join(map("".join, zip(row, paddings, strict=True))).rstrip()


def _width(text: str) -> int:
    """Count the columns of a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
