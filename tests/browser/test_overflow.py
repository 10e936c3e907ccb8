"""The check's look at pages on a small phone, with a real Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.chromium import EXECUTABLE, MISSING, is_ready
from httpolite.checks.overflow import overflowing
from httpolite.checks.theme import check_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

PAGE = "<!doctype html><style>*{margin:0}</style>%s"


@pytest.fixture(autouse=True)
def the_chromium_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", EXECUTABLE)


def test_the_element_that_makes_a_page_too_wide_is_named() -> None:
    pages = [
        PAGE % "<main><p>Short</main>",
        PAGE % f"<main><p>Short<p class='long one'>{'W' * 400}<p>{'W' * 400}</main>",
        PAGE % "<main style='width:600px'><p>Wide</main>",
        f"<!doctype html><html dir=rtl><main><p>{'W' * 400}</main>",
        PAGE % f"<main style='overflow:auto'><pre>{'W' * 400}</pre></main>",
        PAGE % f"<body style='padding-right:600px;width:100%'>{'W' * 400}",
    ]

    named = overflowing(pages)

    assert named == [None, "p.long.one", "main", "p", None, "body"]


def test_a_theme_that_scrolls_sideways_is_found_and_named(write_theme: Write) -> None:
    report = check_theme(write_theme({"style.css": "main{min-width:600px}"}))

    assert report.notes == ()
    assert {finding.check for finding in report.findings} == {"overflow"}
    assert {finding.message for finding in report.findings} == {"<main> makes it wider than 320 px"}
    assert {finding.status for finding in report.findings} == {404, 405, 422, 429, 503}
