"""The shell command: what it explains, what it refuses, and what it survives."""

from __future__ import annotations

import io
import os
import runpy
import subprocess
import sys
from unicodedata import east_asian_width

import pytest
from click.testing import CliRunner, Result

from httpolite import __version__, statuses
from httpolite.__main__ import main
from httpolite.catalogue.languages import SHIPPED, Catalogue
from httpolite.cli.commands import commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments, prog_name="httpolite")


def shell(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "httpolite", *arguments],
        check=False,
        capture_output=True,
        env={**os.environ, **variables},
    )


def columns_before(line: str, part: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line[: line.index(part)])


def test_it_explains_a_code_with_all_its_texts() -> None:
    result = run("explain", "404", "--language", "zh-Hant")

    texts = statuses[404].texts("zh-Hant")
    shown = (texts.meaning, texts.heading, texts.explanation, texts.advice)
    assert result.exit_code == 0
    assert result.output.startswith(f"404 {texts.phrase}\n")
    for text in (*shown, "Not Found", statuses[404].reference):
        assert f"  {text}\n" in result.output


def test_it_speaks_english_unless_asked_and_says_the_phrase_once() -> None:
    result = run("explain", "404")

    assert result.output.startswith("404 Not Found\n\nMeaning ")
    assert result.output.count("Not Found") == 1


@pytest.mark.parametrize(("given", "served"), [("zh-TW", "zh-Hant"), ("zh_CN", "zh-Hans")])
def test_132_a_language_is_found_by_the_script_it_implies(given: str, served: str) -> None:
    assert run("explain", "404", "--language", given).output == (
        run("explain", "404", "--language", served).output
    )


def test_a_code_below_400_has_no_lines_for_visitors() -> None:
    output = run("explain", "204").output

    assert "Meaning" in output
    assert "Heading" not in output
    assert "Advice" not in output


def test_a_note_is_shown_where_the_registry_has_one() -> None:
    assert "\nNote       reserved\n" not in run("explain", "404").output
    assert "reserved\n" in run("explain", "402").output


@pytest.mark.parametrize("code", [199, 299, 399, 499, 599])
def test_an_unregistered_code_is_explained_by_its_class_and_says_so(code: int) -> None:
    result = run("explain", str(code))

    family = f"{code // 100}xx"
    assert result.exit_code == 0
    assert f"{code} is not registered" in result.output
    assert f"its class, {family}," in result.output
    assert SHIPPED.texts(code, "en").meaning in result.output
    assert "Reference" not in result.output


def test_a_code_of_vendors_is_explained_as_each_of_them_means_it() -> None:
    output = run("explain", "499").output

    assert output.startswith(
        "499 is not registered; this is what its class, 4xx, means, then what it means to nginx "
        "and Esri.\n499 Client Error\n"
    )
    assert "\n\nnginx: 499 Client Closed Request\n\nMeaning  The client closed" in output
    assert '\nOption   vendors=["nginx"]\n\nEsri: 499 Token Required\n\nMeaning   Arc' in output
    assert '\nReads as  401 Unauthorized\nOption    vendors=["esri"]\n' in output
    assert output.count("Heading") == 1  # the class's, which nginx has nothing to add to


def test_what_a_vendors_code_says_to_visitors_is_shown_if_no_other_says_it() -> None:
    output = run("explain", "419", "--language", "zh-Hant").output

    texts = Catalogue(vendors=["laravel"]).texts(419, "zh-Hant")
    assert "means, then what it means to Laravel.\n" in output
    assert f"\nLaravel: 419 {texts.phrase}\n\nEnglish      Page Expired\n" in output
    for text in (texts.meaning, texts.heading, texts.explanation, texts.advice):
        assert f"  {text}\n" in output


@pytest.mark.parametrize(
    "given", ["99", "600", "4040", "0", "abc", "4xx", "4.4", "", "0" * 6 + "404999", "9" * 5000]
)
def test_what_is_no_status_code_is_refused_with_a_sentence(given: str) -> None:
    result = run("explain", given)

    assert result.exit_code == 2
    assert f"{given!r} is not an HTTP status code: give a number from 100 to 599." in result.output


@pytest.mark.parametrize("given", ["tlh", "", "not a tag"])
def test_an_unknown_language_is_refused_with_those_there_are(given: str) -> None:
    result = run("explain", "404", "--language", given)

    assert result.exit_code == 2
    assert f"no texts in {given!r}: give one of {', '.join(SHIPPED.languages)}." in result.output


@pytest.mark.parametrize("tag", SHIPPED.languages)
def test_without_a_code_it_lists_every_code_and_class(tag: str) -> None:
    result = run("explain", "--language", tag)

    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert sorted(line.split()[0] for line in lines) == sorted(
        [*map(str, statuses), "1xx", "2xx", "3xx", "4xx", "5xx"]
    )
    for line in lines:
        assert line == line.rstrip()
        code = line.split()[0]
        texts = SHIPPED.texts(int(code.replace("xx", "99")), tag)
        assert line.startswith(f"{code}  {texts.phrase}")


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant"])
def test_the_list_is_aligned_although_wide_characters_take_two_columns(tag: str) -> None:
    lines = run("explain", "--language", tag).output.splitlines()

    rows = [(line, statuses[int(line[:3])]) for line in lines if line[:3].isdecimal()]
    assert len({columns_before(line, status.reference) for line, status in rows}) == 1


def test_the_list_names_the_note_of_a_code_in_a_word() -> None:
    lines = run("explain").output.splitlines()

    noted = {line[:3]: line.split()[-1] for line in lines if line[:3] in {"104", "306", "510"}}
    assert noted == {"104": "temporary", "306": "unused", "510": "obsoleted"}


def test_it_tells_its_version() -> None:
    assert run("--version").output == f"httpolite {__version__}\n"


def test_main_runs_the_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["httpolite", "explain", "404"])

    with pytest.raises(SystemExit) as left:
        main()

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("404 Not Found\n")


def test_python_dash_m_runs_them_too_whatever_stdout_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["httpolite", "explain", "404"])
    stdout = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.delitem(sys.modules, "httpolite.__main__")

    with pytest.raises(SystemExit) as left:
        runpy.run_module("httpolite", run_name="__main__")

    assert left.value.code == 0
    assert stdout.getvalue().startswith("404 Not Found\n")


def test_without_click_it_says_in_one_sentence_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.setattr(sys, "argv", ["httpolite", "explain", "404"])

    with pytest.raises(SystemExit) as left:
        main()

    assert left.value.code == 2
    assert capsys.readouterr().err == (
        "The httpolite command needs click: install it with pip install 'httpolite[cli]'.\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_it_writes_to_a_terminal_of_any_encoding(encoding: str) -> None:
    done = shell("explain", "404", "--language", "ar", PYTHONIOENCODING=encoding)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"404 ")


def test_it_works_in_the_c_locale_without_utf_8() -> None:
    done = shell("explain", "404", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"404 Not Found")


def test_it_ends_quietly_when_nobody_reads_on() -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head -0` does, before the first line is written

    with os.fdopen(writing) as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "httpolite", "explain"],
            check=False,
            stdout=nobody,
            stderr=subprocess.PIPE,
        )

    assert done.stderr == b""
