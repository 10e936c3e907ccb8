"""Contact sheet: docs/themes.webp, every built-in theme on a desk in light and on a phone in dark.

scripts/contact_sheet.py            writes it; the same pages always make the same picture
scripts/contact_sheet.py x.webp     writes it there
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from httpolite import Brand, ErrorPages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILE = Path(__file__).parent.parent / "docs" / "themes.webp"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
QUALITY = 0.8
BOAT = "M15 3v17H6zM17 7l9 13h-9zM4 22h24l-4 6H8z"
LOGO = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="{BOAT}" fill="#8a2f4b"/></svg>'
SITE = Brand(
    name="Harbour Theatre",
    support="help@example.com",
    status_page="https://status.example.com/",
    search="/search",
)
BRANDED = replace(
    SITE, logo=f"data:image/svg+xml;base64,{b64encode(LOGO.encode()).decode()}", accent="#8a2f4b"
)
TIME = re.compile(r"\d{4}-\d\d-\d\d([ T])\d\d:\d\d:\d\d")
SCREENS = {"light": (1120, 760), "dark": (380, 760)}
FRAME = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; width: 1944px; background: #dcdedb; font: 500 26px "Noto Sans", sans-serif; color: #24292b; }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 44px 36px; padding: 40px; }
figure { margin: 0; display: flex; flex-wrap: wrap; gap: 12px 18px; }
figcaption { width: 100%%; }
img { height: 452px; border-radius: 8px; box-shadow: 0 2px 10px #0003; }
</style><main>%s</main>"""
ENCODE = """async ([source, quality]) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


class Shot(NamedTuple):
    """What one theme shows: a status, and the language of the desk and of the phone."""

    theme: str
    status: int
    desk: str = "en"
    phone: str = "zh-Hans"
    brand: Brand = SITE


SHOTS = (
    Shot("plain", 404, phone="ar", brand=replace(SITE, name="")),
    Shot("service", 503),
    Shot("brand", 404, phone="ar", brand=BRANDED),
    Shot("terminal", 500),
    Shot("paper", 410, phone="ar"),
    Shot("signal", 502),
    Shot("sketch", 404, phone="ar"),
    Shot("bare", 429, brand=replace(SITE, name="")),
)


def main(arguments: list[str]) -> int:
    """Write the sheet; return the exit status."""
    file = Path(arguments[0]) if arguments else FILE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        figures = [figure(browser, shot) for shot in SHOTS]
        file.write_bytes(webp(browser, picture(browser, FRAME % "".join(figures), 1944)))
        browser.close()
    print(f"{file}: {file.stat().st_size:,} bytes")
    return 0


def figure(browser: Browser, shot: Shot) -> str:
    """Return one theme on both screens, as HTML."""
    pages = ErrorPages(theme=shot.theme, brand=shot.brand)
    images = []
    for language, (scheme, screen) in zip(shot[2:4], SCREENS.items(), strict=True):
        page = html(pages, shot.status, language)
        images.append(f'<img src="{address(picture(browser, page, *screen, scheme=scheme))}">')
    return f"<figure><figcaption>{shot.theme}</figcaption>{''.join(images)}</figure>"


def html(pages: ErrorPages, status: int, language: str) -> str:
    """Return a page on which nothing depends on when it was made."""
    headers = [("retry-after", "120")] if status in (429, 503) else []
    reply = pages.reply(
        status,
        accept="text/html",
        language=language,
        path="/2026/autumn/tickets",
        request_id="0af7651916cd43dd",
        headers=headers,
    )
    return TIME.sub(r"2026-11-24\g<1>12:00:00", reply.body.decode())


def picture(
    browser: Browser, html: str, width: int, height: int | None = None, *, scheme: Any = "light"
) -> bytes:
    """Return a page as a PNG: what a screen shows of it, or all of it where no height is given."""
    size: Any = {"width": width, "height": height or 100}
    scale = 1.25 if height else 1  # more than is shown, to be sharp when it is made smaller
    with browser.new_page(viewport=size, color_scheme=scheme, device_scale_factor=scale) as page:
        page.set_content(html, wait_until="load")
        return page.screenshot(full_page=height is None)


def webp(browser: Browser, png: bytes) -> bytes:
    """Return a PNG as a WebP."""
    with browser.new_page() as page:
        return b64decode(page.evaluate(ENCODE, [address(png), QUALITY]))


def address(png: bytes) -> str:
    """Return a PNG as a data URI."""
    return f"data:image/png;base64,{b64encode(png).decode()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
