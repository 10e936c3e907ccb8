"""The generated table of language tags, and the script that makes it."""

from __future__ import annotations

import runpy
from itertools import islice
from pathlib import Path

import pytest

from httpolite.negotiation import cldr
from httpolite.negotiation.tags import take_apart, truncations

main = runpy.run_path(str(Path(__file__).parent.parent / "scripts" / "cldr.py"))["main"]


def groups(table: str) -> list[list[str]]:
    return [group.split() for group in table.split(";")]


@pytest.mark.parametrize("table", [cldr.ALIASES, cldr.SCRIPTS, cldr.PARENTS])
def test_a_tag_stands_once_in_a_table(table: str) -> None:
    first = [group[0] for group in groups(table)]
    assert len(set(first)) == len(first)
    rest = [tag for group in groups(table) for tag in group[1:]]
    assert len(set(rest)) == len(rest)


def test_an_alias_leads_to_a_tag_that_is_none() -> None:
    old = {tag for group in groups(cldr.ALIASES) for tag in group[1:]}
    assert not old & {group[0].partition("-")[0] for group in groups(cldr.ALIASES)}


def test_the_way_over_parents_ends() -> None:
    for first, *tags in groups(cldr.PARENTS):
        for tag in tags:
            language, _, region = tag.partition("-")
            assert first.startswith(f"{language}-")
            way = list(islice(truncations(language, [region]), 9))
            assert way[-1] == []
            assert len(way) <= 4


def test_a_tag_is_taken_apart_with_what_the_table_knows() -> None:
    assert take_apart("iw-il") == ("he", "hebr", ["il"], False)
    assert take_apart("sh") == ("sr", "latn", [], True)
    assert take_apart("zh-cmn-tw") == ("zh", "hant", ["tw"], False)
    assert take_apart("zh-yue") == ("zh", "hant", ["yue"], False)
    assert take_apart("ar-arz-eg") == ("ar", "arab", ["arz", "eg"], False)


def test_the_script_writes_the_table_and_says_when_it_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "table.py"
    assert main([], file) == 0
    assert main(["--check"], file) == 0
    file.write_text("ALIASES = 1", encoding="utf-8")
    assert main(["--check"], file) == 1
    assert capsys.readouterr().err == "table.py is stale: run scripts/cldr.py\n"
