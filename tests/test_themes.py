"""A theme folder is found, read and checked; what is wrong with it is told with its place."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from httpolite import Brand, OptionError, ThemeError
from httpolite.brand import LEAST_CONTRAST, contrast
from httpolite.rendering.themes import BUILT_IN, built_in_names, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[..., Path]

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
    light, dark = css.split("\n")[:2]
    assert light == css_of("plain").split("\n")[0]
    assert "--text:#abcdef;" in dark
    assert "--mine:#000000;" in dark
    assert "--background:#15181a;" in dark


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


def test_the_brands_accent_is_in_the_css_and_lightened_for_dark_mode() -> None:
    light, dark = css_of("plain", Brand(accent="#aa0000")).split("\n")[:2]
    assert "--accent:#aa0000;" in light
    lightened = dark.partition("--accent:")[2][:7]
    assert contrast(lightened, "#15181a") >= LEAST_CONTRAST


def test_an_accent_that_is_hard_to_read_on_the_themes_background_is_refused(
    write_theme: Write,
) -> None:
    folder = write_theme({"theme.toml": '[colors.light]\nbackground = "#888888"'})
    with pytest.raises(OptionError, match=r"brand\.accent: '#1d5c66' .*theme's background #888888"):
        load_theme(folder, Brand(accent="#1d5c66"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("text", "background"),
        ("muted", "background"),
        ("accent", "background"),
        ("on-accent", "accent"),
        ("text", "surface"),
    ],
)
def test_the_built_in_colours_can_be_read(scheme: str, front: str, back: str) -> None:
    line = css_of("plain").split("\n")[scheme == "dark"]
    tokens = dict(
        pair.split(":") for pair in line.split("{")[-1].rstrip("}").split(";") if pair.strip("}")
    )
    assert contrast(tokens[f"--{front}"], tokens[f"--{back}"]) >= LEAST_CONTRAST
