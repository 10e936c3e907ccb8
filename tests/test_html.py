"""HTML: a page is cut at its values, and comes out as Jinja2 alone would write it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from httpolite import Brand, ErrorPages, Problem, ThemeError
from httpolite.rendering.compiled import CompiledPage, RenderedPage, mark
from httpolite.rendering.html import NotCompilableError, StandIn
from httpolite.rendering.themes import built_in_names
from httpolite.requests import Inquiry
from strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

BRAND = Brand(name="Ex & <Co>", support="help@example.com", sign_in="/login", search="/s")
PRINTED = "{{ page.detail }}|{{ page.path }}|{{ page.request_id }}"


def html(pages: ErrorPages, problem: int | Problem = 404, **options: Any) -> str:
    reply = pages.reply(problem, accept="text/html", **options)
    assert ("content-type", "text/html; charset=utf-8") in reply.headers
    return reply.body.decode()


def made(pages: ErrorPages) -> list[CompiledPage | RenderedPage]:
    return list(pages._renderer._shelf.pages.values())


def themed(write_theme: Write, body: str, **files: str) -> ErrorPages:
    pages = ErrorPages(theme=write_theme({"page.html": body, **files}), brand=BRAND)
    pages._renderer._shelf.pages.clear()
    return pages


# Equal to a full rendering


def full(pages: ErrorPages, problem: Problem | None, inquiry: Inquiry, *asked: Any) -> bytes:
    """Render as if nothing could be compiled."""
    renderer = pages._renderer
    compile_page, html_renderer = renderer._html.compile, renderer._html

    def never(page_of: Any, status: int, names: Any, block: Any, **more: Any) -> RenderedPage:
        return html_renderer.rendered(page_of, status, block, **more)

    before, renderer._shelf.pages = renderer._shelf.pages, {}
    html_renderer.compile = never  # type: ignore[method-assign]
    try:
        return compiled(pages, problem, inquiry, *asked)
    finally:
        html_renderer.compile = compile_page  # type: ignore[method-assign]
        renderer._shelf.pages = before


def compiled(
    pages: ErrorPages, problem: Problem | None, inquiry: Inquiry, status: int, language: str
) -> bytes:
    kept = [("allow", "GET"), ("retry-after", "30")]
    return pages._renderer.page(status, "html", language, problem, inquiry, kept)[1]


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("httpolite.rendering.values.now", lambda: b"2026-11-22 14:05:09 UTC")


BRANDED = ErrorPages(brand=BRAND)
THEMES = {name: ErrorPages(theme=name, brand=BRAND) for name in built_in_names()}
inquiries = st.builds(
    Inquiry,
    method=st.sampled_from(["GET", "POST"]),
    path=st.none() | any_text,
    request_id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:@/+=~-]{0,127}", fullmatch=True),
    trace_id=st.none() | any_text,
    nonce=st.none() | any_text,
    fragment=st.booleans(),
)
problems = st.none() | st.builds(
    Problem, st.just(404), title=st.none() | any_text, detail=st.none() | any_text
)
statuses_shown = st.sampled_from([401, 404, 405, 429, 500, 503, 599])


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("theme", THEMES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(problems, inquiries, statuses_shown, st.sampled_from(["en", "ar", "zh-Hant"]))
def test_a_compiled_page_equals_a_full_rendering_for_any_values(
    theme: str, problem: Problem | None, inquiry: Inquiry, status: int, language: str
) -> None:
    pages = THEMES[theme]
    asked = (problem, inquiry, status, language)
    assert compiled(pages, *asked) == full(pages, *asked)
    assert all(isinstance(page, CompiledPage) for page in made(pages))


@pytest.mark.parametrize("theme", THEMES)
def test_the_templates_of_every_built_in_theme_are_proved_to_print_only(theme: str) -> None:
    assert THEMES[theme]._renderer._html._only_print


@pytest.mark.parametrize(
    "template",
    [
        PRINTED,
        "{% if page.detail %}<p>{{ page.detail }}</p>{% else %}none{% endif %}",
        "{{ page.detail or 'none' }} {{ page.path|default('none', true) }}",
        "{% set d = page.detail %}{{ d }}{{ d }}",
        "{% macro row(v) %}<i>{{ v }}</i>{% endmacro %}{{ row(page.detail) }}",
        '{% for a in page.actions %}<a href="{{ a.href }}">{{ a.label }}</a>{% endfor %}',
        "{{ page.labels.home|upper }}{{ page.detail }}",
        "{{ page.status + 1 }}{% if page.status == 404 %}{{ page.path }}{% endif %}",
        "{% include 'part.html' %}",
        "{{ {'title': page.detail}|xmlattr }}",
    ],
)
def test_a_template_that_only_prints_values_is_compiled(write_theme: Write, template: str) -> None:
    pages = themed(write_theme, template, **{"part.html": "{{ page.detail }}"})
    for detail in ("<b> & \"é中'", "x" * 500, " \n "):
        html(pages, Problem(404, detail=detail), path="/a")
    assert [type(page) for page in made(pages)] == [CompiledPage]


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ page.detail|upper }}", "&lt;A&gt;&amp;AMP; B\n C"),
        ("{{ page.detail|length }}", "13"),
        ("{{ page.detail|safe }}", "<a>&amp; b\n c"),
        ("{{ page.detail|replace('a', 'x') }}", "&lt;x&gt;&amp;xmp; b\n c"),
        ("{{ page.detail|e|replace('\n', '<br>'|safe) }}", "&lt;a&gt;&amp;amp; b<br> c"),
        ("{{ page.detail|escape|replace('amp', 'x') }}", "&lt;a&gt;&x;x; b\n c"),
        ("{{ page.detail|forceescape|length }}", "23"),
        ("{% filter upper %}{{ page.detail }}{% endfilter %}", "&LT;A&GT;&AMP;AMP; B\n C"),
        (
            "{% set x %}{{ page.detail }}{% endset %}{{ x|replace('\n', '-') }}",
            "&lt;a&gt;&amp;amp; b- c",
        ),
        (
            "{% set x %}{{ page.detail }}{% endset %}{{ x|truncate(600, true, '') }}",
            "&lt;a&gt;&amp;amp; b\n c",
        ),
        ("{% if page.detail == '<a>&amp; b\n c' %}same{% endif %}", "same"),
        ("{% if page.detail is string %}a string{% endif %}", "a string"),
        ("{% if page.detail is escaped %}{% else %}plain{% endif %}", "plain"),
        ("{% if 'amp' in page.detail %}in{% endif %}", "in"),
        ("{% if page.path in ['/a', '/b'] %}in{% endif %}", "in"),
        ("{% if page.path.startswith('/a') %}start{% endif %}", "start"),
        ("{% if page.path < '/b' %}less{% endif %}", "less"),
        ("{{ page.path[1:] }}", "a"),
        ("{{ page.path + '!' }}{{ '!' + page.path }}", "/a!!/a"),
        ("{{ '%s!' % page.path }}{{ '%s'|format(page.path) }}", "/a!/a"),
        ("{{ page.path * 2 }}", "/a/a"),
        ("{{ page.path ~ '<b>' }}", "/a&lt;b&gt;"),
        ("{% for c in page.path %}{{ c }}.{% endfor %}", "/.a."),
        ("{{ page.path|list|join('-') }}", "/-a"),
        ("{{ page.path|tojson }}", '"/a"'),
        ("{{ {'/a': 'known'}[page.path] }}", "known"),
        ("{{ '{}'.format(page.path) }}", "/a"),
        ("{{ page.retry_after|int(5) }}", "5"),
    ],
)
def test_a_template_that_does_more_with_a_value_still_comes_out_right(
    write_theme: Write, template: str, shown: str
) -> None:
    pages = themed(write_theme, template)
    problem = Problem(404, detail="<a>&amp; b\n c", headers={"Retry-After": "30"})
    for _ in range(2):
        assert html(pages, problem, path="/a") == shown
    assert [type(page) for page in made(pages)] == [RenderedPage]


@pytest.mark.usefixtures("still")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(detail=any_text)
def test_the_idiom_for_line_breaks_is_right_for_any_detail(
    tmp_path_factory: pytest.TempPathFactory, detail: str
) -> None:
    pages = BREAKS.get("pages")
    if pages is None:
        folder = tmp_path_factory.mktemp("breaks")
        (folder / "page.html").write_text("{{ page.detail|e|replace('\\n', '<br>'|safe) }}")
        pages = BREAKS["pages"] = ErrorPages(theme=folder)
    shown = html(pages, Problem(404, detail=detail or "x"))
    assert "\n" not in shown
    assert shown.replace("<br>", "").count("<") == 0


BREAKS: dict[str, ErrorPages] = {}


def test_a_stand_in_can_be_printed_and_asked_for_presence() -> None:
    assert StandIn("path")
    assert str(Markup.escape(StandIn("path"))) == mark("path")


@pytest.mark.parametrize(
    "use",
    [
        str,
        hash,
        len,
        iter,
        int,
        float,
        "{}".format,
        lambda value: value == "a",
        lambda value: value != "a",
        lambda value: value < "a",
        lambda value: "a" in value,
        lambda value: value[0],
        lambda value: value + "a",
        lambda value: "a" + value,
        lambda value: value % 2,
        lambda value: value * 2,
        lambda value: value(),
    ],
)
def test_any_other_use_of_a_stand_in_is_refused(use: Callable[[Any], Any]) -> None:
    with pytest.raises(NotCompilableError):
        use(StandIn("path"))


# Nothing gets in


class Tags(HTMLParser):
    """The tags and the attributes of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Any] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, [name for name, _ in attrs]))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))


