"""A wrong option is refused with a sentence: its name, what was given, what would do."""

from __future__ import annotations

import json
from collections import UserDict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from httpolite import Brand, ErrorPages, LanguageError, OptionError, Problem, ThemeError
from httpolite.catalogue.languages import BASE_LANGUAGE
from shipped import words_of

if TYPE_CHECKING:
    from pathlib import Path


class Full(Problem, status=409):
    pass


class SeatTaken(Problem, status=409):
    seat: str


def full_file() -> dict[str, dict[str, str]]:
    words = {key: dict(fields) for key, fields in words_of(BASE_LANGUAGE).items() if ":" not in key}
    words["404"]["heading"] = "ראש"
    return words


def test_the_defaults_are_those_of_the_contract() -> None:
    pages = ErrorPages()
    assert (pages.theme, pages.languages, pages.default_language) == ("plain", None, "en")
    assert (pages.default_format, pages.brand, pages.replace) == ("json", Brand(), "bare")
    assert (pages.exceptions, pages.texts, pages.vendors) == ({}, None, ())
    assert (pages.problem_type_base, pages.language, pages.nonce) == (None, None, None)
    assert (pages.on_error, pages.request_id) == (None, None)
    assert (pages.request_id_header, pages.propagate) == ("x-request-id", "auto")


def test_options_are_keywords_and_cannot_be_changed() -> None:
    make: Any = ErrorPages
    with pytest.raises(TypeError):
        make("plain")
    pages: Any = ErrorPages()
    with pytest.raises(AttributeError):
        pages.theme = "other"


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("default_format", "xml", "'xml' will not do; give 'json', 'html', 'text' or a callable"),
        ("default_format", None, "None will not do"),
        ("default_format", ["json"], r"\['json'\] will not do"),
        ("replace", "some", "'some' will not do; give 'exceptions', 'empty', 'bare', 'all'"),
        ("replace", True, "True will not do"),
        ("brand", "Example", "a Brand is expected, not 'Example'"),
        ("brand", None, "a Brand is expected, not None"),
        ("exceptions", [KeyError], "a mapping of exception classes is expected"),
        ("exceptions", None, "a mapping of exception classes is expected: None"),
        ("exceptions", {"KeyError": 404}, "'KeyError' is not an exception class"),
        ("exceptions", {KeyboardInterrupt: 500}, "is not an exception class"),
        ("exceptions", {int: 404}, "<class 'int'> is not an exception class"),
        ("exceptions", {KeyError: 200}, "KeyError: 200 will not do; give a status from 400 to 599"),
        ("exceptions", {KeyError: True}, "True will not do"),
        ("exceptions", {KeyError: "404"}, "'404' will not do"),
        ("exceptions", {KeyError: ValueError}, "will not do"),
        (
            "exceptions",
            {KeyError: SeatTaken},
            r"KeyError: SeatTaken cannot be made without arguments \(SeatTaken needs 'seat'",
        ),
        ("problem_type_base", "problems", "'problems' will not do; give an absolute URL or a full"),
        ("problem_type_base", "https://", "will not do"),
        ("problem_type_base", "ftp://example.com/", "will not do"),
        ("problem_type_base", "/a b", "will not do"),
        ("problem_type_base", "/a\n", "will not do"),
        ("problem_type_base", "/é", "will not do"),
        ("problem_type_base", 5, "5 will not do"),
        ("language", "en", "a callable or None is expected, not 'en'"),
        ("nonce", "abc", "a callable or None is expected"),
        ("on_error", 5, "a callable or None is expected"),
        ("request_id", "abc", "a callable or None is expected"),
        ("request_id_header", "", "'' is not the name of a header"),
        ("request_id_header", "x request", "is not the name of a header"),
        ("request_id_header", "x\r\n", "is not the name of a header"),
        ("request_id_header", "x-é", "is not the name of a header"),
        ("request_id_header", None, "None is not the name of a header"),
        ("propagate", "always", "'always' will not do; give \"auto\", True or False"),
        ("propagate", None, "None will not do"),
        ("vendors", ["ngnix"], "no codes of 'ngnix'; there are nginx, cloudflare, aws"),
        ("vendors", ["nginx", ["aws"]], r"no codes of \['aws'\]"),
        ("vendors", "nginx", r"such as \['nginx'\], not 'nginx'; there are nginx, cloudflare"),
        ("vendors", None, "an iterable of names is expected.*not None"),
        ("languages", "en", r"for one give \['en'\]"),
        ("languages", 5, "an iterable of tags or None is expected, not 5"),
        ("languages", ["en", "tlh"], "no texts in 'tlh'; available are en, zh-Hans"),
        ("languages", ["en", ["ar"]], r"no texts in \['ar'\]"),
        ("languages", ["en", "EN"], "no texts in 'EN'"),
        ("texts", 5, "a path to a folder of <tag>.json is expected, not 5"),
        ("texts", {"en": 5}, "is expected"),
        ("texts", {"en": {404: "x"}}, "is expected"),
        ("texts", "/no/such/folder", "'/no/such/folder' is not a folder"),
        ("texts", {"en": {404: {"titel": "x"}}}, "no field 'titel'"),
        ("texts", {"yi": {404: {"heading": "x"}}}, "'yi' does not ship"),
    ],
)
def test_a_wrong_option_is_refused(option: str, value: Any, sentence: str) -> None:
    options = {option: value}
    with pytest.raises(OptionError, match=f"^{option}: .*{sentence}") as caught:
        ErrorPages(**options)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("languages", "default"), [([], "en"), (["ar"], "en"), (None, "tlh"), (None, "EN"), (None, [])]
)
def test_a_default_language_that_is_not_offered_is_refused(languages: Any, default: Any) -> None:
    with pytest.raises(OptionError, match=r"^default_language: .* is not among the languages"):
        ErrorPages(languages=languages, default_language=default)


