"""Every page is valid HTML: the Nu HTML checker reads all themes, statuses and languages.

BROWSER_MATRIX=whole has it read all of their combinations; else two languages, and of each other
one, one status of each theme, another for each.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from itertools import cycle, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.matrix import CROWDED, SHIPPED, THEMES, WHOLE, reply_of
from httpolite import Brand, ErrorPages, statuses

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
JAR = Path(os.environ.get("VNU_JAR") or ROOT / ".venvs/vnu/node_modules/vnu-jar/build/dist/vnu.jar")
MISSING = "needs the Nu HTML checker (make vnu) and Java (apt install default-jre-headless)"

if not (JAR.exists() and shutil.which("java")):
    pytest.skip(MISSING, allow_module_level=True)

ERRORS = [code for code in statuses if code >= 400]
BRANDS = {
    "unlinked": Brand(home=None),
    "logo": Brand(name="A & B", logo="data:image/svg+xml,%3Csvg%20xmlns='…'/%3E"),
}
BAD = b"<!doctype html><html lang=en><title>A</title><p id=a><p id=a>"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what the checker says, by page; all are read in one go, for it is slow to start."""
    folder = tmp_path_factory.mktemp("pages")
    found: dict[str, list[str]] = {}
    for name, body in pages():
        (folder / f"{name}.html").write_bytes(body)
        found[name] = []
    for message in checked(folder):
        name = Path(message.get("url", "")).stem
        found[name].append(f"{message['message']}: {message.get('extract')}")
    return found


def pages() -> Iterator[tuple[str, bytes]]:
    yield "bad", BAD
    for page in combinations():
        yield "-".join(map(str, page)), reply_of(*page).body
    for theme, (name, brand), code in product(THEMES, BRANDS.items(), (404, 503)):
        reply = ErrorPages(theme=theme, brand=brand).reply(
            code, accept="text/html", nonce="bm9uY2U="
        )
        yield f"{theme}-{name}-{code}", reply.body


def combinations() -> list[tuple[str, str, int]]:
    if WHOLE:
        return list(product(THEMES, SHIPPED, ERRORS))
    codes = cycle(ERRORS)
    return [
        *product(THEMES, ("en", "ar"), ERRORS),
        *(
            (*page, next(codes))
            for page in product(THEMES, [tag for tag in SHIPPED if tag not in ("en", "ar")])
        ),
    ]


def checked(folder: Path) -> list[Any]:
    """Return all errors and warnings; it may not guess languages, for it guesses from few words."""
    options = ["--no-langdetect", "--format", "json", "--exit-zero-always"]
    command = ["java", "-Xmx1g", "-jar", str(JAR), *options, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(json.loads(done.stderr)["messages"])


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_of_a_theme_is_valid_html(theme: str, found: dict[str, list[str]]) -> None:
    faults = {name: said for name, said in found.items() if name.startswith(f"{theme}-")}

    assert CROWDED in ERRORS
    assert len(faults) == len(BRANDS) * 2 + sum(page[0] == theme for page in combinations())
    assert {name: said for name, said in faults.items() if said} == {}


def test_the_checker_finds_what_is_wrong(found: dict[str, list[str]]) -> None:
    assert found["bad"][0].startswith("Duplicate ID")
