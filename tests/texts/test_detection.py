"""Detection: a text in another language is found, and what cannot be judged is said."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from httpolite.checks.texts.detection import SHORT_TEXTS, check_detected, why_not_detected
from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.locale import shipped_locale
from httpolite.checks.texts.report import check_texts
from texts.samples import LATIN, locale

if TYPE_CHECKING:
    import pytest

    from httpolite.checks.texts.locale import Locale

GERMAN = {
    "404": {
        "phrase": "Not Found",
        "heading": "Diese Seite gibt es nicht",
        "explanation": "Unter dieser Adresse gibt es keine Seite, oder sie wurde verschoben.",
    },
    "page": {"home": "Start", "retry": "Nochmals", "seconds": "{n} Sek."},
}


def told(judged: Locale) -> list[tuple[str, str]]:
    return [(found.place, found.message) for found in check_detected(judged)]


def test_texts_in_the_language_are_not_told() -> None:
    assert told(locale(GERMAN)) == []


def test_a_visitors_text_in_another_language_is_told() -> None:
    words = {"404": {**GERMAN["404"], "heading": "This page could not be found"}}

    assert told(locale(words)) == [
        ("404 heading", "seems to be English: This page could not be found")
    ]


def test_short_texts_are_judged_together() -> None:
    labels = ["Home page", "Search", "Try again", "Sign in", "Support", "Address", "Details"]
    words = {**GERMAN, "page": {f"label_{n}": label for n, label in enumerate(labels)}}

    ((place, message),) = told(locale(words))
    assert place == SHORT_TEXTS
    assert message.startswith("seems to be English: Home page, Search,")


def test_chinese_is_told_among_japanese() -> None:
    words = {"404": {"explanation": "本站无法处理这个请求，因为地址不完整。"}}

    assert told(locale(words, Facts(scripts=("CJK",)), tag="ja")) == [
        ("404 explanation", "seems to be Chinese: 本站无法处理这个请求，因为地址不完整。")
    ]


def test_a_language_may_pass_for_another() -> None:
    words = {"404": {"heading": "Stranica nije pronađena na ovoj adresi"}}

    assert told(locale(words, replace(LATIN, detect_as="hr", alike=("sr",)), tag="sr-Latn")) == []


def test_a_language_that_no_detector_knows_is_said() -> None:
    unknown = locale(GERMAN, tag="tlh")

    assert why_not_detected(unknown).startswith("no detector knows the language")
    assert told(unknown) == []


def test_without_the_detector_the_rest_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)

    report = check_texts(shipped_locale("ar"))

    assert report.suspicions == ()
    assert report.notes == (
        "in which language they are was not looked at: that needs httpolite[languages]",
    )