def test_a_theme_that_is_not_there_is_refused() -> None:
    with pytest.raises(ThemeError, match=r"^theme: 'nope'"):
        ErrorPages(theme="nope")


@pytest.mark.parametrize(
    "options",
    [
        {"default_format": "html"},
        {"default_format": lambda _: "html"},
        {"replace": "never"},
        {"replace": lambda *_: True},
        {"exceptions": {KeyError: 404, OSError: Full, ValueError: lambda _: Problem(400)}},
        {"exceptions": UserDict({KeyError: 404})},
        {"exceptions": {KeyError: HTTPStatus.NOT_FOUND}},
        {"problem_type_base": "https://example.com/problems/"},
        {"problem_type_base": "https://example.com"},
        {"problem_type_base": "/"},
        {"request_id_header": "X-Correlation-ID"},
        {"propagate": True},
        {"propagate": False},
        {"vendors": []},
        {"vendors": (name for name in ["nginx", "aws"])},
        {"languages": ["ar", "en", "ar"]},
        {"languages": (tag for tag in ["ar", "en"])},
        {"texts": {}},
        {"texts": UserDict({"en": UserDict({404: UserDict({"heading": "x"})})})},
    ],
)
def test_a_right_option_will_do(options: Any) -> None:
    assert ErrorPages(**options).reply(404).status == 404


def test_only_the_offered_languages_are_chosen() -> None:
    pages = ErrorPages(languages=iter(["ar", "zh-Hant", "ar"]), default_language="ar")
    assert pages.languages == ("ar", "zh-Hant")
    for wanted, tag in [("en", "ar"), ("zh-TW", "zh-Hant"), ("zh-CN", "ar"), (None, "ar")]:
        reply = pages.reply(404, accept_language=wanted)
        assert dict(reply.headers)["content-language"] == tag


def test_own_words_come_from_a_mapping_or_a_folder(tmp_path: Path) -> None:
    words = {"404": {"heading": "Lost?"}, "page": {"home": "Start"}}
    (tmp_path / "en.json").write_text(json.dumps(words), encoding="utf-8")
    (tmp_path / "readme.md").write_text("not read", encoding="utf-8")
    for texts in ({"en": words}, str(tmp_path), tmp_path):
        pages = ErrorPages(texts=texts)
        assert pages.texts_for(404, "en").heading == "Lost?"
        page = pages.reply(404, accept="text/html").body.decode()
        assert "<title>Lost?<" in page
        assert "Start</a>" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "en.json: Expecting property name"),
        (b"\xff", "en.json: .*can't decode"),
        (b"[]", r"en.json: \{code: \{field: text\}\} is expected"),
        (b'{"404": 5}', "en.json: .* is expected"),
        (b'{"404": {"heading": 5}}', "heading: 5 is not a str"),
    ],
)
def test_a_broken_file_of_own_words_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "en.json").write_bytes(content)
    with pytest.raises(OptionError, match=f"^texts: .*{sentence}"):
        ErrorPages(texts=tmp_path)


def test_a_full_file_adds_a_language_in_the_direction_of_its_script() -> None:
    pages = ErrorPages(texts={"yi": full_file()})
    page = pages.reply(404, accept="text/html", accept_language="ji").body.decode()
    assert '<html lang="yi" dir="rtl">' in page
    assert "<title>ראש<" in page
    with pytest.raises(LanguageError):
        ErrorPages().texts_for(404, "yi")