SAFE = "a"
SHAPE = {
    status: Tags(
        html(
            BRANDED,
            Problem(status, title=SAFE, detail=SAFE),
            path=SAFE,
            nonce=SAFE,
            trace_id=SAFE,
            headers=[("Allow", SAFE)],
        )
    ).tags
    for status in (401, 404)
}


@settings(max_examples=50)
@given(
    st.sampled_from([401, 404]),
    *[any_text | st.sampled_from(['"><script>', "'><!--", "</style>", "</title>"])] * 5,
    st.text(alphabet=st.characters(codec="latin-1", exclude_characters="\r\n\0")),
)
def test_77_122_no_value_adds_a_tag_or_an_attribute(  # noqa: PLR0917 - one for each value
    status: int, title: str, detail: str, path: str, nonce: str, trace: str, allow: str
) -> None:
    page = html(
        BRANDED,
        Problem(status, title=title + SAFE, detail=detail + SAFE),
        path=path + SAFE,
        nonce=nonce + SAFE,
        trace_id=trace + SAFE,
        headers=[("Allow", allow + SAFE)],
    )
    assert Tags(page).tags == SHAPE[status]


@settings(max_examples=50)
@given(any_text, any_text)
def test_139_no_error_of_a_validation_adds_a_tag(where: str, detail: str) -> None:
    def page(where: str, detail: str) -> str:
        return html(BRANDED, Problem(422, errors=[{"pointer": where, "detail": detail}]))

    assert Tags(page(where + SAFE, detail)).tags == Tags(page(SAFE, SAFE)).tags


