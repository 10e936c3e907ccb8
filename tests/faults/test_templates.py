"""A theme that fails while it is rendered, or is gone: the status stays, and a page comes out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from faults.ways import ASGI, FORMATS, HTML, Call, reply, through_every_adapter, through_every_way
from faults.whole import assert_whole, is_constant, said, unhandled
from httpolite import Brand, ErrorPages, Problem
from httpolite.rendering.compiled import CompiledPage, RenderedPage
from httpolite.rendering.renderer import Renderer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from doubles import Seen

    Write = Callable[..., Path]
    Way = Callable[[Call], Seen]

BROKEN = {
    "ZeroDivisionError": "{{ 1 // 0 }}",
    "UndefinedError": "{{ page.nothing.of.the.kind }}",
    "TypeError": "{{ page.status() }}",
    "RecursionError": "{% macro on() %}{{ on() }}{% endmacro %}{{ on() }}",
    "UnicodeEncodeError": '{{ "\\ud800" }}',
    "TemplateNotFound": '{% include page.family ~ "-part.html" %}',
}
INCLUDES_ITSELF = '{% include "page.html" %}'


@through_every_way
@pytest.mark.parametrize("kind", BROKEN)
def test_31_a_template_that_raises_gives_the_constant_page_and_one_line(
    way: Way, kind: str, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    theme = write_theme({"page.html": BROKEN[kind]})
    pages = ErrorPages(theme=theme)

    for status in (404, 404, 503):
        seen = way(Call(pages=pages, does=status, asked=HTML))

        assert_whole(seen, status)
        assert seen.raised is None
        assert is_constant(seen)
    [line] = said(caplog)
    nowhere = kind in ("RecursionError", "UnicodeEncodeError")  # not in a line of the template
    place = "" if nowhere else f" in {theme / 'page.html'}, line 1"
    assert line == f"constant pages are sent because of {kind}{place}"


@through_every_way
def test_31_a_template_that_includes_itself_ends(
    way: Way, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": INCLUDES_ITSELF}))

    assert_whole(way(Call(pages=pages, asked=HTML)), 404)
    assert len(said(caplog)) == 1


@through_every_adapter
@pytest.mark.parametrize("kind", BROKEN)
def test_31_the_apps_exception_is_raised_or_logged_all_the_same(
    way: Way, kind: str, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BROKEN[kind]}))
    exc = RuntimeError("secret")

    seen = way(Call(pages=pages, does=exc, asked=HTML))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert unhandled(caplog) == ([exc] if way.__name__ == "plain_wsgi" else [])
    assert len(said(caplog)) == 1


@through_every_way
def test_31_the_other_formats_know_nothing_of_a_broken_theme(
    way: Way, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    theme = write_theme({"page.html": BROKEN["UndefinedError"]})
    pages = ErrorPages(theme=theme)

    for asked in FORMATS[1:]:
        seen = way(Call(pages=pages, does=Problem(409, detail="Gone."), asked=asked))

        assert_whole(seen, 409)
        assert not is_constant(seen)
        assert b"Gone." in seen.body
    line = f"constant pages are sent because of UndefinedError in {theme / 'page.html'}, line 1"
    assert said(caplog) in ([], [line])  # prepare()


@through_every_way
def test_31_a_template_that_fails_for_one_value_serves_the_others(
    way: Way, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    theme = write_theme({"page.html": "{{ 12 // (page.path|length - 5) }}", "5xx.html": "fine"})
    pages = ErrorPages(theme=theme)

    shown = [way(Call(pages=pages, path=path, asked=HTML)) for path in ("/four", "/f", "/four")]

    for seen in shown[::2]:
        assert_whole(seen, 404)
        assert is_constant(seen)
    assert (shown[1].status, shown[1].body) == (404, b"-4")
    assert said(caplog) == [
        f"constant pages are sent because of ZeroDivisionError in {theme / 'page.html'}, line 1"
    ]


@through_every_way
def test_a_page_that_cannot_be_compiled_is_rendered_each_time(
    way: Way, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": "{{ page.path|upper|reverse }}"}))

    for path, text in (("/abc", b"CBA/"), ("/<b>", b"&gt;B&lt;/")):
        seen = way(Call(pages=pages, path=path, asked=HTML))

        assert (seen.status, seen.body) == (404, text)
        assert seen.value("content-length") == str(len(text))
    assert said(caplog) == []


def test_31_two_faults_are_told_once_each(
    write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    theme = write_theme({"404.html": "{{ 1 // 0 }}", "5xx.html": "\n{{ 1 // 0 }}"})
    pages = ErrorPages(theme=theme)

    for status in (404, 500, 503, 404, 500):
        assert pages.reply(status, accept="text/html").status == status

    assert said(caplog) == [
        f"constant pages are sent because of ZeroDivisionError in {theme / place}"
        for place in ("404.html, line 1", "5xx.html, line 2")
    ]


# The theme is gone


@through_every_way
def test_a_theme_that_is_removed_at_run_time_goes_on(
    way: Way, write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    theme = write_theme(
        {
            "page.html": '{% extends "plain/page.html" %}{% block title %}{% include "own.html" %}'
            "{% endblock %}",
            "own.html": "Mine",
            "410.html": "{% include page.family ~ '.html' %}",
            "4xx.html": "Also mine",
            "style.css": "body{color:red}",
        }
    )
    pages = ErrorPages(theme=theme)
    before = way(Call(pages=pages, does=503, asked=HTML))

    shutil.rmtree(theme)

    for language in ("en", "ar"):
        seen = way(Call(pages=pages, does=503, asked=(*HTML, ("Accept-Language", language))))
        assert_whole(seen, 503)
        assert seen.value("content-language") == language
        for part in (b"Mine", b"color:red"):
            assert part in seen.body
            assert part in before.body
    assert way(Call(pages=pages, does=410, asked=HTML)).body == b"Also mine"
    assert said(caplog) == []


# Memory and stack run out while a page is made


@through_every_way
@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_31_no_memory_to_render_gives_the_constant_page_until_there_is_some(
    way: Way, error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    pages = ErrorPages()

    def fail(*_: Any, **__: Any) -> str:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Template, "render", fail)
        for _ in range(2):
            seen = way(Call(pages=pages, does=503, asked=HTML))
            assert_whole(seen, 503)
            assert is_constant(seen)
    seen = way(Call(pages=pages, does=503, asked=HTML))

    assert_whole(seen, 503)
    assert not is_constant(seen)
    assert {type(page) for page in pages._renderer._shelf.pages.values()} == {CompiledPage}
    assert said(caplog) == [f"constant pages are sent because of {error.__name__}"]


@through_every_adapter
@pytest.mark.parametrize("asked", FORMATS, ids=lambda asked: asked[0][1])
def test_31_no_memory_for_any_page_gives_a_constant_one_and_keeps_the_apps_headers(
    way: Way, asked: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(Renderer, "write", fail)
    pages = ErrorPages(brand=Brand(name="Ours"))

    seen = way(Call(pages=pages, does=405, asked=asked, sent=(("Allow", "GET"),)))

    assert_whole(seen, 405)
    assert seen.value("allow") == "GET"
    assert said(caplog) == ["constant pages are sent because of MemoryError"]


def test_a_template_that_only_compiling_drives_too_deep_is_rendered(write_theme: Write) -> None:
    deep = "{% macro show(v) %}{{ v if v is string else show(v) }}{% endmacro %}"
    pages = ErrorPages(theme=write_theme({"page.html": deep + "{{ show(page.path) }}"}))

    seen = reply(Call(pages=pages, path="/a", asked=HTML))

    assert seen.body == b"/a"
    assert not any(isinstance(p, RenderedPage) for p in pages._renderer._shelf.pages.values())
