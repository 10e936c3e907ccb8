"""The script that says which English each translation was made from."""

from __future__ import annotations

import json
import runpy
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import httpolite

SCRIPT = Path(__file__).parent.parent / "scripts" / "fingerprints.py"
script = runpy.run_path(str(SCRIPT))
main = script["main"]

ENGLISH = {
    "404": {"phrase": "Not Found", "heading": "It is not here"},
    "nginx:499": {"phrase": "Client Closed Request"},
    "page": {"home": "Home"},
}
LANGUAGES: dict[str, dict[str, Any]] = {
    "en": {"name": "English", "script": "Latn"},
    "ar": {"name": "العربية", "script": "Arab"},
    "de": {"name": "Deutsch", "script": "Latn"},
}
ARABIC = 'review = "reviewed"\n\n[right.english]\n"page home" = "It is the same."\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "catalogue" / "locales").mkdir(parents=True)
    write(tmp_path / "catalogue" / "languages.json", LANGUAGES)
    reword(tmp_path, ENGLISH)
    (tmp_path / "checks" / "texts" / "facts").mkdir(parents=True)
    facts(tmp_path, "ar").write_text(ARABIC, encoding="utf-8")
    return tmp_path


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def reword(source: Path, english: object) -> None:
    write(source / "catalogue" / "locales" / "en.json", english)


def facts(source: Path, tag: str) -> Path:
    return source / "checks" / "texts" / "facts" / f"{tag}.toml"


def read(source: Path, tag: str) -> dict[str, Any]:
    return tomllib.loads(facts(source, tag).read_text(encoding="utf-8"))


def test_what_was_recorded_passes_the_check(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], source) == 0
    assert main(["--check"], source) == 0

    assert capsys.readouterr() == ("", "")
    assert not facts(source, "en").exists()


def test_each_text_has_a_fingerprint_in_the_file_of_facts(source: Path) -> None:
    main([], source)

    assert read(source, "de")["made_from"] == {
        "404": {"phrase": "0019", "heading": "36fb"},
        "nginx:499": {"phrase": "6c68"},
        "page": {"home": "3a78"},
    }


def test_the_facts_above_stay_as_they_are(source: Path) -> None:
    main([], source)
    main([], source)

    written = facts(source, "ar").read_text(encoding="utf-8")
    assert written.startswith(ARABIC + "\n# Written by scripts/fingerprints.py: ")
    assert written.count("[made_from]") == 1
    assert read(source, "de")["review"] == "translated"


def test_a_reworded_english_text_makes_that_translation_stale(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    reword(source, {**ENGLISH, "page": {"home": "Home page"}})

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err == (
        "ar: page home is stale: its English was changed since\n"
        "de: page home is stale: its English was changed since\n"
    )


def test_the_order_of_texts_does_not_make_them_stale(source: Path) -> None:
    main([], source)
    reword(source, dict(reversed(ENGLISH.items())))

    assert main(["--check"], source) == 0


def test_only_the_languages_named_are_recorded(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    reword(source, {**ENGLISH, "page": {"home": "Home page"}})
    main(["ar"], source)

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err == "de: page home is stale: its English was changed since\n"


def test_texts_that_english_has_no_longer_or_has_now_are_named(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    reword(
        source, {"404": ENGLISH["404"], "page": {"retry": "Try again"}, "410": {"phrase": "Gone"}}
    )

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err.splitlines()[:4] == [
        "ar: page retry is stale: its English was changed since",
        "ar: page home is no text of en.json",
        "ar: 410 is not recorded",
        "ar: nginx:499 is no key of en.json",
    ]


def test_a_language_without_facts_is_named(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ar"], source)

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err == "de: de.toml is missing\n"


def test_facts_below_the_fingerprints_would_be_lost(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    with facts(source, "ar").open("a", encoding="utf-8") as file:
        file.write("[right.stop]\n")

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err == (
        "ar: ar.toml does not end as the script writes it: run it again\n"
    )


def test_what_every_app_reads_holds_a_name_and_a_script_alone(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    more = {**LANGUAGES, "ar": {**LANGUAGES["ar"], "review": "reviewed"}}
    write(source / "catalogue" / "languages.json", more)

    assert main(["--check"], source) == 1
    assert capsys.readouterr().err == (
        "ar: the keys are name, script, review; they should be name, script\n"
    )


def test_another_layout_of_that_file_is_refused(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], source)
    file = source / "catalogue" / "languages.json"
    file.write_text(json.dumps(LANGUAGES), encoding="utf-8")

    assert main(["--check"], source) == 1
    assert "not in its canonical format" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["fr", "en", "--chekc"])
def test_what_is_no_translated_language_is_refused_and_nothing_written(
    source: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    assert main([given], source) == 1

    assert capsys.readouterr().err == f"{given}: no such language\n"
    assert facts(source, "ar").read_text(encoding="utf-8") == ARABIC


def test_the_shipped_translations_are_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(Path(httpolite.__file__).parent, tmp_path, dirs_exist_ok=True)

    assert main(["--check"], tmp_path) == 0
