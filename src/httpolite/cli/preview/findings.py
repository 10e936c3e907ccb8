"""What `httpolite check` says of a theme, beside the page that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from httpolite.journal import log

if TYPE_CHECKING:
    from httpolite.checks.findings import Report
    from httpolite.cli.preview.choices import Choice


@dataclass(frozen=True)
class Row:
    """One finding on all the pages that share it."""

    check: str
    pages: str
    example: str
    message: str
    here: bool  # on the page that is looked at, too


@dataclass(frozen=True)
class Findings:
    """A sentence on the whole, and the rows."""

    summary: str
    rows: tuple[Row, ...] = ()


def report_on(theme: str) -> Report | str:
    """Check a theme, but for what takes a browser; or return a sentence on why that failed."""
    try:
        from httpolite.checks.theme import check_theme

        return check_theme(theme, browser=False)
    except ImportError as error:
        return f"This needs {error.name}: install it with pip install 'httpolite[cli]'."
    except Exception as error:  # a template may do anything
        log(f"the check of {theme} failed", error)
        return "The check failed; the terminal says more."


def findings_of(report: Report | str, choice: Choice) -> Findings:
    """Return a report as it is shown beside a page."""
    if isinstance(report, str):
        return Findings(report)
    from httpolite.cli.check import _alike, _row, _summary

    here = set(report.of_page(int(choice.status), choice.language))
    rows = []
    for group in _alike(report.findings):
        check, pages, example, message = map(str.strip, _row(group))
        rows.append(Row(check, pages, example, message, here=not here.isdisjoint(group)))
    _, _, summary = _summary(report).partition(": ")
    return Findings(f"{summary[:1].upper()}{summary[1:]}.", tuple(rows))
