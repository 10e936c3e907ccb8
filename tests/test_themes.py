"""A theme folder is found, read and checked; what is wrong with it is told with its place."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from httpolite import Brand, ErrorPages, OptionError, ThemeError
from httpolite.brand import LEAST_CONTRAST, contrast
from httpolite.rendering.colours import READ_ON
from httpolite.rendering.own_texts import read_texts
from httpolite.rendering.themes import BUILT_IN, built_in_names, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[..., Path]

TIME = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")
PAGE = "<!doctype html><title>{{ page.heading }}</title>"


def css_of(theme: Any, brand: Brand | None = None) -> str:
    return load_theme(theme, brand or Brand()).css


def test_the_plain_theme_ships() -> None:
    assert "plain" in built_in_names()
    theme = load_theme("plain", Brand())
    assert (theme.name, theme.folders) == ("plain", (BUILT_IN / "plain",))


def test_the_hash_is_that_of_the_css() -> None:
    theme = load_theme("plain", Brand())
    digest = b64encode(sha256(theme.css.encode()).digest()).decode()
    assert theme.style_hash == f"sha256-{digest}"
    assert theme.csp == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
        "base-uri 'none'"
    )


@pytest.mark.parametrize("kind", [str, Path])
def test_a_theme_may_be_a_folder(write_theme: Write, kind: Any) -> None:
    folder = write_theme({"page.html": PAGE})
    theme = load_theme(kind(folder), Brand())
    assert theme.name == "own"
    assert theme.folders == (folder, BUILT_IN / "plain")
    assert theme.css == css_of("plain")


@pytest.mark.parametrize(
    "file", ["page.html", "404.html", "5xx.html", "4xx.html", "style.css", "theme.toml"]
)
def test_one_file_is_enough(write_theme: Write, file: str) -> None:
    assert load_theme(write_theme({file: ""}), Brand()).name == "own"


@pytest.mark.parametrize("files", [{"readme.md": ""}, {"index.html": ""}, {"200.html": ""}])
def test_a_folder_without_any_of_a_themes_files_is_refused(
    write_theme: Write, files: dict[str, str]
) -> None:
    folder = write_theme(files)
    with pytest.raises(ThemeError, match="the folder holds no theme") as caught:
        load_theme(folder, Brand())
    assert caught.value.file == str(folder)


@pytest.mark.parametrize("theme", ["nope", "/no/such/folder", Path("nope")])
def test_a_theme_that_is_not_there_is_refused(theme: Any) -> None:
    with pytest.raises(ThemeError, match=r"theme: .* neither a built-in theme \(.*plain.*\) nor"):
        load_theme(theme, Brand())


@pytest.mark.parametrize("theme", [None, 5, b"plain"])
def test_a_theme_that_is_no_path_is_refused(theme: Any) -> None:
    with pytest.raises(ThemeError, match="theme: a name or a path is expected, not"):
        load_theme(theme, Brand())


def test_one_file_of_a_theme_replaces_that_of_the_built_in_one(write_theme: Write) -> None:
    css = css_of(write_theme({"style.css": "body{color:red}"}))
    assert css.endswith("}}\nbody{color:red}")
    assert "--background:#ffffff" in css


def test_one_token_of_a_theme_replaces_that_of_the_built_in_one(write_theme: Write) -> None:
    css = css_of(write_theme({"theme.toml": '[colors.dark]\ntext = "#abcdef"\nmine = "#000000"'}))
    light, dark = tokens(css_of("plain"))
    assert tokens(css) == (light, {**dark, "text": "#abcdef", "mine": "#000000"})


def test_a_name_and_the_theme_that_is_extended(write_theme: Write) -> None:
    folder = write_theme({"theme.toml": 'name = "Mine"\nextends = "plain"\napi = 1'})
    assert load_theme(folder, Brand()).name == "Mine"


@pytest.mark.parametrize(
    ("setting", "csp"),
    [
        ("csp = false", None),
        ('csp = ""', None),
        ("csp = \"default-src 'self'\"", "default-src 'self'"),
        ('csp = "style-src {style}"', "style-src '{hash}'"),
    ],
)
def test_125_a_theme_may_set_its_policy(write_theme: Write, setting: str, csp: str | None) -> None:
    theme = load_theme(write_theme({"theme.toml": setting}), Brand())
    assert theme.csp == (csp and csp.replace("{hash}", theme.style_hash))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_css_goes_in_with_line_feeds_only_or_the_hash_would_not_fit(
    write_theme: Write, ending: str
) -> None:
    css = css_of(write_theme({"style.css": f"a{{}}{ending}b{{}}{ending}".encode()}))
    assert css.endswith("a{}\nb{}")
    assert "\r" not in css


def test_a_byte_order_mark_is_no_content(write_theme: Write) -> None:
    files = {"style.css": b"\xef\xbb\xbfa{}", "theme.toml": b'\xef\xbb\xbfname = "Mine"'}
    theme = load_theme(write_theme(files), Brand())
    assert theme.name == "Mine"
    assert "\ufeff" not in theme.css


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        ('api = 1\nname = "a\nb', 2, "(?i)line 2"),
        ("= 1", 1, "(?i)line 1"),
        ('name = "a"\ncolour = 1', 2, "unknown key 'colour': known are api, colors, csp"),
        ("\napi = 2", 2, "api = 2: this httpolite reads api = 1"),
        ("name = 5", 1, "name = 5: a string is expected"),
        ('extends = "nope"', 1, "extends = 'nope': built-in themes are .*plain"),
        ('extends = ["plain"]', 1, r"extends = \['plain'\]"),
        ("csp = true", 1, "csp = True: a policy in one line of ASCII, or false"),
        ("csp = 5", 1, "csp = 5"),
        ('csp = "a\\nb"', 1, "in one line"),
        ('csp = "a\\rb"', 1, "in one line"),
        ('csp = "a\\u0000b"', 1, "in one line"),
        ('csp = "é"', 1, "of ASCII"),
        ('colors = "red"', 1, r"colors = 'red': there are \[colors.light\]"),
        ("[colors.sepia]", 1, "colors.sepia: there are"),
        ('[colors]\nlight = "#ffffff"', 2, "colors.light: there are"),
        ('[colors.light]\ntext = "red"', 2, "text = 'red': a colour of the form '#rrggbb'"),
        ('[colors.light]\ntext = "#fff"', 2, "of the form"),
        ("[colors.light]\ntext = 5", 2, "text = 5"),
        ('[colors.light]\n"a;b" = "#ffffff"', 2, "a;b = '#ffffff'"),
        ('[colors.light]\ntext = "#ffffff;}"', 2, "of the form"),
    ],
)
def test_a_broken_theme_toml_is_refused_with_file_and_line(
    write_theme: Write, content: str, line: int, sentence: str
) -> None:
    folder = write_theme({"theme.toml": content})
    with pytest.raises(ThemeError, match=sentence) as caught:
        load_theme(folder, Brand())
    assert (caught.value.file, caught.value.line) == (str(folder / "theme.toml"), line)


def test_an_error_at_the_end_of_theme_toml_has_no_line(write_theme: Write) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(write_theme({"theme.toml": "a = "}), Brand())
    assert caught.value.file is not None


@pytest.mark.parametrize(
    ("file", "content", "line", "sentence"),
    [
        ("style.css", b"a{}\nb{}</STYLE x", 2, "'</style' would end the style block early"),
        ("style.css", b"a{}\nb{}\n\xff", 3, "is not UTF-8"),
        ("theme.toml", b"\xff", 1, "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_file_and_line(
    write_theme: Write, file: str, content: bytes, line: int, sentence: str
) -> None:
    folder = write_theme({file: content})
    with pytest.raises(ThemeError, match=sentence) as caught:
        load_theme(folder, Brand())
    assert (caught.value.file, caught.value.line) == (str(folder / file), line)


def test_a_file_that_cannot_be_read_is_refused(write_theme: Write) -> None:
    folder = write_theme({"page.html": PAGE})
    (folder / "style.css").mkdir()
    with pytest.raises(ThemeError, match="cannot be read: Is a directory") as caught:
        load_theme(folder, Brand())
    assert caught.value.file == str(folder / "style.css")


def tokens(css: str) -> tuple[dict[str, str], dict[str, str]]:
    lines = [re.sub(r".*\{|\}", "", line) for line in css.split("\n")[:2]]
    light, dark = (
        dict(pair.removeprefix("--").split(":") for pair in line.split(";") if pair[:2] == "--")
        for line in lines
    )
    return light, dark


@pytest.mark.parametrize("theme", built_in_names())
@pytest.mark.parametrize("accent", ["#aa0000", "#000000", "#5c5c5c", "#0057ff"])
def test_the_brands_accent_is_in_the_css_and_can_be_read_as_what_stands_on_it(
    theme: str, accent: str
) -> None:
    light, dark = tokens(css_of(theme, Brand(accent=accent)))
    assert light["accent"] == accent
    for scheme in (light, dark):
        for front, back in (("accent", "background"), ("on-accent", "accent")):
            if front in scheme and back in scheme:
                assert contrast(scheme[front], scheme[back]) >= LEAST_CONTRAST


def test_an_accent_that_is_hard_to_read_on_the_themes_background_is_refused(
    write_theme: Write,
) -> None:
    grey = '[colors.light]\nbackground = "#888888"\n'
    black = "".join(f'{name} = "#000000"\n' for name in ("text", "muted", "accent"))
    folder = write_theme({"theme.toml": grey + black})
    with pytest.raises(OptionError, match=r"brand\.accent: '#1d5c66' .*theme's background #888888"):
        load_theme(folder, Brand(accent="#1d5c66"))


# Contrast


@pytest.mark.parametrize("theme", built_in_names())
def test_the_built_in_colours_can_be_read(theme: str) -> None:
    for scheme in tokens(css_of(theme)):
        for front, back in READ_ON:
            if front in scheme and back in scheme:
                assert contrast(scheme[front], scheme[back]) >= LEAST_CONTRAST, (front, back)


@pytest.mark.parametrize(
    ("toml", "line", "sentence"),
    [
        (
            '[colors.light]\ntext = "#777777"\n',
            2,
            r"text #777777 stands out from background #ffffff by 4\.48:1 only in colors\.light",
        ),
        ('[colors.light]\nmuted = "#000000"\n[colors.dark]\nmuted = "#111111"', 4, "muted #111111"),
        ('[colors.dark]\nlink = "#222222"\n[colors.light]\nlink = "#000000"', 2, "link #222222"),
        ('[colors.light]\n"on-accent" = "#000000"', 2, "on-accent #000000 stands out from accent"),
        ('[colors.light]\non-accent = "#ffffff"\naccent = "#aaaaaa"', 3, "accent #aaaaaa"),
        ('[colors.dark]\n\nbackground = "#ffffff"', 3, "background #ffffff"),
        ('[colors.light]\nsurface = "#444444"', 2, "text .* from surface #444444"),
        ('colors.light.text = "#ffffff"', None, "text #ffffff"),
    ],
)
def test_colours_that_cannot_be_read_are_refused_with_ratio_file_and_line(
    write_theme: Write, toml: str, line: int | None, sentence: str
) -> None:
    folder = write_theme({"theme.toml": toml})
    with pytest.raises(ThemeError, match=sentence) as caught:
        load_theme(folder, Brand())
    assert caught.value.file == str(folder / "theme.toml")
    assert line is None or caught.value.line == line


def test_tokens_of_a_themes_own_names_are_not_judged(write_theme: Write) -> None:
    css = css_of(write_theme({"theme.toml": '[colors.light]\nmist = "#fefefe"'}))
    assert "--mist:#fefefe;" in css


# Inheritance


@pytest.mark.parametrize("base", built_in_names())
def test_any_built_in_theme_can_be_extended(write_theme: Write, base: str) -> None:
    page = f'{{% extends "{base}/page.html" %}}'
    folder = write_theme({"page.html": page, "theme.toml": f'extends = "{base}"'})
    theme = load_theme(folder, Brand())
    assert theme.folders == (folder, BUILT_IN / base)
    assert theme.css == css_of(base)
    assert theme.csp == load_theme(base, Brand()).csp
    asked: Any = {"accept": "text/html", "path": "/a", "request_id": "abc"}
    for status in (401, 404, 503):
        own, built_in = (
            TIME.sub(b"", ErrorPages(theme=name).reply(status, **asked).body)
            for name in (folder, base)
        )
        assert own == built_in


def test_what_a_built_in_template_includes_is_found_from_any_theme(
    write_theme: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = write_theme({"page.html": "{% include 'part.html' %}", "part.html": "part"}, "based")
    monkeypatch.setattr("httpolite.rendering.html.BUILT_IN", base.parent)
    monkeypatch.setattr("httpolite.rendering.html.built_in_names", lambda: ("based",))
    own = write_theme({"page.html": '{% extends "based/page.html" %}'})
    assert ErrorPages(theme=own).reply(404, accept="text/html").body == b"part"
    mine = write_theme({"page.html": '{% extends "based/page.html" %}', "part.html": "mine"}, "my")
    assert ErrorPages(theme=mine).reply(404, accept="text/html").body == b"mine"


# Texts of its own

SHOWN = "{{ page.own.greeting }} {{ page.own['pier'] }}"


def own_texts(write_theme: Write, **files: str) -> Any:
    texts = {f"texts/{tag.replace('_', '-')}.json": content for tag, content in files.items()}
    return load_theme(write_theme({"page.html": SHOWN, **texts}), Brand())


def test_a_theme_has_texts_of_its_own_that_fall_back_key_by_key(write_theme: Write) -> None:
    theme = own_texts(
        write_theme,
        en='{"greeting": "Hello", "pier": "Pier <3>"}',
        ar='\ufeff{"greeting": "مرحبا"}',
        zh_Hant="{}",
    )
    assert theme.own_texts("en") == {"greeting": "Hello", "pier": "Pier <3>"}
    assert theme.own_texts("ar") == {"greeting": "مرحبا", "pier": "Pier <3>"}
    assert theme.own_texts("zh-Hant") == theme.own_texts("zh-Hans") == theme.own_texts("en")
    pages = ErrorPages(theme=theme.folders[0])
    shown = {
        language: pages.reply(404, accept="text/html", language=language).body.decode()
        for language in ("en", "ar", "zh-Hans")
    }
    assert shown == {
        "en": "Hello Pier &lt;3&gt;",
        "ar": "مرحبا Pier &lt;3&gt;",
        "zh-Hans": "Hello Pier &lt;3&gt;",
    }


def test_a_theme_without_texts_has_none_of_its_own(write_theme: Write) -> None:
    assert load_theme(write_theme({"page.html": PAGE}), Brand()).own_texts("de") == {}


def test_the_texts_of_a_theme_go_over_those_of_the_one_that_it_extends(write_theme: Write) -> None:
    base = write_theme(
        {"texts/en.json": '{"a": "1", "b": "2"}', "texts/ar.json": '{"a": "١"}'}, "b"
    )
    own = write_theme({"texts/en.json": '{"b": "3"}'})
    assert read_texts((own, base)) == {"en": {"a": "1", "b": "3"}, "ar": {"a": "١", "b": "3"}}


@pytest.mark.parametrize(
    ("file", "content", "line", "sentence"),
    [
        ("en", b'{"a": "b",\n}', None, "is no JSON"),
        ("en", b'{"a": "b"\n"c"}', 2, "is no JSON: Expecting ',' delimiter"),
        ("en", b"", 1, "is no JSON"),
        ("en", b"[" * 100_000, 1, "an object of strings is expected"),
        ("en", b'["a"]', 1, "an object of strings is expected"),
        ("en", b'{"a": "b",\n"c": 5}', 2, "'c' is no string"),
        ("en", b'{"a": {"b": "c"}}', 1, "'a' is no string"),
        ("en", b'{\n\n"items": "b"}', 3, r"page\.own\.items would not find it"),
        ("en", b'{"two words": "b"}', 1, r"page\.own\.two words would not find it"),
        ("en", b'{"a":\n"\xff"}', 2, "is not UTF-8"),
        ("ar", b'{"greeting": "a",\n "pier": "b",\n "more": "c"}', 3, "is not in texts/en.json"),
        ("zh_Hant", b"{}", None, "named by its language, as in zh-Hant.json"),
        ("zh-hant", b"{}", None, "named by its language"),
    ],
)
def test_a_broken_file_of_texts_is_refused_with_file_and_line(
    write_theme: Write, file: str, content: bytes, line: int | None, sentence: str
) -> None:
    files = {"texts/en.json": b'{"greeting": "Hello", "pier": "Pier 3"}', "page.html": SHOWN}
    folder = write_theme({**files, f"texts/{file}.json": content})
    with pytest.raises(ThemeError, match=sentence) as caught:
        load_theme(folder, Brand())
    assert caught.value.file == str(folder / "texts" / f"{file}.json")
    assert line is None or caught.value.line == line


def test_a_file_of_texts_that_cannot_be_read_is_refused(write_theme: Write) -> None:
    folder = write_theme({"page.html": PAGE, "texts/en.json/x": ""})
    with pytest.raises(ThemeError, match="cannot be read: Is a directory"):
        load_theme(folder, Brand())


# One hash for all pages


@pytest.mark.parametrize("theme", built_in_names())
def test_124_every_page_of_a_theme_has_the_style_of_its_one_hash(theme: str) -> None:
    pages = ErrorPages(theme=theme, brand=Brand(name="N", accent="#5c2d91"))
    for status in (401, 404, 429, 503, 599):
        for language in ("en", "ar", "zh-Hant"):
            page = pages.reply(
                status, accept="text/html", language=language, path="/a", nonce="n0nce"
            ).body.decode()
            styles = re.findall(r'<style nonce="n0nce">(.*?)</style>', page, re.DOTALL)
            hashes = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
            assert [f"sha256-{each}" for each in hashes] == list(pages.style_hashes)


def test_text_on_an_accent_of_the_brand_is_turned_until_it_can_be_read(
    write_theme: Callable[..., Path],
) -> None:
    dark = '[colors.dark]\nbackground = "#000000"\naccent = "#767676"\non-accent = "#ffffff"\n'
    folder = write_theme({"theme.toml": f"api = 1\n{dark}"})

    css = load_theme(folder, Brand(accent="#000080")).css

    assert "--on-accent:#000000" in css.partition("prefers-color-scheme:dark")[2]


def test_a_theme_without_tokens_has_only_its_own_css() -> None:
    assert not load_theme("bare", Brand()).css.startswith(":root{}")
