"""What was found in a theme, as lines for a terminal: one row for what many pages share."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from httpolite.checks.theme import check_theme
from httpolite.cli.table import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from httpolite.checks.findings import Finding, Report

# What a finding's `check` may be.
NAMES = (
    "compiled",
    "contrast",
    "dir",
    "escape",
    "external",
    "h1",
    "html",
    "lang",
    "main",
    "missing",
    "overflow",
    "refresh",
    "script",
    "size",
    "style",
    "template",
    "theme",
    "title",
    "unused",
    "viewport",
)
_MOST_NAMED = 4


def check_and_say(themes: Iterable[str], ignore: Iterable[str], say: Callable[[str], None]) -> bool:
    """Check themes and say what was found in each; return whether there was nothing."""
    clean = True
    for theme in themes:
        report = check_theme(theme)
        heeded = tuple(found for found in report.findings if found.check not in ignore)
        for line in lines_of(replace(report, findings=heeded)):
            say(line)
        clean = clean and not heeded
    return clean


def lines_of(report: Report) -> Iterator[str]:
    """Say what was looked at and what was found."""
    yield _summary(report)
    yield from (f"  note: {note}" for note in report.notes)
    rows = [_row(found) for found in _alike(report.findings)]
    if rows:
        yield ""
        yield from aligned([("  check", "where", "for example", "what"), *rows])


def _summary(report: Report) -> str:
    count = len(_alike(report.findings))
    found = "nothing found" if not count else f"{count} finding{'s' * (count > 1)}"
    if not report.pages:
        return f"{report.theme}: {found}"
    return (
        f"{report.theme}: {found} on {report.pages:,} pages; the largest has "
        f"{report.largest.bytes:,} bytes ({report.largest.page}), "
        f"{report.largest_gzip.bytes:,} with gzip ({report.largest_gzip.page})"
    )


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Group the findings that differ by their page only."""
    groups: dict[object, list[Finding]] = {}
    for found in findings:
        place = (found.file, found.line) if found.file else None
        groups.setdefault((found.check, found.message, place), []).append(found)
    return list(groups.values())


def _row(group: list[Finding]) -> tuple[str, str, str, str]:
    first = group[0]
    pages = " · ".join(
        _named(values, many)
        for values, many in (
            ([found.status for found in group], "statuses"),
            ([found.language for found in group], "languages"),
            ([found.shape for found in group], "shapes"),
        )
        if values[0] is not None
    )
    return (f"  {first.check}", pages or "the theme", _example(first), first.message)


def _named(values: Iterable[object], many: str) -> str:
    """Name a few, count many."""
    different = dict.fromkeys(map(str, values))
    if len(different) > _MOST_NAMED:
        return f"{len(different)} {many}"
    return ", ".join(different)


def _example(found: Finding) -> str:
    """Say where to look: in a file of the theme, else in a page as it is sent."""
    line = "" if found.line is None else f"line {found.line}"
    page = f"{found.status} {found.language}"
    places = (_short(found.file), line) if found.file else (page, found.shape, line)
    return ", ".join(filter(None, places))


def _short(file: str) -> str:
    path = Path(file)
    here = Path.cwd()
    return os.fspath(path.relative_to(here)) if path.is_relative_to(here) else file
