"""Adding a language is one file: from a folder, by ErrorPages, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from httpolite import ErrorPages, LanguageError, OptionError
from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.locale import base_words, read_locale
from httpolite.checks.texts.report import check_texts

if TYPE_CHECKING:
    from pathlib import Path

# Divehi, which does not ship, is written from right to left in a script of its own.
TAG = "dv"


def translated(text: str) -> str:
    """Write an English text in letters of Thaana, the placeholders as they are."""
    parts = text.replace("{", "\0{").replace("}", "}\0").split("\0")
    return "".join(part if part.startswith("{") else "".join(map(_letter, part)) for part in parts)


def _letter(char: str) -> str:
    return chr(0x0780 + ord(char.lower()) - ord("a")) if char.isascii() and char.isalpha() else char


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    words = {
        key: {field: translated(text) for field, text in fields.items()}
        for key, fields in base_words().items()
    }
    (tmp_path / f"{TAG}.json").write_text(json.dumps(words, indent=2), encoding="utf-8")
    return tmp_path


def test_a_file_in_a_folder_adds_a_language(folder: Path) -> None:
    pages = ErrorPages(texts=folder)

    reply = pages.reply(404, accept="text/html", accept_language="dv-MV, en;q=0.5")
    body = reply.body.decode()
    assert dict(reply.headers)["content-language"] == TAG
    assert f'<html lang="{TAG}" dir="rtl">' in body
    assert translated(SHIPPED.texts(404, "en").heading or "") in body
    assert pages.texts_for(503, TAG).phrase == translated("Service Unavailable")


def test_a_document_speaks_it_too(folder: Path) -> None:
    reply = ErrorPages(texts=folder).reply(503, accept="application/json", accept_language=TAG)

    assert json.loads(reply.body)["title"] == translated("Service Unavailable")


def test_it_may_be_the_only_language(folder: Path) -> None:
    pages = ErrorPages(texts=folder, languages=[TAG], default_language=TAG)

    reply = pages.reply(404, accept="text/html", accept_language="en")
    assert dict(reply.headers)["content-language"] == TAG


def test_its_own_words_win_over_those_of_a_language_that_ships(folder: Path) -> None:
    (folder / "en.json").write_text('{"404": {"heading": "Lost?"}}', encoding="utf-8")
    pages = ErrorPages(texts=folder)

    assert pages.texts_for(404, "en").heading == "Lost?"
    assert pages.texts_for(404, TAG).phrase == translated("Not Found")


def test_half_a_file_adds_nothing(folder: Path) -> None:
    file = folder / f"{TAG}.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del words["404"]["advice"]
    file.write_text(json.dumps(words), encoding="utf-8")

    with pytest.raises(OptionError, match="'404' lacks advice"):
        ErrorPages(texts=folder)


def test_without_the_file_there_is_no_such_language() -> None:
    with pytest.raises(LanguageError, match="no texts in the language 'dv'"):
        ErrorPages().texts_for(404, TAG)


def test_the_same_file_can_be_checked_with_its_facts_beside_it(folder: Path) -> None:
    (folder / f"{TAG}.toml").write_text(
        'scripts = ["THAANA"]\nquotes = ["“”"]\n[right.english]\n'
        '"page fact" = "Divehi joins label and value as English does."\n',
        encoding="utf-8",
    )

    report = check_texts(read_locale(folder / f"{TAG}.json"))
    assert (report.script, report.texts) == ("Thaa", report.wanted)
    assert report.suspicions == ()
