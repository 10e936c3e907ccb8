"""Weights: the table in docs/themes.md of how many bytes the pages of each theme have.

scripts/weights.py            writes it
scripts/weights.py --check    exits with 1 if it is stale
"""

from __future__ import annotations

import gzip
import re
import sys
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from httpolite import ErrorPages, statuses
from httpolite.rendering.themes import built_in_names

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parent.parent / "docs" / "themes.md"
START, END = "<!-- weights: made by scripts/weights.py -->\n", "<!-- end of weights -->\n"
TIME = re.compile(rb"\d{4}-\d\d-\d\d([ T])\d\d:\d\d:\d\d")
REQUEST_ID = "0af7651916cd43dd8448eb211c80319c"
# zlib packs a little differently from one version to the next.
TOLERANCE = 0.02


def main(arguments: list[str], file: Path = FILE) -> int:
    """Write the table, or check it; return the exit status."""
    text = file.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    old, _, after = rest.partition(END)
    new = table()
    if arguments != ["--check"]:
        file.write_text(before + START + new + END + after, encoding="utf-8")
    elif not is_same(old, new):
        print(f"{file.name} is stale: run scripts/weights.py", file=sys.stderr)
        return 1
    return 0


def table() -> str:
    """Return the table, a row for each theme."""
    head = "| theme | 404 in English | every page | 404, gzip | every page, gzip |"
    return "\n".join(["", head, "|---|--:|--:|--:|--:|", *map(row, built_in_names()), "", ""])


def row(theme: str) -> str:
    """Write one theme's row."""
    weights = dict(weigh(theme))
    cells = []
    for one, every in zip(weights["en", 404], zip(*weights.values(), strict=True), strict=True):
        cells += [f"{one:,}", f"{min(every):,} to {max(every):,}"]
    return f"| `{theme}` | {' | '.join(cells)} |"


def weigh(theme: str) -> Iterator[tuple[tuple[str, int], tuple[int, int]]]:
    """Yield (language, status), and the bytes of its page as it is and packed by gzip."""
    pages = ErrorPages(theme=theme)
    for language, code in product(languages(), statuses):
        if code >= 400:
            reply = pages.reply(
                code, accept="text/html", language=language, path="/a/path", request_id=REQUEST_ID
            )
            body = TIME.sub(rb"2026-11-24\g<1>12:00:00", reply.body)
            yield (language, code), (len(body), len(gzip.compress(body, mtime=0)))


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of all languages that ship."""
    folder = Path(sys.modules["httpolite"].__path__[0]) / "catalogue" / "locales"
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


def is_same(old: str, new: str) -> bool:
    """Return whether two tables say the same, but for a little."""
    words, numbers = zip(*(split(table) for table in (old, new)), strict=True)
    return words[0] == words[1] and all(
        abs(one - other) <= TOLERANCE * other for one, other in zip(*numbers, strict=True)
    )


def split(table: str) -> tuple[str, list[int]]:
    """Return a table's words, and its numbers."""
    number = re.compile(r"\b\d[\d,]*\b")
    words = re.sub(r"404", "", table)
    numbers = [int(found.replace(",", "")) for found in number.findall(words)]
    return number.sub("#", words), numbers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
