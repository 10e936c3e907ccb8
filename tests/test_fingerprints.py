"""The script that says which English each translation was made from."""

from __future__ import annotations

import json
import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

import httpolite

SCRIPT = Path(__file__).parent.parent / "scripts" / "fingerprints.py"
script = runpy.run_path(str(SCRIPT))
main = script["main"]

ENGLISH = {"404": {"phrase": "Not Found", "heading": "It is not here"}, "page": {"home": "Home"}}
FACTS: dict[str, dict[str, Any]] = {
    "en": {"name": "English", "script": "Latn"},
    "ar": {"name": "العربية", "script": "Arab"},
    "de": {"name": "Deutsch", "script": "Latn"},
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "locales").mkdir()
    write(tmp_path / "locales" / "en.json", ENGLISH)
    write(tmp_path / "languages.json", FACTS)
    return tmp_path


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read(catalogue: Path) -> Any:
    return json.loads((catalogue / "languages.json").read_text(encoding="utf-8"))


def test_what_was_recorded_passes_the_check(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], catalogue) == 0
    assert main(["--check"], catalogue) == 0

    assert capsys.readouterr() == ("", "")
    assert read(catalogue)["en"] == FACTS["en"]
    assert list(read(catalogue)["ar"]) == ["name", "script", "review", "made_from"]
    assert read(catalogue)["ar"]["made_from"].keys() == ENGLISH.keys()


def test_a_fingerprint_is_the_hash_of_the_canonical_json(catalogue: Path) -> None:
    main([], catalogue)

    # printf '{"home":"Home"}' | sha256sum | cut -c 1-8
    assert read(catalogue)["de"]["made_from"]["page"] == "2ce6fb9e"


def test_the_order_of_fields_does_not_make_a_text_stale(catalogue: Path) -> None:
    main([], catalogue)
    turned = {"page": ENGLISH["page"], "404": dict(reversed(ENGLISH["404"].items()))}
    write(catalogue / "locales" / "en.json", turned)

    assert main(["--check"], catalogue) == 0


def test_a_reworded_english_text_makes_its_translations_stale(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], catalogue)
    write(catalogue / "locales" / "en.json", {**ENGLISH, "page": {"home": "Home page"}})

    assert main(["--check"], catalogue) == 1
    assert capsys.readouterr().err == (
        "ar: page is stale: its English was changed since\n"
        "de: page is stale: its English was changed since\n"
    )


def test_only_the_languages_named_are_recorded(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], catalogue)
    write(catalogue / "locales" / "en.json", {**ENGLISH, "page": {"home": "Home page"}})
    main(["ar"], catalogue)

    assert main(["--check"], catalogue) == 1
    assert capsys.readouterr().err == "de: page is stale: its English was changed since\n"


def test_the_state_of_review_is_kept(catalogue: Path) -> None:
    facts = {**FACTS, "ar": {**FACTS["ar"], "review": "machine"}}
    write(catalogue / "languages.json", facts)
    main([], catalogue)

    assert read(catalogue)["ar"]["review"] == "machine"
    assert read(catalogue)["de"]["review"] == "reviewed"


def test_a_text_that_english_no_longer_has_is_named(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], catalogue)
    write(catalogue / "locales" / "en.json", {"404": ENGLISH["404"]})

    assert main(["--check"], catalogue) == 1
    assert "ar: page is no key of en.json" in capsys.readouterr().err


@pytest.mark.parametrize("change", [{"nmae": "x"}, {"made_from": {}, "review": "reviewed"}])
def test_english_has_a_name_and_a_script_alone(
    catalogue: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    main([], catalogue)
    facts = read(catalogue)
    write(catalogue / "languages.json", {**facts, "en": {**facts["en"], **change}})

    assert main(["--check"], catalogue) == 1
    assert "they should be name, script\n" in capsys.readouterr().err


def test_a_missing_key_is_named(catalogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], catalogue)
    facts = read(catalogue)
    del facts["de"]["review"]
    write(catalogue / "languages.json", facts)

    assert main(["--check"], catalogue) == 1
    assert capsys.readouterr().err == (
        "de: the keys are name, script, made_from; they should be name, script, review, made_from\n"
    )


def test_another_layout_of_the_file_is_refused_until_it_is_written_anew(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], catalogue)
    (catalogue / "languages.json").write_text(json.dumps(read(catalogue)), encoding="utf-8")

    assert main(["--check"], catalogue) == 1
    assert "not in its canonical format" in capsys.readouterr().err
    assert main([], catalogue) == 0
    assert main(["--check"], catalogue) == 0


@pytest.mark.parametrize("given", ["fr", "en", "--chekc"])
def test_what_is_no_translated_language_is_refused_and_nothing_written(
    catalogue: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    assert main([given], catalogue) == 1

    assert capsys.readouterr().err == f"{given}: no such language\n"
    assert read(catalogue) == FACTS


def test_the_shipped_translations_are_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(Path(httpolite.__file__).parent / "catalogue", tmp_path, dirs_exist_ok=True)

    assert main(["--check"], tmp_path) == 0
