"""Letters: of the language's script and alphabet, and Latin only where it is listed."""

from __future__ import annotations

import pytest

from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.letters import check_latin, check_letters
from texts.samples import RUSSIAN, locale, of_script, said

GERMAN = Facts(scripts=("LATIN",), letters="äöüß")
PERSIAN = Facts(scripts=("ARABIC",), letters="یکنمه")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (GERMAN, "Größe ÄÖÜ, {label} 12"),
        (RUSSIAN, "Ёлка и HTTP-заголовок Allow"),
        (PERSIAN, "کمی"),
        (of_script("Hans"), "请求的网页"),
        (of_script("Hant"), "請求的網頁"),
        (of_script("Jpan"), "要求されたページと国"),
        (of_script("Kore"), "요청"),
        (of_script("Hebr"), "שלום"),
        (of_script("Thai"), "คำขอที่"),
        (of_script("Hant", letters="綫"), "綫"),
        (Facts(), "ქართული"),
    ],
)
def test_letters_of_the_language_are_not_told(facts: Facts, words: str) -> None:
    assert said(check_letters, words, facts) == []


@pytest.mark.parametrize(
    ("facts", "words", "letters"),
    [
        (GERMAN, "Şeite ıst", "ı Ş"),
        (GERMAN, "Ѕeite", "Ѕ"),  # a Cyrillic look-alike
        (GERMAN, "Gro\u0308ße", "\u0308"),
        (RUSSIAN, "Сторінка", "і"),
        (PERSIAN, "كمي", "ك ي"),  # the Arabic forms
        (of_script("Hans"), "請求的网页", "請"),
        (of_script("Hans", never="後"), "之後", "後"),
        (of_script("Hant"), "请求的網頁", "请"),
        (of_script("Hant"), "主机", "机"),
        (of_script("Hant", never="听"), "听", "听"),
        (of_script("Jpan"), "请求のページ", "请"),
        (of_script("Kore"), "要청", "要"),
    ],
)
def test_letters_of_another_language_are_told(facts: Facts, words: str, letters: str) -> None:
    assert said(check_letters, words, facts) == [f"not written so: {letters}"]


@pytest.mark.parametrize(
    "words", ["Подключитесь к Wi-Fi", "Откройте https://", "{n} с", "{label}: {value}"]
)
def test_latin_words_that_are_listed_are_not_told(words: str) -> None:
    assert said(check_latin, words, RUSSIAN) == []


def test_a_latin_word_is_told_to_a_visitor_and_not_to_a_developer() -> None:
    words = "Ошибка HTTP"

    assert said(check_latin, words, RUSSIAN) == ["a visitor reads HTTP"]
    assert said(check_latin, words, RUSSIAN, "page status") == ["a visitor reads HTTP"]
    assert said(check_latin, words, RUSSIAN, "404 meaning") == []


def test_a_text_in_another_script_altogether_is_told() -> None:
    assert said(check_latin, "Not Found", RUSSIAN, "404 meaning") == [
        "not in its script: Not Found"
    ]
    assert said(check_latin, "OK", RUSSIAN, "200 phrase") == []


def test_a_word_that_mixes_scripts_is_told_where_they_look_alike() -> None:
    assert said(check_latin, "Cервер", RUSSIAN, "404 meaning") == [
        "Cервер mixes letters that look alike"
    ]
    assert said(check_latin, "GET을 쓰세요", of_script("Kore"), "404 meaning") == []


@pytest.mark.parametrize("facts", [GERMAN, Facts()])
def test_where_latin_is_the_script_or_none_is_known_there_is_nothing_to_tell(facts: Facts) -> None:
    assert list(check_latin(locale({"404": {"heading": "Not Found"}}, facts))) == []
