"""The base covers every code of the registry and of the vendors; tests/texts judges the texts."""

from __future__ import annotations

import csv
import json
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

FOR_DEVELOPERS = ["phrase", "meaning"]
FOR_VISITORS = [*FOR_DEVELOPERS, "heading", "explanation", "advice"]


def read(tag: str) -> Words:
    words: Words = json.loads((FOLDER / "locales" / f"{tag}.json").read_text(encoding="utf-8"))
    return words


WORDS = {tag: read(tag) for tag in FACTS}
BASE = WORDS[BASE_LANGUAGE]
each_language = pytest.mark.parametrize("tag", FACTS)


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


@pytest.mark.parametrize("field", ["phrase", "meaning", "heading", "explanation"])
def test_no_two_codes_say_the_same_in_english(field: str) -> None:
    # A vendor may give its code a name that is taken.
    free = VENDOR_KEYS if field == "phrase" else frozenset[str]()
    said = Counter(
        fields[field] for key, fields in BASE.items() if field in fields and key not in free
    )
    assert [text for text, times in said.items() if times > 1] == []


@each_language
def test_a_language_is_named_in_itself_and_has_a_direction(tag: str) -> None:
    language = SHIPPED.languages[tag]
    assert (language.tag, language.name) == (tag, FACTS[tag]["name"])
    assert language.direction == ("rtl" if tag in {"ar", "fa", "he", "ur"} else "ltr")
    assert language.direction == direction_of(language.script)


def test_the_two_chinese_scripts_are_two_texts() -> None:
    hans, hant = WORDS["zh-Hans"], WORDS["zh-Hant"]
    for key, fields in hans.items():
        for field in fields.keys() - {"phrase"}:
            short = key == "page" and (len(fields[field]) < 6 or field == "fact")
            assert short or fields[field] != hant[key][field], (key, field)


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
