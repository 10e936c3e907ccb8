"""Faults planted in the texts that ship: no language's facts make a rule blind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.locale import shipped_locale
from httpolite.checks.texts.report import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpolite.checks.texts.locale import Locale

LANGUAGES = {tag: shipped_locale(tag) for tag in SHIPPED.languages}
TRANSLATIONS = [tag for tag in LANGUAGES if tag != "en"]

# A check, where the fault is planted, and what becomes of the text there.
FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "blanks": ("404 advice", lambda words: words + " "),
    "english": ("404 phrase", lambda _: SHIPPED.texts(404, "en").phrase),
    "language": ("404 advice", lambda _: "Go back to the page that you came from."),
    "length": (
        "404 heading",
        lambda words: f"{words}, {words}, {words}, {words}, {words}, {words}",
    ),
    "letters": ("404 meaning", lambda words: f"ꙮ {words}"),
    "placeholders": ("page minutes", lambda words: words.replace("{n}", "")),
    "quotes": ("404 explanation", lambda words: f'"{words}'),
    "stop": ("404 advice", lambda words: words.rstrip(".。।۔") + ","),
    "voice": ("404 heading", lambda words: words + "!"),
}


def with_fault(tag: str, place: str, change: Callable[[str], str]) -> Locale:
    key, field = place.split()
    words = {key: dict(fields) for key, fields in LANGUAGES[tag].words.items()}
    words[key][field] = change(words[key][field])
    return replace(LANGUAGES[tag], words=words)


def places(check: str, judged: Locale) -> set[str]:
    return {suspicion.place for suspicion in RULES[check](judged)}


@pytest.mark.parametrize("tag", TRANSLATIONS)
@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_is_found_in_every_language(check: str, tag: str) -> None:
    place, change = FAULTS[check]

    assert place in places(check, with_fault(tag, place, change))


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_a_doubled_word_is_found_in_every_language(tag: str) -> None:
    spaced = not LANGUAGES[tag].facts.unspaced

    def doubled(words: str) -> str:
        first = words.split(maxsplit=1)[0] if spaced else words[:6]
        return f"{first} {first} {words}" if spaced else first + words

    assert "404 advice" in places("doubled", with_fault(tag, "404 advice", doubled))


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_a_text_of_another_code_is_found_in_every_language(tag: str) -> None:
    heading = LANGUAGES[tag].words["410"]["heading"]

    assert "410 heading" in places("distinct", with_fault(tag, "404 heading", lambda _: heading))


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_latin_is_found_wherever_another_script_is_written(tag: str) -> None:
    judged = with_fault(tag, "404 heading", lambda words: f"{words} xyz")

    assert ("404 heading" in places("latin", judged)) is (
        "LATIN" not in LANGUAGES[tag].facts.scripts
    )


@pytest.mark.parametrize(("tag", "other"), [("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans")])
def test_each_chinese_text_is_found_in_the_other(tag: str, other: str) -> None:
    judged = replace(LANGUAGES[tag], words=LANGUAGES[other].words)

    found = places("letters", judged)
    sentences = [text.place for text in judged.texts if len(text.words) > 20]
    assert sentences
    assert [place for place in sentences if place not in found] == []
