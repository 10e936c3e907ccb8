"""Blanks, doubled words, lengths, voice: what can be said of any language's words."""

from __future__ import annotations

import pytest

from httpolite.checks.texts.blanks import check_blanks
from httpolite.checks.texts.doubled import check_doubled
from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.lengths import check_lengths
from httpolite.checks.texts.voice import check_voice
from texts.samples import LATIN, locale, of_script, said

JAPANESE = of_script("Jpan")


def test_one_blank_between_words_is_not_told() -> None:
    assert said(check_blanks, "One two\u00a0: three") == []
    assert said(check_blanks, "می\u200cشود", Facts(invisible="\u200c")) == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "there is nothing"),
        (" one", "a blank at an end"),
        ("one\u00a0", "a blank at an end"),
        ("one  two", "two blanks in a row"),
        ("one \u202ftwo", "two blanks in a row"),
        ("one\ntwo", "not to be seen: U+000A"),
        ("o\u00adne\u200b", "not to be seen: U+00AD, U+200B"),
        ("e\u0301", "not in the normal form NFC"),
    ],
)
def test_other_blanks_are_told(words: str, fault: str) -> None:
    assert said(check_blanks, words) == [fault]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (LATIN, "What it is, is"),
        (Facts(doubled=("vous",)), "Si vous vous attendez"),
        (LATIN, "12 12 - -"),
        (LATIN, "masing-masing"),
        (JAPANESE, "いろいろなロールール"),
        (JAPANESE, "Refererer"),
        (of_script("Thai"), "นานาน"),
    ],
)
def test_words_that_may_stand_twice_are_not_told(facts: Facts, words: str) -> None:
    assert said(check_doubled, words, facts) == []


@pytest.mark.parametrize(
    ("facts", "words", "twice"),
    [
        (LATIN, "Die die Seite", "die"),
        (LATIN, "Seite ist nicht nicht.", "nicht"),
        (JAPANESE, "要求要求を", "要求"),
        (JAPANESE, "ページページ", "ページ"),
        (LATIN, "Ende.. Neu", ".."),
        (JAPANESE, "終わり。。", "。。"),
    ],
)
def test_doubled_words_and_marks_are_told(facts: Facts, words: str, twice: str) -> None:
    assert said(check_doubled, words, facts) == [f"twice in a row: {twice}"]


@pytest.mark.parametrize(
    ("place", "words", "facts"),
    [
        ("404 heading", "wort " * 11 + "worte", LATIN),
        ("404 heading", "字" * 30, JAPANESE),
        ("404 heading", "ที่" * 20, of_script("Thai")),
        ("404 heading", "Föräldrakontroll", LATIN),
        ("404 advice", "x" * 500, LATIN),
        ("page reference", "x" * 50, LATIN),
        ("page home", "x" * 40, LATIN),
    ],
)
def test_what_fits_is_not_told(place: str, words: str, facts: Facts) -> None:
    assert said(check_lengths, words, facts, place) == []


@pytest.mark.parametrize(
    ("place", "words", "facts", "columns"),
    [
        ("404 heading", "wort " * 11 + "wortes", LATIN, "61 columns, 60 fit"),
        ("404 heading", "字" * 31, JAPANESE, "62 columns, 60 fit"),
        ("404 heading", "Föräldrakontrolls", LATIN, "17 columns, 16 fit"),
        ("page home", "x" * 41, LATIN, "41 columns, 40 fit"),
    ],
)
def test_what_is_too_long_is_told(place: str, words: str, facts: Facts, columns: str) -> None:
    (message,) = said(check_lengths, words, facts, place)
    assert message.startswith(columns)


@pytest.mark.parametrize(
    ("words", "found"), [("HTTP", "HTTP"), ("503", "503"), ("Schade!", "!"), ("URL:n", "URL")]
)
def test_jargon_codes_and_shouting_are_told_where_a_visitor_reads(words: str, found: str) -> None:
    assert said(check_voice, words) == [f"a visitor reads {found}"]
    assert said(check_voice, words, place="404 meaning") == []


def test_what_the_english_says_may_be_said() -> None:
    words = {"404": {"heading": "Seine IP"}}

    assert list(check_voice(locale(words, base={"404": {"heading": "Its IP address"}}))) == []
    assert len(list(check_voice(locale(words, base=words, tag="en")))) == 1
    assert said(check_voice, "20000 TIPs") == []
