"""Every built-in theme under a strict Content-Security-Policy: styled, and nothing is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.chromium import MISSING, is_ready
from browser.matrix import CROWDED, LANGUAGES, STATUSES, THEMES, pages_of, reply_of

if TYPE_CHECKING:
    from browser.stage import Stage

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

NOTHING = "default-src 'none'"


def refused(stage: Stage) -> list[str]:
    # The empty icon spares a request for /favicon.ico; that it is refused as well is no loss.
    return [line for line in stage.complaints if not line.startswith("Loading the image 'data:,'")]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_styled_by_its_hash_and_by_a_nonce(stage: Stage, theme: str) -> None:
    (style,) = pages_of(theme).style_hashes
    plain, marked = reply_of(theme, "en", 404), reply_of(theme, "en", 404, nonce="bm9uY2U=")
    stage.load(plain, policy="")
    meant = stage.ask("tools.looks()")

    stage.load(plain, policy=f"{NOTHING}; style-src '{style}'")
    assert refused(stage) == []
    assert stage.ask("tools.looks()") == meant

    stage.load(marked, policy=f"{NOTHING}; style-src 'nonce-bm9uY2U='")
    assert refused(stage) == []
    assert stage.ask("tools.looks()") == meant

    # A style that the policy does not name is refused, and that would have been seen.
    for policy in (NOTHING, f"{NOTHING}; style-src 'nonce-b3RoZXI='"):
        stage.load(marked, policy=policy)
        assert any("inline style" in line for line in refused(stage))
        assert stage.ask("tools.looks()") != meant


@pytest.mark.parametrize("theme", THEMES)
def test_one_hash_serves_every_page_of_a_theme(stage: Stage, theme: str) -> None:
    (style,) = pages_of(theme).style_hashes
    for status in (*STATUSES, CROWDED):
        for language in LANGUAGES[-2:]:
            stage.load(reply_of(theme, language, status), f"{NOTHING}; style-src '{style}'")
            assert refused(stage) == [], (status, language)
