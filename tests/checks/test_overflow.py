"""Whether pages scroll sideways at 320 px is looked at where there is a browser to look with."""

from __future__ import annotations

import sys

import pytest

from httpolite.checks.overflow import NoBrowserError, _executable, overflowing
from httpolite.checks.theme import check_theme

PAGE = "<!doctype html><style>body{margin:0}</style>%s"


def test_without_playwright_it_is_said_that_nobody_looked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)

    report = check_theme("plain")

    assert report.findings == ()
    assert report.notes == ("overflow at 320 px was not looked at: Playwright is not installed",)


def test_without_chromium_it_is_said_that_nobody_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(NoBrowserError, match="chromium"):
        overflowing([PAGE])


def test_a_browser_that_is_named_comes_before_those_that_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/my/chromium")
    assert _executable() == "/my/chromium"
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if "google" in name else None)
    assert _executable() == "/bin/google-chrome"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert _executable() is None
