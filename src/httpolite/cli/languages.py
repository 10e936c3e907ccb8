"""What was found in the texts of languages, as lines for a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.locale import read_locale, shipped_locale
from httpolite.checks.texts.report import RULES, check_texts
from httpolite.cli.table import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from httpolite.checks.texts.locale import Locale
    from httpolite.checks.texts.report import TextsReport
    from httpolite.cli.table import Row

# What a suspicion's `check` may be.
NAMES = tuple(sorted([*RULES, "right"]))
_HEAD = ("language", "name", "script", "texts", "review", "stale", "suspicious")


def check_languages(ignore: Iterable[str], say: Callable[[str], None]) -> bool:
    """Check all languages that ship; return whether there was nothing to look at."""
    return _check(map(shipped_locale, SHIPPED.languages), ignore, say)


def check_language(file: str, ignore: Iterable[str], say: Callable[[str], None]) -> bool:
    """Check a translator's file, or LanguageError; return whether there was nothing to look at."""
    return _check([read_locale(Path(file))], ignore, say)


def _check(locales: Iterable[Locale], ignore: Iterable[str], say: Callable[[str], None]) -> bool:
    reports = [_without(check_texts(locale), set(ignore)) for locale in locales]
    for line in lines_of(reports):
        say(line)
    return not any(report.suspicions for report in reports)


def _without(report: TextsReport, ignored: set[str]) -> TextsReport:
    heeded = (found for found in report.suspicions if found.check not in ignored)
    return replace(report, suspicions=tuple(heeded))


def lines_of(reports: list[TextsReport]) -> Iterator[str]:
    """Say how it stands with each language, then what there is to look at."""
    yield from aligned([_HEAD, *map(_row, reports)])
    found = [
        (report.tag, suspicion.check, suspicion.place or "the file", suspicion.message)
        for report in reports
        for suspicion in report.suspicions
    ]
    if found:
        yield ""
        yield from aligned([("language", "check", "where", "what"), *found])
    notes = _notes(reports)
    if notes:
        yield ""
        yield from (f"note: {note}: {', '.join(tags)}" for note, tags in notes.items())


def _row(report: TextsReport) -> Row:
    stale = sum(found.check == "stale" for found in report.suspicions)
    return (
        report.tag,
        report.name,
        report.script,
        f"{report.texts}/{report.wanted}",
        report.review,
        str(stale) if report.is_recorded else "-",
        str(len(report.suspicions) - stale),
    )


def _notes(reports: list[TextsReport]) -> dict[str, list[str]]:
    """Gather the languages that the same is said of."""
    notes: dict[str, list[str]] = {}
    for report in reports:
        for note in report.notes:
            notes.setdefault(note, []).append(report.tag)
    return notes