# Templates of users


def test_one_block_may_be_overridden(write_theme: Write) -> None:
    own = '{% extends "plain/page.html" %}{% block footer %}<footer>Mine</footer>{% endblock %}'
    page = html(themed(write_theme, own), request_id="a")
    assert "<footer>Mine</footer>" in page
    plain = html(ErrorPages(brand=BRAND), request_id="a")
    assert page.replace("<footer>Mine</footer>", "").split("<dl>")[0] == plain.split("<dl>")[0]


@pytest.mark.parametrize(
    ("status", "shown"), [(404, "own 404"), (410, "own 4xx"), (500, "own page"), (499, "own 4xx")]
)
def test_the_most_specific_template_wins(write_theme: Write, status: int, shown: str) -> None:
    files = {"404.html": "own 404", "4xx.html": "own 4xx"}
    assert html(themed(write_theme, "own page", **files), status) == shown


def test_one_status_may_be_overridden_alone(write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"404.html": "lost"}))
    assert html(pages, 404) == "lost"
    assert html(pages, 410).startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("files", "file", "line", "sentence"),
    [
        ({"page.html": "a\n{% if %}"}, "page.html", 2, "Expected an expression"),
        ({"page.html": "a\n\n{{ page.path|nope }}"}, "page.html", 3, "No filter named 'nope'"),
        ({"page.html": "x", "5xx.html": "\n{% nope %}"}, "5xx.html", 2, "unknown tag 'nope'"),
        ({"page.html": "x", "parts/a.html": "{{"}, "parts/a.html", 1, "unexpected"),
        ({"page.html": b"a\n\xff"}, "page.html", 2, "is not UTF-8"),
        ({"page.html": '\n{% extends "nope.html" %}'}, "page.html", 2, "no template 'nope.html'"),
        ({"page.html": '{% include "nope.html" %}'}, "page.html", 1, "no template 'nope.html'"),
        ({"page.html": '{% import "nope.html" as n %}'}, "page.html", 1, "no template"),
        ({"page.html": '{% from "nope.html" import n %}'}, "page.html", 1, "no template"),
        ({"page.html": '{% extends "../x.html" %}'}, "page.html", 1, "no template"),
        (
            {"page.html": '{% include ["a.html", "b.html"] %}'},
            "page.html",
            1,
            "no template 'a.html' or 'b.html'",
        ),
        ({"page.html": '\n{% extends "page.html" %}'}, "page.html", 2, "extends itself"),
    ],
)
def test_a_broken_template_is_refused_with_file_and_line(
    write_theme: Write, files: dict[str, Any], file: str, line: int, sentence: str
) -> None:
    folder = write_theme(files)
    with pytest.raises(ThemeError, match=sentence) as caught:
        ErrorPages(theme=folder)
    assert (caught.value.file, caught.value.line) == (str(folder / file), line)


