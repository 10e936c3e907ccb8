"""The table of language tags in src/httpolite/negotiation/cldr.py, made from CLDR by way of Babel.

scripts/cldr.py            writes it
scripts/cldr.py --check    exits with 1 if it is not what would be written

A newer Babel may bring a newer CLDR; then write it anew and read what has changed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from babel.core import get_global
from babel.localedata import exists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = Path(__file__).parent.parent / "src" / "httpolite" / "negotiation" / "cldr.py"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REGIONAL = re.compile(r"([a-z]{2,3})_([A-Z]{2}|[0-9]{3})")

_HEAD = '''\
"""What CLDR knows of language tags; made by scripts/cldr.py, not by hand. In lower case."""

from __future__ import annotations
'''
_TABLES = (
    (
        "ALIASES",
        "Of a group, all but the first are old or other subtags for the first, maybe with a script.",
    ),
    (
        "SCRIPTS",
        "The script, then the tags that are written in it if they name none; others are in Latin.",
    ),
    (
        "PARENTS",
        "A language and region, then those of its regions whose readers that one serves best.",
    ),
)


def main(arguments: list[str], file: Path = FILE) -> int:
    """Check or write the file; return the exit status."""
    made = table()
    if arguments == ["--check"]:
        if file.read_text(encoding="utf-8") == made:
            return 0
        print(f"{file.name} is stale: run scripts/cldr.py", file=sys.stderr)
        return 1
    file.write_text(made, encoding="utf-8")
    return 0


def table() -> str:
    """Write the module."""
    pairs = {"ALIASES": aliases(), "SCRIPTS": scripts(), "PARENTS": parents()}
    parts = [_HEAD]
    for name, meaning in _TABLES:
        groups = "; ".join(f"{to} {' '.join(every)}" for to, every in _grouped(pairs[name]))
        text = fill(groups, 98, break_on_hyphens=False)
        parts.append(f'\n# {meaning}\n{name} = """\\\n{text}\n"""\n')
    return "".join(parts)


def aliases() -> Iterator[tuple[str, str]]:
    """Give each deprecated or encompassed language, and the one that stands for it."""
    for old, new in get_global("language_aliases").items():
        language, _, more = new.partition("_")
        if _LANGUAGE.fullmatch(old) and (len(language) == 2 or exists(language)):
            script = more if len(more) == 4 else _script_of_region(new)
            yield (f"{language}-{script}" if script else language), old


def scripts() -> Iterator[tuple[str, str]]:
    """Give each language with its script, and each region in which it has another."""
    for tag in get_global("likely_subtags"):
        if _LANGUAGE.fullmatch(tag) and _script(tag) != "Latn":
            yield _script(tag), tag
        elif script := _script_of_region(tag):
            yield script, tag.replace("_", "-")


def parents() -> Iterator[tuple[str, str]]:
    """Give each region of a language with the region that it falls back to."""
    for tag, parent in get_global("parent_exceptions").items():
        language, *more = tag.split("_")
        begun, *to = parent.split("_")
        if language == begun and more and to:
            yield f"{language}-{to[-1]}", f"{language}-{more[-1]}"


def _script(tag: str) -> str:
    """Return the likely script, Latin where CLDR knows none."""
    likely = get_global("likely_subtags").get(tag, "").split("_")
    return likely[1] if len(likely) == 3 else "Latn"


def _script_of_region(tag: str) -> str:
    """Return the script of a language in a region if it is another than elsewhere, else nothing."""
    found = _REGIONAL.fullmatch(tag)
    if found is None or found[1] == "und" or tag not in get_global("likely_subtags"):
        return ""
    return _script(tag) if _script(tag) != _script(found[1]) else ""


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for to, tag in pairs:
        groups.setdefault(to.lower(), []).append(tag.lower())
    return sorted((to, sorted(tags)) for to, tags in groups.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
