"""Keys, placeholders, distinct texts and fingerprints: a file beside the English one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from httpolite.checks.texts.distinct import check_distinct
from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.fingerprints import check_stale, fingerprint, fingerprints
from httpolite.checks.texts.keys import check_english, check_keys, check_placeholders
from texts.samples import locale

if TYPE_CHECKING:
    from httpolite.checks.texts.suspicion import Rule

BASE = {
    "404": {"phrase": "Not Found", "heading": "Not here"},
    "410": {"phrase": "Gone", "heading": "Gone"},
    "nginx:499": {"phrase": "Client Closed Request"},
    "page": {"home": "Home", "seconds": "{n} s"},
}
GERMAN = {
    "404": {"phrase": "Nicht gefunden", "heading": "Nicht hier"},
    "410": {"phrase": "Entfernt", "heading": "Gibt es nicht mehr"},
    "nginx:499": {"phrase": "Client hat abgebrochen"},
    "page": {"home": "Startseite", "seconds": "{n} Sek."},
}


def told(rule: Rule, words: dict[str, dict[str, str]], facts: Facts | None = None) -> list[str]:
    found = rule(locale(words, facts or Facts(), BASE))
    return [f"{suspicion.place}: {suspicion.message}" for suspicion in found]


@pytest.mark.parametrize(
    "rule", [check_keys, check_english, check_placeholders, check_distinct, check_stale]
)
def test_of_a_whole_translation_nothing_is_told(rule: Rule) -> None:
    assert told(rule, GERMAN) == []


def test_what_is_missing_and_what_english_does_not_have_is_told() -> None:
    words = {"404": {"phrase": "x", "titel": "x"}, "page": GERMAN["page"], "411": {}}

    assert told(check_keys, words) == [
        ": missing: 410, nginx:499",
        ": English has no 411",
        "404: missing: heading",
        "404: English has no titel",
    ]


def test_another_order_is_told() -> None:
    words = {key: dict(reversed(fields.items())) for key, fields in reversed(GERMAN.items())}

    assert told(check_keys, words) == [
        ": the English order is 404, 410, nginx:499, page",
        "404: the English order is phrase, heading",
        "410: the English order is phrase, heading",
        "page: the English order is home, seconds",
    ]


def test_what_was_left_in_english_is_told_but_of_english_itself() -> None:
    words = {**GERMAN, "410": BASE["410"]}

    assert told(check_english, words) == [
        "410 phrase: as in English: Gone",
        "410 heading: as in English: Gone",
    ]
    assert list(check_english(locale(BASE, Facts(), BASE, "en"))) == []


@pytest.mark.parametrize("unit", ["Sek.", "{s} Sek.", "{n} {n}", "{n} Sek. }"])
def test_other_braces_are_told(unit: str) -> None:
    words = {**GERMAN, "page": {"home": "Startseite", "seconds": unit}}

    assert told(check_placeholders, words) == ["page seconds: in braces should stand: {n}"]


def test_braces_where_english_has_none_are_told() -> None:
    words = {**GERMAN, "page": {**GERMAN["page"], "home": "{n}"}}

    assert told(check_placeholders, words) == ["page home: in braces should stand: none"]


def test_the_same_text_for_two_codes_is_told_where_the_english_is_not_the_same() -> None:
    words = {**GERMAN, "410": {"phrase": "Nicht gefunden", "heading": "Weg"}}

    assert told(check_distinct, words) == ["410 phrase: the same as for 404: Nicht gefunden"]
    base = {key: {"phrase": "Gone"} for key in ("404", "410")}
    same = {key: {"phrase": "Weg"} for key in ("404", "410")}
    assert list(check_distinct(locale(same, Facts(), base))) == []


def test_a_long_text_is_shortened() -> None:
    words = {key: {"meaning": "x" * 61} for key in ("404", "410")}

    (found,) = check_distinct(locale(words))
    assert found.message == f"the same as for 404: {'x' * 59}…"


def test_a_reworded_english_text_makes_that_translation_stale() -> None:
    recorded = fingerprints({**BASE, "410": {"phrase": "Gone", "heading": "It is gone"}})

    assert told(check_stale, GERMAN, Facts(made_from=recorded)) == [
        "410 heading: the English is now: Gone"
    ]


def test_a_text_whose_english_was_never_recorded_is_told() -> None:
    recorded = fingerprints({"404": BASE["404"], "page": {"home": "Home"}, "410": BASE["410"]})

    assert told(check_stale, GERMAN, Facts(made_from=recorded)) == [
        "nginx:499: is not recorded",
        "page seconds: the English is now: {n} s",
    ]


def test_english_is_never_stale_nor_what_was_never_recorded() -> None:
    stale = Facts(made_from=fingerprints({"404": {"phrase": "x"}}))

    assert list(check_stale(locale(BASE, stale, BASE, "en"))) == []
    assert told(check_stale, GERMAN) == []


def test_a_fingerprint_is_the_hash_of_the_text() -> None:
    # printf 'Not Found' | sha256sum | cut -c 1-4
    assert fingerprint("Not Found") == "0019"