def test_a_template_that_is_a_folder_is_refused(write_theme: Write) -> None:
    folder = write_theme({"page.html": "x", "404.html/x.txt": ""})
    with pytest.raises(ThemeError, match="cannot be read") as caught:
        ErrorPages(theme=folder)
    assert caught.value.file == str(folder / "404.html")


@pytest.mark.parametrize(
    "template",
    [
        '{% include "nope.html" ignore missing %}ok',
        '{% include ["nope.html", "part.html"] %}',
        '{% include "par" ~ "t.html" %}',
        '{% extends "part.html" %}',
        '{% set name = "part.html" %}{% include name %}',
    ],
)
def test_a_reference_that_can_be_followed_will_do(write_theme: Write, template: str) -> None:
    assert html(themed(write_theme, template, **{"part.html": "ok"})) == "ok"


def test_a_template_that_extends_a_broken_one_is_told_of_the_broken_one(write_theme: Write) -> None:
    folder = write_theme({"404.html": '{% extends "base.html" %}', "base.html": "\n{% if %}"})
    with pytest.raises(ThemeError) as caught:
        ErrorPages(theme=folder)
    assert (caught.value.file, caught.value.line) == (str(folder / "base.html"), 2)


@pytest.mark.parametrize(
    "template", ["{{ page.hedaing }}", "{{ 1 / 0 }}", "{{ nope }}", "{{ page.errors[5].where }}"]
)
def test_31_a_template_that_breaks_while_rendering_gives_the_constant_page(
    write_theme: Write, template: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages = themed(write_theme, template)
    for status in (404, 404, 503):
        reply = pages.reply(status, accept="text/html")
        assert reply.status == status
        assert reply.body.startswith(b"<!doctype html>")
        assert str(status).encode() in reply.body
    assert len(caplog.records) == 1
    assert "constant pages are sent because of" in caplog.records[0].message
    assert caplog.records[0].message.endswith("own/page.html, line 1")
