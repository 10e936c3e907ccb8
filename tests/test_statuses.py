"""The facts about the status codes agree with the IANA registry."""

from __future__ import annotations

import csv
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from httpolite import LanguageError, StatusError, statuses
from httpolite.catalogue.statuses import family_of, reason_phrase

with (Path(__file__).parent / "data" / "iana-http-status-codes.csv").open(encoding="utf-8") as file:
    REGISTERED = {int(row["code"]): row for row in csv.DictReader(file)}


def test_the_codes_are_those_of_the_registry_in_its_order() -> None:
    assert list(statuses) == list(REGISTERED)
    assert len(statuses) == 64


@pytest.mark.parametrize("code", REGISTERED)
def test_phrase_reference_and_the_presence_of_a_note_are_those_of_the_registry(code: int) -> None:
    status, row = statuses[code], REGISTERED[code]
    assert status.code == code
    assert status.reference == row["reference"]
    assert status.phrase == row["phrase"]
    # The notes are in our own words: 104 expired meanwhile.
    assert bool(status.note) == bool(row["note"])


@pytest.mark.parametrize(
    ("code", "note"),
    [
        (104, "temporary"),
        (104, "expired"),
        (305, "deprecated"),
        (306, "unused"),
        (402, "reserved"),
        (418, "unused"),
        (510, "obsoleted"),
        (404, ""),
    ],
)
def test_a_note_says_what_the_registry_adds(code: int, note: str) -> None:
    assert note in statuses[code].note
    assert bool(note) == bool(statuses[code].note)


@pytest.mark.parametrize("code", [99, 299, 427, 430, 499, 509, 599, "404"])
def test_an_unregistered_code_is_no_key(code: Any) -> None:
    with pytest.raises(KeyError):
        statuses[code]


def test_the_table_cannot_be_changed() -> None:
    table: Any = statuses
    with pytest.raises(TypeError):
        table[404] = statuses[500]
    with pytest.raises(AttributeError):
        table[404].phrase = "Lost"


@pytest.mark.parametrize(
    ("code", "family", "side", "retry", "content"),
    [
        (100, "1xx", None, False, False),
        (200, "2xx", None, False, True),
        (204, "2xx", None, False, False),
        (205, "2xx", None, False, False),
        (301, "3xx", None, False, True),
        (304, "3xx", None, False, False),
        (404, "4xx", "client", False, True),
        (407, "4xx", "network", False, True),
        (408, "4xx", "network", True, True),
        (425, "4xx", "client", True, True),
        (429, "4xx", "client", True, True),
        (500, "5xx", "server", True, True),
        (501, "5xx", "server", False, True),
        (502, "5xx", "server", True, True),
        (503, "5xx", "server", True, True),
        (504, "5xx", "server", True, True),
        (511, "5xx", "network", False, True),
    ],
)
def test_the_other_facts_follow_from_the_code(
    code: int, family: str, side: str | None, retry: bool, content: bool
) -> None:
    status = statuses[code]
    facts = (status.family, status.side, status.retry, status.content)
    assert facts == (family, side, retry, content)


def test_a_retry_is_offered_only_where_it_can_help() -> None:
    retried = {code for code, status in statuses.items() if status.retry}
    assert retried == {408, 425, 429, 500, 502, 503, 504}


def test_texts_come_in_an_available_language_only() -> None:
    assert statuses[404].texts("en").phrase == "Not Found"
    assert statuses[404].texts("zh-Hant").phrase != "Not Found"
    with pytest.raises(LanguageError, match=r"'zh-TW'.*available are en"):
        statuses[404].texts("zh-TW")


@pytest.mark.parametrize("code", [0, 99, 600, -404, True, "404", 404.0, None])
def test_118_a_code_outside_100_to_599_is_refused(code: Any) -> None:
    with pytest.raises(StatusError, match="100 to 599"):
        family_of(code)


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (404, "Not Found"),
        (306, "Switch Proxy"),
        (418, "I'm a Teapot"),
        (499, "Client Error"),
        (599, "Server Error"),
    ],
)
def test_72_a_status_line_has_a_phrase_for_any_error(code: int, phrase: str) -> None:
    assert reason_phrase(code) == phrase


@pytest.mark.parametrize("code", range(400, 600))
def test_72_a_reason_phrase_is_never_empty_and_always_ascii(code: int) -> None:
    assert reason_phrase(code).isascii()
    assert reason_phrase(code).strip()


@pytest.mark.parametrize("code", [status for status in HTTPStatus if status >= 400])
def test_python_knows_no_error_that_we_lack(code: HTTPStatus) -> None:
    assert code in statuses
