"""Overflow: whether a page scrolls sideways on a small phone, as Chromium lays it out."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCREEN: Any = {"width": 320, "height": 640}
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
# The first element that sticks out holds the others; if none does, a text leaves its element.
_CULPRIT = """() => {
  const root = document.documentElement, room = root.clientWidth;
  if (root.scrollWidth <= room) return null;
  const all = [...document.body.querySelectorAll("*")];
  const sticksOut = element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1);
  };
  const spills = element => element.clientWidth && element.scrollWidth > element.clientWidth
    && getComputedStyle(element).overflowX === "visible";
  const culprit = all.find(sticksOut)
    ?? all.find(element => spills(element) && ![...element.children].some(spills))
    ?? document.body;
  return [culprit.localName, ...culprit.classList].join(".");
}"""


class NoBrowserError(Exception):
    """There is no browser to look with; the message says what is missing."""


def overflowing(texts: Iterable[str]) -> list[str | None]:
    """Return for each page the element that makes it wider than 320 pixels, None if none does."""
    try:
        from playwright.async_api import Error
    except ImportError:
        raise NoBrowserError("Playwright is not installed") from None
    try:
        return asyncio.run(_culprits(texts))
    except Error as error:
        raise NoBrowserError(error.message.strip().splitlines()[0]) from None


async def _culprits(texts: Iterable[str]) -> list[str | None]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_executable(), args=list(_FLAGS))
        context = await browser.new_context(viewport=_SCREEN, offline=True)
        page = await context.new_page()
        found = []
        for text in texts:
            await page.set_content(text)
            found.append(await page.evaluate(_CULPRIT))
        await browser.close()
    return found


def _executable() -> str | None:
    """Return the Chromium of this machine; None leaves it to Playwright."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
