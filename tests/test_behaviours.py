"""The table of behaviours has no gap, and its page is what the script makes of it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from contract import evidence
from contract.behaviour import fact, holds
from contract.behaviours import BEHAVIOURS

SCRIPT = Path(__file__).parent.parent / "scripts" / "behaviours.py"
main = runpy.run_path(str(SCRIPT))["main"]


def test_every_number_is_in_the_table_and_every_reference_leads_to_what_shows_it() -> None:
    assert list(evidence.complaints()) == []


def test_the_page_is_what_the_script_makes_of_the_table(capsys: Any) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_stale_page_is_told_and_written_anew(tmp_path: Path, capsys: Any) -> None:
    page = tmp_path / "behaviours.md"
    page.write_text("old", encoding="utf-8")

    assert main(["--check"], page) == 1
    assert capsys.readouterr().err == "behaviours.md is stale: run scripts/behaviours.py\n"
    assert main([], page) == 0
    assert main(["--check"], page) == 0


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        (BEHAVIOURS[1:], "0.1: no such behaviour in the table"),
        ((*BEHAVIOURS, BEHAVIOURS[-1]), "166: twice in the table"),
        ((*BEHAVIOURS, holds("167", "It flies.")), "167: nothing shows that it holds"),
        ((*BEHAVIOURS, fact("167", "It flies.", "")), "167: it does not say why"),
        (
            (*BEHAVIOURS, holds("167", "It flies.", "tests/test_x.py::test_y")),
            "167: there is no tests/test_x.py::test_y",
        ),
        ((*BEHAVIOURS, holds("167", "It flies.", "no case")), "167: there is no no case"),
    ],
)
def test_a_gap_in_the_table_is_told(
    changed: Any, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "BEHAVIOURS", changed)

    assert complaint in list(evidence.complaints())


def test_a_number_that_no_behaviour_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "tests", lambda: {"tests/test_x.py::test_167_y": ("167",)})

    assert "tests/test_x.py::test_167_y: there is no behaviour 167" in list(evidence.missing())


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("test_a_page", ()),
        ("test_3_4_the_app", ("3", "4")),
        ("test_23b_each_message", ("23b",)),
        ("test_0_1_68_a_second_start", ("0.1", "68")),
        ("test_57_0_2_an_app", ("57", "0.2")),
        ("test_10_000_headers", ()),
        ("test_130_64_kib_cost_no_more_than_2_kib", ("130",)),
    ],
)
def test_numbers_are_read_from_the_names_of_tests(name: str, numbers: tuple[str, ...]) -> None:
    assert evidence.numbers_of(name) == numbers
