"""Every locale file is complete and clean, and covers every code of the registry."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import httpolite.catalogue
from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED, direction_of
from httpolite.catalogue.vendors import VENDOR_CODES, VENDOR_KEYS

FOLDER = Path(httpolite.catalogue.__file__).parent
FACTS: dict[str, Any] = json.loads((FOLDER / "languages.json").read_text(encoding="utf-8"))
Words = dict[str, dict[str, str]]

# Texts that are rightly the same as the English ones, with the reason.
SAME_AS_ENGLISH = {("ar", "page", "fact"): "Arabic joins a label and its value as English does."}

FOR_DEVELOPERS = ["phrase", "meaning"]
FOR_VISITORS = [*FOR_DEVELOPERS, "heading", "explanation", "advice"]


def read(tag: str) -> Words:
    words: Words = json.loads((FOLDER / "locales" / f"{tag}.json").read_text(encoding="utf-8"))
    return words


WORDS = {tag: read(tag) for tag in FACTS}
BASE = WORDS[BASE_LANGUAGE]
each_language = pytest.mark.parametrize("tag", FACTS)
each_translation = pytest.mark.parametrize("tag", [tag for tag in FACTS if tag != BASE_LANGUAGE])


def texts(words: Words) -> list[tuple[str, str, str]]:
    return [(key, field, text) for key, fields in words.items() for field, text in fields.items()]


def registered() -> list[str]:
    path = Path(__file__).parent / "data" / "iana-http-status-codes.csv"
    with path.open(encoding="utf-8") as file:
        return [row["code"] for row in csv.DictReader(file)]


def test_each_language_has_a_file_and_each_file_a_language() -> None:
    assert {path.stem for path in (FOLDER / "locales").glob("*.json")} == set(FACTS)


def test_the_base_has_every_code_every_class_every_vendors_code_and_the_labels() -> None:
    classes = ["1xx", "2xx", "3xx", "4xx", "5xx"]
    vendors = [code.key for code in VENDOR_CODES]
    assert list(BASE) == [*registered(), *classes, *vendors, "page"]


def test_the_base_speaks_to_visitors_of_errors_and_to_developers_of_all() -> None:
    for key, fields in BASE.items():
        if key != "page" and key not in VENDOR_KEYS:
            assert list(fields) == (FOR_VISITORS if key >= "400" else FOR_DEVELOPERS), key


def test_a_vendors_code_speaks_to_developers_and_to_visitors_wholly_or_not_at_all() -> None:
    for code in VENDOR_CODES:
        fields = list(BASE[code.key])
        assert fields in (FOR_DEVELOPERS, FOR_VISITORS), code.key
        assert fields == FOR_DEVELOPERS or code.reads_as is None, code.key


# A class key such as "1xx" sorts among the codes, which is what the test above relies on.
def test_classes_below_4xx_have_no_visitor() -> None:
    for code in (100, 204, 304):
        assert SHIPPED.texts(code, "en").heading is None
    assert list(BASE["3xx"]) == FOR_DEVELOPERS
    assert list(BASE["4xx"]) == list(BASE["5xx"]) == FOR_VISITORS


@each_translation
def test_a_translation_has_the_keys_and_fields_of_the_base_in_its_order(tag: str) -> None:
    words = WORDS[tag]
    assert list(words) == list(BASE)
    assert {key: list(fields) for key, fields in words.items()} == {
        key: list(fields) for key, fields in BASE.items()
    }


@each_language
def test_no_text_is_empty_untrimmed_or_broken_into_lines(tag: str) -> None:
    for key, field, text in texts(WORDS[tag]):
        assert text, (key, field)
        assert text == text.strip(), (key, field)
        assert "  " not in text, (key, field)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in text), text


@each_language
def test_texts_are_in_the_normal_form_that_browsers_compare(tag: str) -> None:
    for key, field, text in texts(WORDS[tag]):
        assert unicodedata.is_normalized("NFC", text), (key, field)


@each_translation
def test_a_translation_has_the_placeholders_of_the_base(tag: str) -> None:
    for key, field, text in texts(WORDS[tag]):
        names = [sorted(re.findall(r"{.*?}", words)) for words in (text, BASE[key][field])]
        assert names[0] == names[1], (key, field)


@each_language
def test_only_placeholders_stand_in_braces(tag: str) -> None:
    for key, field, text in texts(WORDS[tag]):
        rest = re.sub(r"{(n|status|reference|label|value)}", "", text) if key == "page" else text
        assert not set(rest) & {"{", "}"}, (key, field)


@each_translation
def test_no_text_was_left_in_english(tag: str) -> None:
    left = {(tag, key, field) for key, field, text in texts(WORDS[tag]) if text == BASE[key][field]}
    assert left == {place for place in SAME_AS_ENGLISH if place[0] == tag}


@each_language
@pytest.mark.parametrize("field", ["phrase", "meaning", "heading", "explanation"])
def test_no_two_codes_say_the_same(tag: str, field: str) -> None:
    # A vendor may give its code a name that is taken.
    free = VENDOR_KEYS if field == "phrase" else frozenset[str]()
    words = {key: fields[field] for key, fields in WORDS[tag].items() if field in fields}
    said = Counter(text for key, text in words.items() if key not in free)
    assert [text for text, times in said.items() if times > 1] == []
    for key in free:
        same = {other for other, text in words.items() if text == words[key]}
        assert {BASE[other][field] for other in same} == {BASE[key][field]}, same


@each_language
def test_the_facts_name_a_script_that_the_texts_are_written_in(tag: str) -> None:
    letters = {"Latn": "LATIN", "Hans": "CJK", "Hant": "CJK", "Arab": "ARABIC"}
    wanted = letters[FACTS[tag]["script"]]
    for fields in WORDS[tag].values():
        for text in fields.values():
            said = any(wanted in unicodedata.name(c, "") for c in text)
            assert said or "{n}" in text or "{value}" in text, text


@each_language
def test_a_language_is_named_in_itself_and_has_a_direction(tag: str) -> None:
    language = SHIPPED.languages[tag]
    assert (language.tag, language.name) == (tag, FACTS[tag]["name"])
    assert language.direction == ("rtl" if tag == "ar" else "ltr")
    assert language.direction == direction_of(language.script)


def test_the_two_chinese_scripts_are_two_texts() -> None:
    hans, hant = WORDS["zh-Hans"], WORDS["zh-Hant"]
    for key, fields in hans.items():
        for field in fields.keys() - {"phrase"}:
            short = key == "page" and (len(fields[field]) < 6 or field == "fact")
            assert short or fields[field] != hant[key][field], (key, field)
    # Characters that the other script does not have.
    assert not any(c in text for _, _, text in texts(hans) for c in "請頁網伺務")
    assert not any(c in text for _, _, text in texts(hant) for c in "请页网务错")


@each_language
@pytest.mark.parametrize("code", ["404", "500", "503"])
def test_what_a_visitor_reads_names_no_status_code_and_no_phrase(tag: str, code: str) -> None:
    fields = WORDS[tag][code]
    visible = " ".join(fields[field] for field in ("heading", "explanation", "advice"))
    assert code not in visible
    assert "HTTP" not in visible


def test_the_english_phrases_of_the_vendors_are_those_of_the_facts() -> None:
    assert {code.key: code.phrase for code in VENDOR_CODES} == {
        code.key: BASE[code.key]["phrase"] for code in VENDOR_CODES
    }


def test_the_english_phrases_are_those_of_the_registry() -> None:
    path = Path(__file__).parent / "data" / "iana-http-status-codes.csv"
    with path.open(encoding="utf-8") as file:
        phrases = {row["code"]: row["phrase"] for row in csv.DictReader(file)}
    # Unused codes have a phrase of their own for readers.
    unused = {"306", "418"}
    said = {code: BASE[code]["phrase"] for code in phrases if code not in unused}
    assert said == {code: phrase for code, phrase in phrases.items() if code not in unused}
    assert all("(Unused)" not in BASE[code]["phrase"] for code in unused)
