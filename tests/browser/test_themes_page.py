"""docs/themes.md: it tells of every theme, its weights are today's, and its picture is there."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from browser.matrix import SHIPPED, THEMES

ROOT = Path(__file__).parents[2]
weights = runpy.run_path(str(ROOT / "scripts" / "weights.py"))


@pytest.fixture(scope="module")
def weighed() -> dict[str, dict[tuple[str, int], tuple[int, int]]]:
    return {theme: dict(weights["weigh"](theme)) for theme in THEMES}


def test_the_weights_are_those_of_today(capsys: Any) -> None:
    assert weights["main"](["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_stale_weights_are_told_and_written_anew(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = weights["main"]
    monkeypatch.setitem(main.__globals__, "built_in_names", lambda: ("bare",))
    page = tmp_path / "themes.md"
    page.write_text(f"Before.\n{weights['START']}old\n{weights['END']}After.\n", encoding="utf-8")

    assert main(["--check"], page) == 1
    assert capsys.readouterr().err == "themes.md is stale: run scripts/weights.py\n"
    assert main([], page) == 0
    assert main(["--check"], page) == 0
    written = page.read_text(encoding="utf-8")
    assert written.startswith("Before.\n")
    assert written.endswith("After.\n")

    # zlib's own differences are passed over, a heavier page is not.
    number = re.findall(r" ([\d,]{5,}) ", written)[0]
    heavier = int(number.replace(",", ""))
    for factor, stale in ((1.01, 0), (1.05, 1)):
        page.write_text(written.replace(number, f"{int(heavier * factor):,}"), encoding="utf-8")
        assert main(["--check"], page) == stale


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_as_light_as_it_is_meant_to_be(theme: str, weighed: Any) -> None:
    pages = weighed[theme]

    assert {language for language, _ in pages} == set(SHIPPED)
    assert max(raw for raw, _ in pages.values()) <= 14_000
    assert max(packed for _, packed in pages.values()) <= 5_000
    most = {"plain": (3_500, 1_300), "bare": (2_000, 2_000)}.get(theme, (14_000, 5_000))
    assert pages["en", 404][0] <= most[0]
    assert pages["en", 404][1] <= most[1]


def test_the_page_tells_of_every_theme_and_shows_them() -> None:
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    sheet = (ROOT / "docs" / "themes.webp").read_bytes()

    assert sorted(re.findall(r"^\*\*`(\w+)`\*\*", page, re.MULTILINE)) == list(THEMES)
    assert "(themes.webp)" in page
    assert sheet[8:12] == b"WEBP"
    assert len(sheet) < 300_000
