"""Maker: renders a theme's pages as they are sent, but for the constant page if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.checks.findings import Finding
from httpolite.checks.rendered import Rendered
from httpolite.checks.shapes import brands
from httpolite.errors import OptionError, ThemeError
from httpolite.pages import ErrorPages
from httpolite.rendering.compiled import RenderedPage

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from httpolite.brand import Brand
    from httpolite.checks.shapes import Shape
    from httpolite.rendering.themes import Theme


class Maker:
    """A theme's pages, without a brand and with one that says all it can; or ThemeError."""

    def __init__(self, theme: str | os.PathLike[str]) -> None:
        self._plain = ErrorPages(theme=theme)
        self._branded = _with_one_of(theme, brands())
        self.languages = self._plain._catalogue.languages
        self.theme: Theme = self._plain._renderer.theme
        self.environment = self._plain._renderer._html._environment

    def make(self, status: int, language: str, shape: Shape) -> Rendered:
        """Render a page; whatever its template raises is raised here."""
        pages = self._branded if shape.branded else self._plain
        renderer, kept = pages._renderer, list(shape.headers)
        problem = shape.problem_of(status)
        _, body = renderer.page(status, "html", language, problem, shape.asked, kept)
        return Rendered(
            theme=renderer.theme,
            status=status,
            language=language,
            direction=self.languages[language].direction,
            shape=shape,
            text=body.decode(),
        )

    def uncompiled(self) -> Iterator[Finding]:
        """Yield the pages that were made since the last call and are rendered for each request."""
        for pages in (self._plain, self._branded):
            kept = pages._renderer._shelf.pages
            for (status, _, language, *_), page in kept.items():
                if isinstance(page, RenderedPage) and page.why is not None:
                    found = of_error("compiled", page.why, "rendered anew for each request: ")
                    yield found.on(status, language, None)
            kept.clear()


def of_error(check: str, error: ThemeError, before: str = "") -> Finding:
    """Return what a ThemeError says as a finding."""
    place = error.file if error.line is None else f"{error.file}, line {error.line}"
    message = str(error).removeprefix(f"{place}: ")
    return Finding(check=check, message=before + message, file=error.file, line=error.line)


def _with_one_of(theme: str | os.PathLike[str], brands: tuple[Brand, ...]) -> ErrorPages:
    """Return the pages with the first brand whose accent stands out from the theme's colours."""
    for brand in brands[:-1]:
        try:
            return ErrorPages(theme=theme, brand=brand)
        except OptionError:
            continue
    return ErrorPages(theme=theme, brand=brands[-1])
