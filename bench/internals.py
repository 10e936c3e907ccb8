"""The few things measured that no public name leads to: all of them are reached from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpolite import ErrorPages


def compiled_body(
    pages: ErrorPages, status: int, format: str, language: str, values: dict[str, str]
) -> Callable[[], bytes]:
    """Return what writes the body of a compiled page with these values in it."""
    page = pages._renderer._find(status, format, language, tuple(values))
    return partial(page.body, values)


def jinja_body(
    pages: ErrorPages, status: int, language: str, values: dict[str, str]
) -> Callable[[], bytes]:
    """Return what renders the same page by Jinja2; its context is made already."""
    renderer: Any = pages._renderer
    names = [f"{status}.html", f"{status // 100}xx.html", "page.html"]
    template = renderer._html._environment.select_template(names)
    page = renderer._page_of(status, language, tuple(values), ())(values)
    return lambda: template.render(page=page).encode()


def languages(pages: ErrorPages) -> tuple[str, ...]:
    """Return the tags of all languages that ship."""
    return pages._offered


def locale_file(language: str) -> Path:
    """Return the file that a language's texts are read from."""
    from httpolite.catalogue.languages import locale_path

    return locale_path(language)


def first_text(language: str) -> Callable[[], object]:
    """Return what asks for a text of a language of which nothing was read."""
    from httpolite.catalogue.languages import Catalogue

    catalogue = Catalogue()
    assert language in catalogue.languages  # the file of facts is read once for all of them
    return partial(catalogue.texts, 404, language)


def all_texts() -> object:
    """Return a catalogue that has read the texts of every language."""
    from httpolite.catalogue.languages import Catalogue

    catalogue = Catalogue()
    for language in catalogue.languages:
        catalogue.texts(404, language)
    return catalogue
