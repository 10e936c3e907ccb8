"""The report: every rule is asked, what the facts call right is left out, reasons are needed."""

from __future__ import annotations

import pytest

from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.facts import Facts
from httpolite.checks.texts.locale import shipped_locale
from httpolite.checks.texts.report import RULES, check_texts
from texts.samples import locale

BASE = {"200": {"phrase": "OK", "meaning": "Done."}}
WORDS = {"200": {"phrase": "OK", "meaning": "Fertig."}}


@pytest.mark.parametrize("tag", SHIPPED.languages)
def test_nothing_is_wrong_with_the_texts_that_ship(tag: str) -> None:
    report = check_texts(shipped_locale(tag))

    assert report.suspicions == ()
    assert report.notes == ()
    assert report.texts == report.wanted
    assert report.is_recorded is (tag != "en")


def test_a_report_says_how_much_there_is() -> None:
    report = check_texts(locale({"200": {"phrase": "Gut"}}, Facts(review="reviewed"), BASE))

    assert (report.texts, report.wanted, report.review) == (1, 2, "reviewed")
    assert [(found.check, found.place) for found in report.suspicions] == [("keys", "200")]


def test_what_the_facts_call_right_is_left_out() -> None:
    right = {"english": {"200 phrase": "Germans say OK as well."}}

    assert check_texts(locale(WORDS, Facts(right=right), BASE)).suspicions == ()
    assert check_texts(locale(WORDS, Facts(), BASE)).suspicions != ()


def test_a_reason_that_nothing_needs_is_told() -> None:
    right = {
        "english": {"200 phrase": "Germans say OK as well.", "404 phrase": "?"},
        "language": {"200 phrase": "A detector may change its opinion."},
        "spelling": {"200 phrase": "There is no such check."},
    }

    found = check_texts(locale(WORDS, Facts(right=right), BASE)).suspicions
    assert [(each.check, each.place, each.message) for each in found] == [
        ("right", "404 phrase", "'english' finds nothing here: no reason is needed"),
        ("right", "200 phrase", "there is no check 'spelling'"),
    ]


def test_each_rule_tells_under_its_name() -> None:
    words = {
        "404": {"heading": "a  Б„ (c d d " + "x" * 60, "meaning": "Gone"},
        "410": {"heading": "Not here", "advice": "This was left here by a translator!"},
        "411": {"heading": "Not here"},
        "page": {"home": "{n} , x"},
    }
    base = {
        "404": {"heading": "x", "meaning": "y"},
        "410": {"heading": "Not here", "advice": "z"},
        "411": {"heading": "w", "advice": "v"},
        "page": {"home": "Home"},
    }
    recorded = {"404": {"heading": "0000"}}
    facts = Facts(scripts=("LATIN",), made_from=recorded)

    found = check_texts(locale(words, facts, base)).suspicions
    assert {suspicion.check for suspicion in found} == set(RULES) - {"latin"}
