"""A file of the catalogue is damaged, gone or out of reach: there is still a page to send."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from faults.ways import ASGI, FORMATS, HTML, JSON, Call, through_every_adapter, through_every_way
from faults.whole import assert_whole, is_constant, said, unhandled
from httpolite import ErrorPages, LanguageError, Problem
from httpolite.catalogue import languages
from httpolite.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from doubles import Seen

    Way = Callable[[Call], Seen]
    Damage = Callable[[Path], Any]

ARABIC = (("Accept-Language", "ar"),)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the catalogue, and let it be read from there."""
    copy = tmp_path / "catalogue"
    shutil.copytree(languages._FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(languages, "_FOLDER", copy)
    monkeypatch.setattr(languages, "_journal", Journal())
    return copy


def edited(change: Callable[[Any], Any]) -> Damage:
    def edit(path: Path) -> None:
        words = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(words)), encoding="utf-8")

    return edit


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Damage] = {
    "missing": lambda path: path.unlink(),
    "a folder": _a_folder,
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "not JSON": lambda path: path.write_text("<html>", encoding="utf-8"),
    "not UTF-8": lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16")),
    "a list": edited(lambda words: [words]),
    "null": edited(lambda _: None),
    "nested": lambda path: path.write_text("[" * 100_000, encoding="utf-8"),
    "a text for a status": edited(lambda words: {**words, "404": "Not Found"}),
    "null for a status": edited(lambda words: {**words, "404": None}),
    "a number for a text": edited(lambda words: {**words, "404": {"phrase": 5}}),
    "null for a text": edited(lambda words: {**words, "page": {"reference": None}}),
}
each_damage = pytest.mark.parametrize("damage", DAMAGES)
LACKING: dict[str, Damage] = {
    "no class": edited(lambda words: {k: v for k, v in words.items() if k not in ("404", "4xx")}),
    "no heading": edited(
        lambda words: {**words, "404": {"phrase": "Gone"}, "4xx": {"phrase": "Gone"}}
    ),
    "no labels": edited(lambda words: {k: v for k, v in words.items() if k != "page"}),
    "no label": edited(lambda words: {**words, "page": {"home": "Home"}}),
}


# The language that is asked for


@through_every_way
@each_damage
def test_31_a_damaged_language_gives_way_to_the_default_one(
    way: Way, damage: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES[damage](folder / "locales" / "ar.json")
    pages = ErrorPages()

    for asked in FORMATS:
        seen = way(
            Call(pages=pages, does=Problem(404, detail="No such seat."), asked=asked + ARABIC)
        )

        assert_whole(seen, 404)
        assert seen.raised is None
        assert not is_constant(seen)
        assert b"No such seat." in seen.body
        assert seen.value("content-language") == "en"
    (line,) = said(caplog)
    assert line.startswith("en stands in for ar: ar.json ")


@through_every_adapter
@each_damage
def test_31_the_apps_exception_is_raised_or_logged_all_the_same(
    way: Way, damage: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES[damage](folder / "locales" / "ar.json")
    exc = RuntimeError("secret")

    seen = way(Call(pages=ErrorPages(), does=exc, asked=HTML + ARABIC))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert unhandled(caplog) == ([exc] if way.__name__ == "plain_wsgi" else [])
    assert len(said(caplog)) == 1


def test_a_language_comes_back_with_its_file(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, pages = folder / "locales" / "ar.json", ErrorPages()
    words = path.read_bytes()
    path.write_bytes(words[:5000])
    assert dict(pages.reply(404, accept_language="ar").headers)["content-language"] == "en"

    path.write_bytes(words)

    assert dict(pages.reply(404, accept_language="ar").headers)["content-language"] == "ar"
    assert len(said(caplog)) == 1


def test_a_language_that_was_read_needs_its_file_no_more(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages = ErrorPages()
    pages.reply(404, accept_language="ar")

    shutil.rmtree(folder)

    for status in (404, 503):
        for accept in ("text/html", "text/plain", "application/json"):
            made = pages.reply(status, accept=accept, accept_language="ar")
            assert dict(made.headers)["content-language"] == "ar"
    assert said(caplog) == []


def test_a_language_that_lacks_texts_borrows_them_from_english(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for damage in LACKING.values():
        damage(folder / "locales" / "ar.json")

    made = ErrorPages().reply(404, accept="text/html", accept_language="ar")

    assert dict(made.headers)["content-language"] == "ar"
    assert b"Technical details" in made.body
    assert said(caplog) == []


def test_the_texts_of_a_damaged_language_cannot_be_had(folder: Path) -> None:
    DAMAGES["truncated"](folder / "locales" / "ar.json")

    with pytest.raises(LanguageError, match=r"ar\.json cannot be read: "):
        ErrorPages().texts_for(404, "ar")


# English, the default and the base of the others


@through_every_way
@pytest.mark.parametrize("damage", [*DAMAGES, *LACKING])
def test_31_166_without_english_there_is_the_constant_page(
    way: Way, damage: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    {**DAMAGES, **LACKING}[damage](folder / "locales" / "en.json")
    pages = ErrorPages()

    for asked in (HTML, JSON, HTML):
        seen = way(Call(pages=pages, does=404, asked=asked))

        assert_whole(seen, 404)
        assert seen.raised is None
        assert seen.value("content-language") == "en"
    assert is_constant(seen)
    (line,) = said(caplog)
    assert line.startswith("constant pages are sent because of ")


@through_every_adapter
def test_31_without_english_the_apps_exception_is_raised_or_logged_all_the_same(
    way: Way, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES["truncated"](folder / "locales" / "en.json")
    exc = RuntimeError("secret")

    seen = way(Call(pages=ErrorPages(), does=exc, asked=HTML))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert len(said(caplog)) == 1


def test_166_a_default_language_that_is_damaged_has_an_english_constant_page(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES["truncated"](folder / "locales" / "ar.json")
    pages = ErrorPages(default_language="ar")

    made = pages.reply(404, accept="text/html")

    assert dict(made.headers)["content-language"] == "en"
    assert b'<html lang="en" dir="ltr">' in made.body
    assert str(pages._catalogue.class_texts("4xx", "en").heading) in made.body.decode()
    assert len(said(caplog)) == 1


# What is known of the languages


@through_every_way
@pytest.mark.parametrize(
    "damage",
    ["missing", "a folder", "empty", "truncated", "not JSON", "not UTF-8", "a list", "null"],
)
def test_31_without_the_facts_about_languages_they_are_told_from_their_files(
    way: Way, damage: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES[damage](folder / "languages.json")
    pages = ErrorPages()

    for language, direction in (("ar", "rtl"), ("zh-Hant", "ltr"), ("en", "ltr")):
        seen = way(Call(pages=pages, asked=(*HTML, ("Accept-Language", language))))

        assert_whole(seen, 404)
        assert seen.value("content-language") == language
        assert f'<html lang="{language}" dir="{direction}">'.encode() in seen.body
    (line,) = said(caplog)
    assert "languages.json" in line


def test_own_words_that_are_damaged_in_english_are_told_with_the_file(folder: Path) -> None:
    DAMAGES["truncated"](folder / "locales" / "en.json")

    with pytest.raises(LanguageError, match=r"en\.json cannot be read: "):
        ErrorPages(texts={"en": {404: {"heading": "Lost?"}}})


def test_the_constant_document_says_status_and_phrase(folder: Path) -> None:
    DAMAGES["missing"](folder / "locales" / "en.json")

    assert json.loads(ErrorPages().reply(503).body) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
    }
