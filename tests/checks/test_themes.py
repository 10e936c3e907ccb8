"""What is found in a theme's files, whatever the page; and in fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checks.faulty import page
from httpolite import ErrorPages
from httpolite.checks.contrast import low_contrast
from httpolite.checks.loaded import css_loads, loads
from httpolite.checks.making import Maker
from httpolite.checks.rendered import Rendered
from httpolite.checks.shapes import SHAPES
from httpolite.checks.templates import never_shown
from httpolite.checks.theme import check_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpolite.checks.findings import Finding

    Write = Callable[..., Path]


def found_in(folder: Path) -> list[Finding]:
    return list(check_theme(folder, browser=False).findings)


# What no page uses


@pytest.mark.parametrize(
    ("files", "file", "line", "sentence"),
    [
        (
            {"404.html": '{% extends "plain/page.html" %}\n{% block fotter %}x{% endblock %}'},
            "404.html",
            2,
            "plain/page.html has no block 'fotter'; it has actions, ",
        ),
        (
            {
                "404.html": '{% extends "base.html" %}{% block b %}x{% endblock %}',
                "base.html": '{% extends "plain/page.html" %}{% block message %}x{% endblock %}',
            },
            "404.html",
            1,
            "base.html has no block 'b'; it has actions, ",
        ),
        (
            {"404.html": '{% extends "plain/page.html" %}\n{% block footer %}{% endblock %}\nlost'},
            "404.html",
            3,
            "what stands outside of a block is never shown",
        ),
        (
            {"404.html": '{% extends "plain/page.html" %}\n\n{{ page.heading }}\n'},
            "404.html",
            3,
            "what stands outside of a block is never shown",
        ),
        (
            {"theme.toml": "", "40x.html": "x"},
            "40x.html",
            None,
            "no page uses it: pages are page.html, 4xx.html, 5xx.html, 404.html and its like",
        ),
        ({"theme.toml": "", "parts/a.html": "x"}, "parts/a.html", None, "no page uses it: "),
    ],
)
def test_what_is_never_shown_is_told_with_file_and_line(
    write_theme: Write, files: dict[str, str], file: str, line: int | None, sentence: str
) -> None:
    folder = write_theme(files)

    (found,) = never_shown(Maker(folder).environment, folder)

    assert found.check == "unused"
    assert found.message.startswith(sentence)
    assert (found.file, found.line) == (str(folder / file), line)


@pytest.mark.parametrize(
    "files",
    [
        {"404.html": '{% extends "plain/page.html" %}\n\n{% block footer %}x{% endblock %}\n'},
        {"404.html": '{% extends "plain/page.html" %}{% set a = 1 %}{# why #}\n'},
        {"404.html": '{% include "parts/a.html" %}', "parts/a.html": "x"},
        {"404.html": '{% include "parts/" ~ "a.html" %}', "parts/a.html": "x"},
        {"404.html": '{% set base = "plain/page.html" %}{% extends base %}\nx'},
        {"404.html": '{% extends "5xx.html" %}{% block b %}y{% endblock %}',
         "5xx.html": "{% block b %}x{% endblock %}"},
    ],
)  # fmt: skip
def test_what_is_used_is_not_told(write_theme: Write, files: dict[str, str]) -> None:
    folder = write_theme(files)

    assert list(never_shown(Maker(folder).environment, folder)) == []


# Colours


def test_every_pair_of_colours_that_cannot_be_read_is_told(write_theme: Write) -> None:
    folder = write_theme(
        {
            "theme.toml": '[colors.light]\nbackground = "#ffffff"\nmuted = "#999999"\n'
            '[colors.dark]\nbackground = "#000000"\nmuted = "#333333"\naccent = "#444444"\n'
        }
    )

    found = found_in(folder)

    assert {finding.check for finding in found} == {"contrast"}
    places = {(finding.message.partition(" has ")[0], finding.line) for finding in found}
    assert places >= {
        ("light: muted #999999 on background #ffffff", 3),
        ("dark: muted #333333 on background #000000", 6),
        ("dark: accent #444444 on background #000000", 7),
    }
    assert {finding.file for finding in found} == {str(folder / "theme.toml")}


def test_a_colour_on_one_of_the_themes_own_is_looked_at_too(write_theme: Write) -> None:
    folder = write_theme(
        {"theme.toml": '[colors.light]\nbanner = "#777777"\non-banner = "#888888"\n'}
    )

    (found,) = low_contrast(folder)

    assert found.check == "contrast"
    assert found.message.startswith("light: on-banner #888888 on banner #777777 has 1.")
    assert found.line == 3


def test_a_theme_whose_background_takes_no_strange_accent_is_looked_at(write_theme: Write) -> None:
    folder = write_theme(
        {
            "theme.toml": '[colors.light]\nbackground = "#101010"\nsurface = "#101010"\n'
            'text = "#ffffff"\nmuted = "#ffffff"\naccent = "#ffffff"\non-accent = "#101010"\n'
        }
    )

    maker = Maker(folder)

    assert "probe-brand" in maker.make(404, "en", SHAPES[1]).text
    assert "--accent:#ffffff" in maker.theme.css


# Broken themes


@pytest.mark.parametrize(
    ("files", "file", "line", "sentence"),
    [
        ({"page.html": "a\n{% if %}"}, "page.html", 2, "Expected an expression"),
        ({"theme.toml": 'name = "x"\nnope = 1'}, "theme.toml", 2, "unknown key 'nope'"),
        ({"style.css": "a{}\n</style>"}, "style.css", 2, "'</style' would end the style block"),
        ({"readme.txt": "x"}, "", None, "the folder holds no theme"),
    ],
)
def test_a_theme_that_cannot_be_used_is_told_with_file_and_line(
    write_theme: Write, files: dict[str, str], file: str, line: int | None, sentence: str
) -> None:
    folder = write_theme(files)

    (found,) = found_in(folder)

    assert found.check == "theme"
    assert found.message.startswith(sentence)
    assert (found.file, found.line) == (str(folder / file), line)


# CSS


@pytest.mark.parametrize(
    ("css", "sentence"),
    [
        ('p{background:url("https://cdn.example/a.png")}', "loads 'https://cdn.example/a.png'"),
        ("p{background:URL( a.png )}", "loads 'a.png'"),
        ('@import "more.css";', "has an @import"),
    ],
)
def test_what_the_css_loads_is_told(css: str, sentence: str) -> None:
    assert list(css_loads(css)) == [f"style.css {sentence}"]


def test_css_that_loads_nothing_is_left_alone() -> None:
    css = "/* url(a.png) @import */p{background:url(data:image/png;base64,AA==);mask:url(#m)}"

    assert list(css_loads(css)) == []


def test_what_the_files_say_is_told_once_with_the_file(write_theme: Write) -> None:
    folder = write_theme(
        {
            "style.css": '@import "a.css";',
            "theme.toml": '[colors.light]\nbanner = "#777777"\non-banner = "#888888"\n',
            "more.html": "x",
        }
    )

    found = [(finding.check, finding.file) for finding in found_in(folder)]

    assert found == [
        ("contrast", str(folder / "theme.toml")),
        ("unused", str(folder / "more.html")),
        ("external", str(folder / "style.css")),
    ]


# Links, which load nothing until somebody follows them


@pytest.mark.parametrize(
    "part",
    [
        '<a href="https://example.com/">x</a>',
        '<img src="data:image/gif;base64,AA==" alt="">',
        '<svg><use href="#a"/><a href="/x"><text>x</text></a></svg>',
        '<link rel="canonical" href="https://example.com/">',
    ],
)
def test_a_link_is_no_external_resource(part: str) -> None:
    assert list(loads(rendered(part))) == []


@pytest.mark.parametrize(
    "part",
    [
        '<link rel="icon" href="/favicon.ico">',
        '<link rel="alternate stylesheet" href="/a.css">',
        '<img srcset="a.png 2x" alt="">',
        '<iframe src="//example.com/"></iframe>',
        '<svg><image xlink:href="a.png"/></svg>',
    ],
)
def test_what_a_page_loads_is_told(part: str) -> None:
    assert [name for name, _, _ in loads(rendered(part))] == ["external"]


def rendered(part: str) -> Rendered:
    return Rendered(
        theme=ErrorPages()._renderer.theme,
        status=404,
        language="en",
        direction="ltr",
        shape=SHAPES[0],
        text=f"<!doctype html><title>x</title><body>{part}",
    )


# Fragments


def fragment_of(inside: str) -> dict[str, Any]:
    block = f"<main>{{% block fragment %}}{inside}{{% endblock %}}</main>"
    inner = "<h1>{{ page.heading }}</h1>{{ page.request_id }} {{ page.detail or '' }}"
    shown = (
        "{{ page.retry_after or '' }} {{ page.allowed_methods or '' }}"
        "{% for error in page.errors %}{{ error.where }} {{ error.detail }}{% endfor %}"
    )
    return {"page.html": page(block.replace(inside, f"{inner}{shown}{inside}"))}


def test_a_fragment_is_looked_at_as_a_part_of_a_page(write_theme: Write) -> None:
    whole = check_theme(write_theme({"page.html": page()}, "whole"), browser=False)
    parted = check_theme(write_theme(fragment_of("<p>x</p>")), browser=False)

    assert parted.findings == ()
    assert parted.pages > whole.pages


def test_a_fault_of_a_fragment_is_found(write_theme: Write) -> None:
    shapes = {finding.shape for finding in found_in(write_theme(fragment_of("<p>x</p></div>")))}

    assert "fragment" in shapes
