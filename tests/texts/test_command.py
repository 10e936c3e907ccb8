"""httpolite check --languages and --language: what they print, and how they end."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from httpolite.catalogue.languages import SHIPPED
from httpolite.checks.texts.locale import base_words
from httpolite.checks.texts.report import TextsReport
from httpolite.checks.texts.suspicion import Suspicion
from httpolite.cli.commands import commands
from httpolite.cli.languages import NAMES, lines_of

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ("check", *arguments), prog_name="httpolite")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An Icelandic file, whose translator has only begun."""
    path = tmp_path / "is.json"
    words = {"404": {"phrase": "Fannst ekki", "heading": "Þessi síða fannst ekki hér"}}
    path.write_text(json.dumps(words), encoding="utf-8")
    return path


def test_all_languages_are_a_table() -> None:
    result = run("--languages")

    head, *rows = result.output.splitlines()
    assert result.exit_code == 0
    assert head.split() == ["language", "name", "script", "texts", "review", "stale", "suspicious"]
    assert [row.split()[0] for row in rows] == list(SHIPPED.languages)
    assert all(row.split()[-1] == "0" for row in rows)


def test_a_translators_file_is_judged_by_itself(file: Path) -> None:
    result = run("--language", str(file))

    head, row, blank, *found = result.output.splitlines()
    total = sum(map(len, base_words().values()))
    assert result.exit_code == 1
    assert head.startswith("language  name  script")
    assert row.split()[:4] == ["is", "is", "Latn", f"2/{total}"]
    assert row.split()[4:] == ["translated", "-", "2"]
    assert blank == ""
    assert found[0].split() == ["language", "check", "where", "what"]
    assert found[1].startswith("is        keys   the file  missing: 100, 101, ")
    assert found[2] == "is        keys   404       missing: meaning, explanation, advice"


def test_what_is_ignored_does_not_count(file: Path) -> None:
    result = run("--language", str(file), "--ignore", "keys")

    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 2


def test_without_the_detector_a_note_says_what_was_not_looked_at(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)

    *_, note = run("--language", str(file)).output.splitlines()
    assert note.startswith("note: in which language they are was not looked at: that needs ")
    assert note.endswith(": is")


def test_neither_the_parser_of_html_nor_a_server_is_needed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("turbohtml", "starlette", "uvicorn"):
        monkeypatch.setitem(sys.modules, name, None)

    assert run("--language", str(file)).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--languages", "--all"], "give only one of --theme, --all, --languages and --language."),
        (["--languages", "--theme", "plain"], "give only one of"),
        (["--language", "nowhere/is.json"], "File 'nowhere/is.json' does not exist."),
        (["--languages", "--ignore", "h1"], "--ignore: there is no 'h1'; there are blanks, "),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_sentence(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_a_damaged_file_ends_with_2_and_a_sentence(file: Path) -> None:
    file.write_text('{"404": {"phrase": "a", "phrase": "b"}}', encoding="utf-8")

    result = run("--language", str(file))
    assert result.exit_code == 2
    assert "is.json cannot be read: 'phrase' stands there twice." in result.output


def test_stale_texts_have_a_column_of_their_own() -> None:
    found = (
        Suspicion("stale", "404 heading", "the English is now: Gone"),
        Suspicion("stop", "404 advice", "does not end with ."),
    )
    report = TextsReport(
        tag="de",
        name="Deutsch",
        script="Latn",
        review="reviewed",
        texts=9,
        wanted=10,
        is_recorded=True,
        suspicions=found,
    )

    assert list(lines_of([report])) == [
        "language  name     script  texts  review    stale  suspicious",
        "de        Deutsch  Latn    9/10   reviewed  1      1",
        "",
        "language  check  where        what",
        "de        stale  404 heading  the English is now: Gone",
        "de        stop   404 advice   does not end with .",
    ]


def test_the_names_are_sorted() -> None:
    assert list(NAMES) == sorted(NAMES)
