"""Each fault of a theme is found, named, and found where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.faulty import CLEAN, FAULTS, page
from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.shapes import STATUSES
from httpolite.checks.theme import check_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpolite.checks.findings import Finding, Report

    Write = Callable[..., Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "page.html").write_text(page())
    for status, fault in FAULTS.items():
        (folder / f"{status}.html").write_text(fault.template)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return check_theme(folder, browser=False)


def found_on(report: Report, status: int) -> list[Finding]:
    return [finding for finding in report.findings if finding.status == status]


def test_a_fault_stands_on_every_status_that_is_not_left_clean() -> None:
    assert sorted([*FAULTS, *CLEAN]) == list(STATUSES)


@pytest.mark.parametrize("status", FAULTS)
def test_a_fault_is_found_and_named(report: Report, status: int) -> None:
    fault = FAULTS[status]

    named = {(finding.check, finding.message) for finding in found_on(report, status)}

    assert (fault.check, fault.sentence) in named


# Where the template of one fault cannot help having another.
MORE = {
    404: set(),
    431: {"compiled"},
    451: {"compiled"},
    500: {"html"},
    501: {"script"},
    502: {"script"},
}


@pytest.mark.parametrize("status", FAULTS)
def test_nothing_else_is_found(report: Report, status: int) -> None:
    checks = {finding.check for finding in found_on(report, status)}

    assert checks <= {FAULTS[status].check} | MORE.get(status, set())


@pytest.mark.parametrize("status", CLEAN)
def test_a_clean_page_stays_clean_beside_faulty_ones(report: Report, status: int) -> None:
    assert found_on(report, status) == []


def test_a_fault_is_found_in_every_language_that_has_it(report: Report) -> None:
    assert {finding.language for finding in found_on(report, 400)} == set(SHIPPED.languages)
    wrong_way = {finding.language for finding in found_on(report, 412)}
    assert wrong_way == {
        tag for tag, facts in SHIPPED.languages.items() if facts.direction == "rtl"
    }


@pytest.mark.parametrize(
    ("status", "shapes"),
    [
        (405, {"full", "allowed methods"}),
        (413, {"full", "retry after seconds", "retry after date"}),
        (422, {"full", "errors"}),
        (428, {"full", "nonce"}),
        (501, {"full", "trace id"}),
        (502, {"full", "brand"}),
        (505, {"full", "detail"}),
    ],
)
def test_a_fault_is_found_in_the_shapes_that_show_it(
    report: Report, status: int, shapes: set[str]
) -> None:
    expected = FAULTS[status]
    said = [finding for finding in found_on(report, status) if finding.message == expected.sentence]

    # Whether a theme without a fragment is asked for one makes no page of its own.
    assert {finding.shape for finding in said} == shapes


def test_a_fault_of_a_page_comes_with_its_line(report: Report) -> None:
    (line,) = {finding.line for finding in found_on(report, 511) if finding.shape == "usual"}

    assert line is not None
    assert line > 5


def test_an_error_of_a_template_is_told_with_file_and_line(report: Report, folder: Path) -> None:
    places = {(finding.file, finding.line) for finding in found_on(report, 506)}

    line = FAULTS[506].template[: FAULTS[506].template.index("hedaing")].count("\n") + 1
    assert places == {(str(folder / "506.html"), line)}


def test_a_page_that_cannot_be_compiled_is_told_with_file_and_line(
    report: Report, folder: Path
) -> None:
    places = {(finding.file, finding.line) for finding in found_on(report, 507)}

    line = FAULTS[507].template[: FAULTS[507].template.index("|upper")].count("\n") + 1
    assert places == {(str(folder / "507.html"), line)}


def test_the_largest_page_is_named(report: Report) -> None:
    assert report.largest.bytes > 14_336
    assert report.largest.page.startswith("508 ")
    assert report.largest_gzip.bytes > 5_120
    assert report.largest_gzip.page.startswith("510 ")


def test_what_concerns_one_page_can_be_asked_for(report: Report) -> None:
    concerning = report.of_page(412, "ar")

    assert {finding.message for finding in concerning} == {FAULTS[412].sentence}
    assert not report.of_page(412, "en")
    assert not report.of_page(499, "ar")
