"""The texts in force: the shipped ones, a user's own words over them, and fallback per key."""

from __future__ import annotations

from typing import Any

import pytest

from httpolite import LanguageError, OptionError, StatusError
from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED, Catalogue, direction_of
from shipped import words_of

FULL: dict[str | int, dict[str, str]] = {
    key: {field: f"[{field}]" for field in fields}
    for key, fields in words_of(BASE_LANGUAGE).items()
    if ":" not in key
}
FULL["page"] = {name: f"[{name}]" for name in FULL["page"]}


def test_all_five_texts_of_an_error() -> None:
    texts = SHIPPED.texts(404, "en")
    assert texts.phrase == "Not Found"
    assert all([texts.meaning, texts.heading, texts.explanation, texts.advice])


@pytest.mark.parametrize("code", [100, 204, 304, 299])
def test_below_400_there_is_no_visitor_to_talk_to(code: int) -> None:
    texts = SHIPPED.texts(code, "ar")
    assert texts.phrase
    assert texts.meaning
    assert (texts.heading, texts.explanation, texts.advice) == (None, None, None)


@pytest.mark.parametrize(("code", "family"), [(499, "4xx"), (599, "5xx"), (199, "1xx")])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_118_an_unregistered_code_has_the_texts_of_its_class(
    code: int, family: str, tag: str
) -> None:
    assert SHIPPED.texts(code, tag) == SHIPPED.class_texts(family, tag)


@pytest.mark.parametrize("code", [0, 99, 600, -1, True, "404", 404.0, 404.5, None])
def test_a_code_outside_100_to_599_is_refused(code: Any) -> None:
    with pytest.raises(StatusError, match="100 to 599"):
        SHIPPED.texts(code, "en")


@pytest.mark.parametrize("tag", ["zh-TW", "EN", "", "tlh", "../en"])
def test_a_language_that_is_not_available_is_refused(tag: str) -> None:
    with pytest.raises(LanguageError, match="available are en, zh-Hans, zh-Hant, ar"):
        SHIPPED.texts(404, tag)


def test_own_words_replace_field_by_field() -> None:
    own = Catalogue({"en": {404: {"heading": "Lost?"}}}).texts(404, "en")
    shipped = SHIPPED.texts(404, "en")
    assert own.heading == "Lost?"
    assert (own.phrase, own.explanation) == (shipped.phrase, shipped.explanation)


@pytest.mark.parametrize("key", [404, "404"])
def test_a_code_may_be_an_int_or_its_digits(key: Any) -> None:
    assert Catalogue({"en": {key: {"heading": "Lost?"}}}).texts(404, "en").heading == "Lost?"


def test_own_words_for_a_class_serve_unregistered_codes_only() -> None:
    catalogue = Catalogue({"en": {"4xx": {"heading": "Hm"}}})
    assert catalogue.texts(499, "en").heading == "Hm"
    assert catalogue.texts(404, "en").heading != "Hm"


def test_own_words_for_an_unregistered_code_outrank_its_class() -> None:
    catalogue = Catalogue({"en": {499: {"phrase": "Client Closed Request"}}})
    texts = catalogue.texts(499, "en")
    assert texts.phrase == "Client Closed Request"
    assert texts.heading == SHIPPED.class_texts("4xx", "en").heading
    assert catalogue.class_texts("4xx", "en").phrase == "Client Error"


def test_own_words_in_one_language_leave_the_others() -> None:
    catalogue = Catalogue({"en": {404: {"heading": "Lost?"}}})
    assert catalogue.texts(404, "ar") == SHIPPED.texts(404, "ar")


def test_an_own_label_replaces_one() -> None:
    catalogue = Catalogue({"en": {"page": {"home": "Back to the start"}}})
    labels = catalogue.labels("en")
    assert labels["home"] == "Back to the start"
    assert {**labels, "home": ""} == {**SHIPPED.labels("en"), "home": ""}
    assert catalogue.label("home", "en") == "Back to the start"


def test_an_unknown_label_is_empty() -> None:
    assert SHIPPED.label("nonsense", "en") == ""


def test_a_full_file_adds_a_language_after_the_shipped_ones() -> None:
    catalogue = Catalogue({"tlh": FULL})
    assert list(catalogue.languages) == [*SHIPPED.languages, "tlh"]
    assert catalogue.texts(404, "tlh").heading == "[heading]"
    assert catalogue.texts(499, "tlh").phrase == "[phrase]"
    assert catalogue.label("home", "tlh") == "[home]"
    assert "tlh" not in SHIPPED.languages


@pytest.mark.parametrize(("script", "direction"), [("Hebr", "rtl"), ("Latn", "ltr")])
def test_an_added_language_is_written_as_its_script_is(script: str, direction: str) -> None:
    added = Catalogue({"tlh": FULL}, lambda _tag: script).languages["tlh"]
    assert (added.script, added.direction, added.name) == (script, direction, "tlh")


def test_an_added_language_is_in_latin_unless_told_otherwise() -> None:
    assert Catalogue({"tlh": FULL}).languages["tlh"].script == "Latn"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "'tlh' does not ship.*'100' lacks meaning, phrase"),
        ({**FULL, "404": {**FULL["404"]}, "503": {"phrase": "x"}}, "'503' lacks advice"),
        ({**FULL, "page": {}}, "'page' lacks .*home"),
    ],
)
def test_an_added_language_must_be_complete(words: Any, sentence: str) -> None:
    with pytest.raises(OptionError, match=sentence):
        Catalogue({"tlh": words})


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"en": {600: {}}}, "key 600: give a status code"),
        ({"en": {99: {}}}, "key 99"),
        ({"en": {"6xx": {}}}, '"1xx" … "5xx" or "page"'),
        ({"en": {"pages": {}}}, "key 'pages'"),
        ({"en": {404: {"titel": "x"}}}, "'en', 404: no field 'titel', there are phrase"),
        ({"en": {404: {"heading": 5}}}, "heading: 5 is not a str"),
        ({"en": {"page": {"hom": "x"}}}, "page: no field 'hom', there are details.*home"),
        ({"en": {"page": {"home": None}}}, "home: None is not a str"),
        ({"en": {"page": {"days": "{m} d"}}}, "days: '{m} d' may hold n in braces"),
        ({"en": {"page": {"days": "{"}}}, "no other brace"),
        ({"en": {"page": {"days": "{0}"}}}, "no other brace"),
        ({"en": {"page": {"mail_subject": "{status.x}"}}}, "status, reference in braces"),
        ({"e n": {}}, "'e n' is not a BCP 47 tag"),
        ({"en\r\nx": {}}, "is not a BCP 47 tag"),
        ({"../en": {}}, "is not a BCP 47 tag"),
        ({5: {}}, "5 is not a BCP 47 tag"),
    ],
)
def test_wrong_own_words_are_refused_with_a_sentence(own: Any, sentence: str) -> None:
    with pytest.raises(OptionError, match=sentence):
        Catalogue(own)


def test_a_label_that_holds_no_value_may_have_braces() -> None:
    assert Catalogue({"en": {"page": {"home": "{home}"}}}).label("home", "en") == "{home}"


@pytest.mark.parametrize(
    ("script", "direction"),
    [("Arab", "rtl"), ("Hebr", "rtl"), ("Thaa", "rtl"), ("Latn", "ltr"), ("Hant", "ltr")],
)
def test_the_direction_of_a_script(script: str, direction: str) -> None:
    assert direction_of(script) == direction
