"""Files of texts and of facts: what is read, what is supposed, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from httpolite import LanguageError
from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.facts import FOLDER, Facts, scripts_of, shipped_facts
from httpolite.checks.texts.locale import read_locale, shipped_locale
from httpolite.checks.texts.report import RULES

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {"404": {"phrase": "Ekki til"}}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_each_language_has_facts_and_all_facts_a_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(SHIPPED.languages)


@pytest.mark.parametrize("tag", SHIPPED.languages)
def test_the_script_of_a_language_is_known(tag: str) -> None:
    assert scripts_of(SHIPPED.languages[tag].script)


@pytest.mark.parametrize("tag", SHIPPED.languages)
def test_a_reason_is_a_sentence(tag: str) -> None:
    for places in shipped_locale(tag).facts.right.values():
        for reason in places.values():
            assert len(reason.split()) > 3, reason


def test_a_file_has_the_facts_beside_it(tmp_path: Path) -> None:
    file = write(tmp_path, "is.json", json.dumps(WORDS))
    write(tmp_path, "is.toml", 'review = "reviewed"\nletters = "áðéíóúýþæö"\nquotes = ["„“"]')

    read = read_locale(file)

    assert (read.tag, read.name, read.script, read.words) == ("is", "is", "Latn", WORDS)
    assert read.facts == Facts(
        review="reviewed", scripts=("LATIN",), letters="áðéíóúýþæö", quotes=("„“",)
    )
    assert read.base["404"]["phrase"] == "Not Found"


def test_without_them_a_file_has_those_of_its_script(tmp_path: Path) -> None:
    read = read_locale(write(tmp_path, "mr.json", json.dumps(WORDS)))

    assert read.script == "Deva"
    assert (read.facts.stop, read.facts.review) == ("।", "translated")


def test_a_copy_of_a_file_that_ships_has_the_facts_that_ship(tmp_path: Path) -> None:
    read = read_locale(write(tmp_path, "ar.json", json.dumps(WORDS)))

    assert (read.name, read.facts) == ("العربية", shipped_facts("ar", "Arab"))


def test_of_an_unknown_script_nothing_is_supposed() -> None:
    assert shipped_facts("x", "Cher") == Facts()
    assert scripts_of("Cher") == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is.json cannot be read: Expecting property name"),
        ("[]", "is.json: {code: {field: text}} is expected"),
        ('{"404": "x"}', "{code: {field: text}} is expected"),
        ('{"404": {"phrase": 5}}', "{code: {field: text}} is expected"),
        ('{"404": {"phrase": "a", "phrase": "b"}}', "'phrase' stands there twice"),
        ('{"404": {}, "404": {}}', "'404' stands there twice"),
        ('{"404": ' * 9999, "is.json cannot be read"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    file = write(tmp_path, "is.json", content)

    with pytest.raises(LanguageError) as caught:
        read_locale(file)
    assert sentence in str(caught.value)


def test_a_file_that_is_not_named_by_a_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="a file is named by its language"):
        read_locale(write(tmp_path, "my texts.json", "{}"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("quotes", "is.toml cannot be read"),
        ('qoutes = ["“”"]', "is.toml: no fact is called 'qoutes'; there are review, scripts,"),
        ('stop = ["."]', r"is.toml: stop cannot be \('.',\)"),
        ('quotes = "“”"', "is.toml: quotes cannot be '“”'"),
        ("unspaced = 1", "is.toml: unspaced cannot be 1"),
        ("right = 1", "is.toml: right cannot be 1"),
        ('right = { stop = "x" }', "is.toml: right cannot be {'stop': 'x'}"),
        ('made_from = { "404" = { phrase = 1 } }', "is.toml: made_from cannot be"),
        ('han = "Big5"', "is.toml: han cannot be 'Big5'"),
        ('quotes = [""]', r"is.toml: quotes cannot be \('',\)"),
        ("scripts = [1]", r"is.toml: scripts cannot be \(1,\)"),
        ('review = "nonsense"', "is.toml: review cannot be 'nonsense'"),
    ],
)
def test_wrong_facts_are_refused(tmp_path: Path, content: str, sentence: str) -> None:
    file = write(tmp_path, "is.json", "{}")
    write(tmp_path, "is.toml", content)

    with pytest.raises(LanguageError, match=sentence):
        read_locale(file)


def test_every_check_has_a_name_that_its_rule_uses() -> None:
    assert list(RULES) == sorted(RULES)
