"""httpolite check: what it says, how it ends, and that every built-in theme passes it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from checks.faulty import FAULTS
from httpolite.checks.findings import Finding, Report, Size
from httpolite.checks.theme import check_theme
from httpolite.cli.check import NAMES, lines_of
from httpolite.cli.commands import commands
from httpolite.rendering.themes import built_in_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ("check", *arguments), prog_name="httpolite")


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)


# The built-in themes


@pytest.mark.parametrize("theme", built_in_names())
def test_nothing_is_wrong_with_a_built_in_theme(theme: str) -> None:
    report = check_theme(theme)

    assert report.findings == ()
    assert report.pages > 1_000


# How it ends


@pytest.mark.usefixtures("no_browser")
def test_it_ends_with_0_if_nothing_is_found() -> None:
    result = run()

    assert result.exit_code == 0
    assert result.output.startswith("plain: nothing found on ")


@pytest.mark.usefixtures("no_browser")
def test_it_ends_with_1_if_something_is_found(write_theme: Write) -> None:
    result = run("--theme", str(write_theme({"page.html": "a\n{% if %}"})))

    assert result.exit_code == 1
    assert result.output.startswith("own: 1 finding\n")
    assert "page.html, line 2  Expected an expression" in result.output


@pytest.mark.usefixtures("no_browser")
def test_what_is_ignored_is_not_found(write_theme: Write) -> None:
    folder = str(write_theme({"page.html": "a\n{% if %}"}))

    assert run("--theme", folder, "--ignore", "theme").exit_code == 0
    assert run("--theme", folder, "--ignore", "theme").output == "own: nothing found\n"
    assert run("--theme", folder, "--ignore", "size", "--ignore", "h1").exit_code == 1


@pytest.mark.usefixtures("no_browser")
def test_all_checks_every_built_in_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(theme: str) -> Report:
        asked.append(theme)
        found = (Finding(check="h1", message="x"),) if theme == built_in_names()[0] else ()
        return Report(theme=theme, findings=found)

    monkeypatch.setattr("httpolite.cli.check.check_theme", noted)
    result = run("--all")

    assert tuple(asked) == built_in_names()
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--theme", "nope"], "'nope' is neither a built-in theme ("),
        (
            ["--theme", "plain", "--all"],
            "give only one of --theme, --all, --languages and --language.",
        ),
        (["--ignore", "nope"], "there is no 'nope'; there are compiled, contrast, dir,"),
        (["nope"], "unexpected extra argument"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_sentence(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_without_the_parser_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpolite.cli.check", None)

    result = run()

    assert result.exit_code == 2
    assert "install it with pip install 'httpolite[cli]'." in result.output


# What it says


def on(status: int, language: str = "en", shape: str = "usual", line: int | None = None) -> Finding:
    return Finding(check="h1", message="there is no <h1>", line=line).on(status, language, shape)


def test_pages_with_the_same_fault_share_a_row_that_names_one_of_them() -> None:
    findings = (on(404, line=7), on(404, shape="full"), on(405, line=9), on(405, "ar"))
    lines = list(lines_of(Report(theme="own", findings=findings)))

    assert lines == [
        "own: 1 finding",
        "",
        "  check  where                            for example            what",
        "  h1     404, 405 · en, ar · usual, full  404 en, usual, line 7  there is no <h1>",
    ]


def test_many_pages_are_counted() -> None:
    findings = tuple(on(status) for status in (400, 401, 402, 403, 404))
    *_, row = lines_of(Report(theme="own", findings=findings))

    assert row == "  h1     5 statuses · en · usual  400 en, usual  there is no <h1>"


def test_a_fault_of_a_file_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    here = Finding(check="unused", message="a", file=str(tmp_path / "own" / "x.html"), line=3)
    there = Finding(check="theme", message="b", file="/elsewhere/theme.toml")
    *_, first, second = lines_of(Report(theme="own", findings=(here, there)))

    assert first.split() == ["unused", "the", "theme", "own/x.html,", "line", "3", "a"]
    assert second.split() == ["theme", "the", "theme", "/elsewhere/theme.toml", "b"]


def test_faults_on_other_lines_of_a_file_have_rows_of_their_own() -> None:
    findings = tuple(
        Finding(check="template", message="x", file="/a.html", line=line).on(404, "en", "usual")
        for line in (1, 1, 2)
    )

    assert next(lines_of(Report(theme="own", findings=findings))) == "own: 2 findings"


def test_the_largest_page_and_what_was_not_looked_at_are_told() -> None:
    report = Report(
        theme="own",
        findings=(),
        pages=1234,
        largest=Size(bytes=4602, page="401 ar, full"),
        largest_gzip=Size(bytes=2015, page="403 ar, full"),
        notes=("it was dark",),
    )

    summary, note = lines_of(report)

    assert summary == (
        "own: nothing found on 1,234 pages; the largest has 4,602 bytes (401 ar, full), "
        "2,015 with gzip (403 ar, full)"
    )
    assert note == "  note: it was dark"


def test_every_check_has_a_name_that_can_be_ignored() -> None:
    assert {fault.check for fault in FAULTS.values()} < set(NAMES)
    assert {"contrast", "overflow", "theme", "unused"} < set(NAMES)
    assert list(NAMES) == sorted(NAMES)
