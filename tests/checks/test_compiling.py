"""Why a page cannot be compiled is known, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from httpolite import ErrorPages, Problem
from httpolite.rendering.compiled import CompiledPage, RenderedPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]


def made(write_theme: Write, template: str) -> CompiledPage | RenderedPage:
    files = {"page.html": template, "part.html": "\n\n{{ page.path ~ '!' }}"}
    pages = ErrorPages(theme=write_theme(files))
    pages._renderer._shelf.pages.clear()
    pages.reply(Problem(404, detail="a"), accept="text/html", path="/a")
    (page,) = pages._renderer._shelf.pages.values()
    return page


@pytest.mark.parametrize(
    ("template", "file", "line", "values"),
    [
        ("a\n{{ page.detail|upper }}", "page.html", 2, "detail"),
        ("{{ page.path[1:] }}", "page.html", 1, "path"),
        ("{{ page.path|e|length }}", "page.html", 1, "path"),
        ("{% include 'part.html' %}", "part.html", 3, "path"),
        ("{{ page.detail|safe }}{{ page.path }}", None, None, "detail"),
        ("{{ page.detail|safe }}{{ page.path|safe }}", None, None, "path, detail"),
        ("{% if page.detail is string %}x{% endif %}", None, None, "a value"),
    ],
)
def test_the_reason_is_kept_with_file_and_line(
    write_theme: Write, template: str, file: str | None, line: int | None, values: str
) -> None:
    page = made(write_theme, template)

    assert isinstance(page, RenderedPage)
    assert page.why is not None
    assert str(page.why).endswith(f"more is done with {values} than to print it")
    assert (page.why.file and page.why.file.rpartition("/")[2], page.why.line) == (file, line)


def test_what_is_compiled_needs_no_reason(write_theme: Write) -> None:
    assert isinstance(made(write_theme, "{{ page.detail }}"), CompiledPage)
