"""check_theme: renders a theme's pages in every shape, and asks every check about each."""

from __future__ import annotations

from contextlib import suppress
from gzip import compress
from pathlib import Path
from typing import TYPE_CHECKING

from httpolite.checks import loaded, nesting, structure, values
from httpolite.checks.contrast import low_contrast
from httpolite.checks.findings import Finding, Report, Size
from httpolite.checks.making import Maker, of_error
from httpolite.checks.overflow import NoBrowserError, overflowing
from httpolite.checks.shapes import FRAGMENT, LONG, SHAPES, STATUSES
from httpolite.checks.templates import never_shown
from httpolite.errors import ThemeError
from httpolite.rendering.html import told

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from httpolite.checks.rendered import Rendered
    from httpolite.checks.shapes import Shape

    Told = tuple[str, str, int | None]

MOST_BYTES = 14 * 1024  # what a server may send before it has to wait for the client
MOST_GZIP = 5 * 1024
# Every status in every shape; other languages have every status, and every shape, but not both.
_WHOLE_LANGUAGES = frozenset({"en", "ar", "de", "zh-Hans"})
_WHOLE_SHAPES = frozenset({"usual", "full"})
_WHOLE_STATUSES = frozenset({404, 503})
_NARROW_STATUSES = (404, 405, 422, 429, 503)
_OF_ALL = (
    nesting.validity,
    loaded.loads,
    loaded.runs,
    loaded.moves,
    loaded.styles,
    values.escaped,
    values.shown,
)
_OF_DOCUMENTS = (*_OF_ALL, structure.outline, structure.language, structure.viewport)


def check_theme(theme: str | os.PathLike[str], *, browser: bool = True) -> Report:
    """Find what is wrong with a built-in theme or a folder; `browser`: look with Chromium too."""
    name = Path(theme).resolve().name
    try:
        maker = Maker(theme)
    except ThemeError as error:
        contrasts = _contrasts(theme)
        return Report(theme=name, findings=contrasts or (of_error("theme", error),))
    looks = _Looks(maker)
    looks.at_files(theme)
    for language in maker.languages:
        looks.at_pages(language)
    if browser:
        looks.at_widths()
    return looks.report(name)


class _Looks:
    """What was looked at so far, and what was found."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._findings: list[Finding] = []
        self._notes: list[str] = []
        self._known: dict[object, tuple[Told, ...]] = {}
        self._pages = 0
        self._largest = self._largest_gzip = Size()

    def report(self, name: str) -> Report:
        """Return all of it."""
        return Report(
            theme=name,
            findings=tuple(self._findings),
            pages=self._pages,
            largest=self._largest,
            largest_gzip=self._largest_gzip,
            notes=tuple(self._notes),
        )

    def at_files(self, theme: str | os.PathLike[str]) -> None:
        """Look at what the theme's files say on all pages."""
        folders = self._maker.theme.folders
        self._findings += low_contrast(theme)
        self._findings += never_shown(self._maker.environment, folders[0])
        file = next(path for folder in folders if (path := folder / "style.css").exists())
        for message in loaded.css_loads(self._maker.theme.css):
            self._findings.append(Finding(check="external", message=message, file=str(file)))

    def at_pages(self, language: str) -> None:
        """Look at the pages of a language."""
        broken = set()
        self._known.clear()
        for status, shape in _samples(language):
            try:
                page = self._maker.make(status, language, shape)
            except Exception as error:  # a template may raise anything
                broken.add(status)
                found = of_error("template", told(error))
                self._findings.append(found.on(status, language, shape.name))
            else:
                self._look_at(page)
        self._findings += [
            finding for finding in self._maker.uncompiled() if finding.status not in broken
        ]

    def at_widths(self) -> None:
        """Look for pages that scroll sideways on a small phone."""
        pages = [page for language in self._maker.languages for page in self._narrow(language)]
        try:
            for page, element in zip(pages, overflowing(page.text for page in pages), strict=True):
                if element is not None:
                    self._add(page, "overflow", f"<{element}> makes it wider than 320 px")
        except NoBrowserError as error:
            self._notes.append(f"overflow at 320 px was not looked at: {error}")

    def _narrow(self, language: str) -> Iterator[Rendered]:
        for status in _NARROW_STATUSES:
            with suppress(Exception):  # told already
                yield self._maker.make(status, language, LONG)

    def _look_at(self, page: Rendered) -> None:
        if page.is_fragment and page.is_document:
            return  # the theme has no fragment, so it is a page that was looked at
        self._pages += 1
        for found in self._asked(page):
            self._add(page, *found)
        self._weigh(page)

    def _asked(self, page: Rendered) -> tuple[Told, ...]:
        """Return what the checks say, asked once about pages that differ by their texts only."""
        expected = tuple(page.shape.expected(page.status))
        key = (page.language, page.shape.name, expected, page.skeleton)
        if key not in self._known:
            checks = _OF_DOCUMENTS if page.is_document else _OF_ALL
            self._known[key] = tuple(found for check in checks for found in check(page))
        return self._known[key]

    def _weigh(self, page: Rendered) -> None:
        body = page.text.encode()
        raw = Size(bytes=len(body), page=page.name)
        weighed = raw.bytes > MOST_GZIP or page.shape.name in _WHOLE_SHAPES
        packed = Size(bytes=len(compress(body, mtime=0)) if weighed else 0, page=page.name)
        if raw.bytes > MOST_BYTES:
            self._add(page, "size", f"more than {MOST_BYTES:,} bytes")
        if packed.bytes > MOST_GZIP:
            self._add(page, "size", f"more than {MOST_GZIP:,} bytes with gzip")
        self._largest = self._largest.or_larger(raw)
        self._largest_gzip = self._largest_gzip.or_larger(packed)

    def _add(self, page: Rendered, check: str, message: str, line: int | None = None) -> None:
        found = Finding(check=check, message=message, line=line)
        self._findings.append(found.on(page.status, page.language, page.shape.name))


def _samples(language: str) -> Iterator[tuple[int, Shape]]:
    for status in STATUSES:
        for shape in (*SHAPES, FRAGMENT):
            if (
                language in _WHOLE_LANGUAGES
                or shape.name in _WHOLE_SHAPES
                or status in _WHOLE_STATUSES
            ):
                yield status, shape


def _contrasts(theme: str | os.PathLike[str]) -> tuple[Finding, ...]:
    """Return the colours that keep a theme from being read, if it is they."""
    try:
        return tuple(low_contrast(theme))
    except ThemeError:
        return ()
