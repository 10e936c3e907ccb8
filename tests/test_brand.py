"""Brand: whose site it is; a wrong value is refused with a sentence."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from httpolite import Brand, OptionError
from httpolite.brand import LEAST_CONTRAST, contrast, lightened

URLS = ("home", "support", "status_page", "sign_in", "search")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
colours = st.from_regex(r"\A#[0-9a-f]{6}\Z")


def test_a_brand_has_a_way_home_and_nothing_else() -> None:
    brand = Brand()
    assert (brand.name, brand.home) == ("", "/")
    others = ("logo", "accent", "support", "status_page", "sign_in", "search")
    assert [getattr(brand, name) for name in others] == [None] * 6


def test_a_brand_cannot_be_changed() -> None:
    brand: Any = Brand()
    with pytest.raises(AttributeError):
        brand.name = "x"


@pytest.mark.parametrize("name", ["name", "logo", "accent", *URLS])
@pytest.mark.parametrize("value", [5, b"/x", ["/x"]])
def test_a_value_that_is_no_str_is_refused(name: str, value: Any) -> None:
    with pytest.raises(OptionError, match=rf"brand\.{name}: a str is expected, not "):
        Brand(**{name: value})


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize(
    "url",
    ["/", "/a?b=c#d", "a/b", "https://example.com/", "HTTP://EXAMPLE.COM", "mailto:a@b.example"],
)
def test_a_path_or_a_harmless_url_will_do(name: str, url: str) -> None:
    assert getattr(Brand(**{name: url}), name) == url


@pytest.mark.parametrize("url", ["help@example.com", "tel:+4930123", None])
def test_support_may_be_a_mail_address_or_a_number(url: str | None) -> None:
    assert Brand(support=url).support == url


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " /x",
        "/a b",
        "/a\0",
        "/a\x7f",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_a_url_that_could_run_something_is_refused(name: str, url: str) -> None:
    with pytest.raises(OptionError, match=rf"brand\.{name}: .* will not do: give a path"):
        Brand(**{name: url})


@pytest.mark.parametrize("accent", ["#1d5c66", "#000000", "#767676", "#AA0000"])
def test_a_dark_accent_will_do(accent: str) -> None:
    assert Brand(accent=accent).accent == accent


@pytest.mark.parametrize(
    "accent",
    ["red", "#fff", "1d5c66", "#1d5c6", "#1d5c666", "#1d5c6g", "", "#1d5c66;}", "#１２３４５６"],
)
def test_an_accent_of_another_form_is_refused(accent: str) -> None:
    with pytest.raises(OptionError, match=r"brand\.accent: .*'#rrggbb'"):
        Brand(accent=accent)


@pytest.mark.parametrize(("accent", "ratio"), [("#777777", "4.48"), ("#ffff00", "1.07")])
def test_an_accent_that_is_hard_to_read_is_refused(accent: str, ratio: str) -> None:
    with pytest.raises(OptionError, match=rf"{ratio}:1 only; 4.5:1 is needed"):
        Brand(accent=accent)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_any_colour_can_be_lightened_to_be_read_on_a_dark_background(colour: str) -> None:
    for background in ("#000000", "#15181a"):
        assert contrast(lightened(colour, background), background) >= LEAST_CONTRAST


def test_a_colour_that_can_be_read_stays() -> None:
    assert lightened("#86c3cc", "#15181a") == "#86c3cc"


def test_on_a_background_that_nothing_stands_out_from_the_colour_becomes_white() -> None:
    assert lightened("#808080", "#808080") == "#ffffff"


@pytest.mark.parametrize("kind", [str, Path])
@pytest.mark.parametrize("name", ["logo.svg", "LOGO.SVG"])
def test_a_logo_is_read_once_from_its_file(tmp_path: Path, kind: Any, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(SVG)
    logo = Brand(logo=kind(path)).logo
    assert logo is not None
    head, _, content = logo.partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(content) == SVG


def test_a_logo_may_be_a_data_uri() -> None:
    assert Brand(logo="data:image/png;base64,AAAA").logo == "data:image/png;base64,AAAA"


@pytest.mark.parametrize(("name", "content"), [("logo.png", SVG), ("logo.svg", b"\x89PNG")])
def test_a_logo_of_another_kind_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OptionError, match=r"brand\.logo: .* is not an \.svg file"):
        Brand(logo=str(tmp_path / name))


def test_a_logo_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"brand\.logo: .*nope\.svg.* cannot be read: No such"):
        Brand(logo=str(tmp_path / "nope.svg"))
