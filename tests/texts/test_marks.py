"""Quotation marks, brackets, full stops and blanks: those of the language, where they belong."""

from __future__ import annotations

import pytest

from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.marks import check_punctuation, check_quotes, check_stops
from texts.samples import LATIN, locale, of_script, said

GERMAN = Facts(scripts=("LATIN",), quotes=("„“", "‚‘"))
FRENCH = Facts(scripts=("LATIN",), quotes=("«»",), spaced=":;«»")
SWEDISH = Facts(scripts=("LATIN",), quotes=("””", "’’"))
HINDI, CHINESE, THAI = map(of_script, ("Deva", "Hans", "Thai"))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (LATIN, "The site’s “first ‘inner’ page” (and users’ other ones)"),
        (LATIN, "It’s not ‘one’s own’"),
        (LATIN, "’tis"),
        (GERMAN, "„Eins ‚zwei‘“ (drei)"),
        (SWEDISH, "Tryck på ”Hem” och ’Sök’"),
        (of_script("Kore"), "‘없음’으로"),
        (of_script("Hebr"), "דו״ח"),
        (of_script("Hant"), "「甲『乙』」（丙）"),
        (Facts(quotes=("„“", "„”")), "„a“ „b”"),
    ],
)
def test_pairs_are_not_told(facts: Facts, words: str) -> None:
    assert said(check_quotes, words, facts) == []


@pytest.mark.parametrize(
    ("facts", "words", "fault"),
    [
        (LATIN, 'a "page"', '" is not its quotation mark or bracket'),
        (LATIN, "it's", "' is not its quotation mark or bracket"),
        (LATIN, "„page“", "„ is not its quotation mark or bracket"),
        (GERMAN, "„Eins", "“ is missing"),
        (GERMAN, "Eins“", "“ closes nothing"),
        (LATIN, "(one “two) three”", ") closes nothing"),
        (LATIN, "one (two", ") is missing"),
        (SWEDISH, "”Hem", "” is missing"),
        (CHINESE, "「甲」", "「 is not its quotation mark or bracket"),
        (LATIN, "one ’ two", "’ closes nothing"),
    ],
)
def test_what_is_no_pair_is_told(facts: Facts, words: str, fault: str) -> None:
    assert said(check_quotes, words, facts) == [fault]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (LATIN, "Done."),
        (LATIN, "Say “done.”"),
        (LATIN, "Done?"),
        (HINDI, "हुआ।"),
        (THAI, "เสร็จ"),
        (of_script("Grek"), "Έγινε;"),
    ],
)
def test_a_sentence_that_ends_as_sentences_do_is_not_told(facts: Facts, words: str) -> None:
    assert said(check_stops, words, facts, "404 advice") == []


def test_a_heading_may_ask_in_greek_and_ends_with_no_other_mark() -> None:
    greek = of_script("Grek")
    assert said(check_stops, "Ποια σελίδα;", greek, "404 heading") == []
    assert said(check_stops, "Έγινε.", greek, "404 heading") == ["ends with ."]
    assert said(check_stops, "Έγινε", greek, "404 advice") == ["does not end with . or ;"]


@pytest.mark.parametrize(
    ("facts", "words", "fault"),
    [
        (LATIN, "Done", "does not end with ."),
        (LATIN, "", "does not end with ."),
        (HINDI, "हुआ.", "does not end with ।"),
        (THAI, "เสร็จ.", "ends with ."),
    ],
)
def test_a_sentence_that_ends_otherwise_is_told(facts: Facts, words: str, fault: str) -> None:
    assert said(check_stops, words, facts, "404 meaning") == [fault]


@pytest.mark.parametrize("place", ["404 heading", "404 phrase", "page home"])
def test_a_heading_a_phrase_and_a_label_end_with_no_mark(place: str) -> None:
    assert said(check_stops, "Gone.", place=place) == ["ends with ."]
    assert said(check_stops, "Gone:", place=place) == ["ends with :"]
    assert said(check_stops, "Gone", place=place) == []


def test_a_unit_may_be_an_abbreviation() -> None:
    assert said(check_stops, "{n} Min.", place="page minutes") == []


def test_a_label_is_a_sentence_if_the_english_one_is() -> None:
    base = {"page": {"quote": "Quote this."}}

    found = check_stops(locale({"page": {"quote": "Nennen Sie dies"}}, base=base))
    assert [suspicion.message for suspicion in found] == ["does not end with ."]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (LATIN, "One, two: three; four?"),
        (LATIN, "Error {status}, {label}: https:// …"),
        (FRENCH, "Un\u00a0: deux\u202f; «\u00a0trois\u00a0», quatre"),
        (FRENCH, "{label}\u00a0: {value}"),
        (CHINESE, "甲，乙：丙。Full (strict) 或 RFC 9110"),
        (THAI, "RFC 9110, GET"),
    ],
)
def test_punctuation_of_the_language_is_not_told(facts: Facts, words: str) -> None:
    assert said(check_punctuation, words, facts) == []


@pytest.mark.parametrize(
    ("facts", "words", "faults"),
    [
        (LATIN, "One , two", ["a blank before ,"]),
        (LATIN, "One\u00a0: two .", ["a blank before :", "a blank before ."]),
        (FRENCH, "Un: deux", ["no no-break space beside :"]),
        (FRENCH, "Un : deux", ["no no-break space beside :"]),
        (FRENCH, "« un\u00a0»", ["no no-break space beside «"]),
        (CHINESE, "甲, 乙(丙)", [", is not how it is punctuated", "( is not how it is punctuated"]),
        (HINDI, "हुआ.", [". is not how it is punctuated"]),
    ],
)
def test_other_punctuation_is_told(facts: Facts, words: str, faults: list[str]) -> None:
    found = said(check_punctuation, words, facts)
    assert [fault for fault in faults if fault not in found] == []
    assert set(found) - set(faults) <= {") is not how it is punctuated"}


def test_in_a_developers_text_protocol_tokens_keep_their_form() -> None:
    assert said(check_punctuation, "Expect: 100-continue", FRENCH, "417 meaning") == []
