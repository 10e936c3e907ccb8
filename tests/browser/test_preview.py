"""The gallery of `httpolite preview` in a real browser: it follows the files of a theme."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import MISSING, is_ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGE = """{% extends "plain/page.html" %}
{% block footer %}
<footer>Pier 3</footer>
{% endblock %}
"""
COLOURS = {"light": "rgb(250, 250, 240)", "dark": "rgb(16, 16, 32)"}
THEME = """[colors.light]
background = "#fafaf0"
[colors.dark]
background = "#101020"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("themes") / "harbour"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Run the command on the folder; return the address that it prints."""
    write(folder)
    command = [sys.executable, "-m", "httpolite", "preview", "--theme", str(folder)]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1]
        process.terminate()


def write(folder: Path) -> None:
    """Write the theme as it was; a file that is so already is left alone."""
    folder.mkdir(exist_ok=True)
    files = {"theme.toml": THEME, "page.html": PAGE}
    for file in [*folder.iterdir(), *map(folder.joinpath, files)]:
        if file.name not in files:
            file.unlink()
        elif not file.exists() or file.read_text() != files[file.name]:
            file.write_text(files[file.name])


@pytest.fixture
def gallery(browser: Browser, address: str, folder: Path) -> Iterator[Any]:
    """Open the gallery: `gallery("?status=503", scheme="dark", width=320)`."""
    write(folder)
    contexts = []

    def opened(query: str = "", *, width: int = 1280, scheme: Any = "light", **more: Any) -> Page:
        viewport: Any = {"width": width, "height": 800}
        context = browser.new_context(color_scheme=scheme, viewport=viewport, **more)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + query)
        return page

    yield opened
    for context in contexts:
        context.close()


def frame(page: Page, look: str = "Light, 320 px") -> FrameLocator:
    return page.frame_locator(f'iframe[title$="{look}"]')


def wait_for_check(page: Page) -> None:
    page.get_by_role("region", name="What check says").get_by_text(" pages; ").wait_for()


def complaints_of(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def faults(page: Page) -> list[str]:
    from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

    page.evaluate(AXE_SCRIPT)
    # What is in the frames are the themes' own pages; those are looked at elsewhere.
    options = {"runOnly": RULES, "iframes": False}
    found = page.evaluate("options => axe.run(options)", options)
    assert len(found["passes"]) > 10  # it has looked
    return [
        f"{fault['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def test_a_change_on_disk_shows_without_touching_the_page(gallery: Any, folder: Path) -> None:
    page = gallery("?theme=plain")
    heard = complaints_of(page)
    frame(page).get_by_role("heading", level=1).wait_for()
    page.get_by_label("Theme", exact=True).select_option("harbour")
    frame(page).get_by_text("Pier 3").wait_for()
    assert f"theme={folder}".replace("/", "%2F") in page.url

    (folder / "page.html").write_text(PAGE.replace("Pier 3", "Pier 4"))
    frame(page).get_by_text("Pier 4").wait_for()
    (folder / "style.css").write_text("h1{color:rgb(1,2,3)}")
    frame(page).locator("h1").wait_for()
    page.get_by_role("status").get_by_text("Read anew at ").wait_for()
    for _ in range(2):  # a new file, and one that is put in the place of another
        shutil.copy(folder / "page.html", folder / "new.html")
        (folder / "new.html").write_text(PAGE.replace("Pier 3", "Pier 5"))
        (folder / "new.html").replace(folder / "page.html")
        frame(page).get_by_text("Pier 5").wait_for()

    (folder / "style.css").unlink()
    assert heard == []


@pytest.mark.parametrize("show", ["page", "statuses"])
def test_what_is_broken_shows_with_file_and_line_and_vanishes_when_mended(
    gallery: Any, folder: Path, show: str
) -> None:
    page = gallery(f"?show={show}&status=400")
    shown = page.frame_locator('iframe[title^="400 "][title$="Light, 1280 px"]')
    shown.get_by_text("Pier 3").wait_for()

    (folder / "400.html").write_text("<h1>\n{{ page.nothing }}\n</h1>\n")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert f"{folder / '400.html'}, line 2" in alert.inner_text()
    assert "has no attribute 'nothing'" in alert.inner_text()
    assert alert.locator("mark").inner_text() == "{{ page.nothing }}"

    (folder / "400.html").write_text("<h1>\n{% if %}\n</h1>\n")
    page.get_by_role("alert").filter(has_text="Expected an expression").wait_for()

    (folder / "400.html").write_text("<h1>Closed for the night</h1>\n")
    page.get_by_role("alert").wait_for(state="detached")
    shown.get_by_text("Closed for the night").wait_for()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_each_frame_has_its_own_scheme_and_width_whatever_the_system(
    gallery: Any, system: str
) -> None:
    page = gallery(scheme=system)

    for scheme, width in product(COLOURS, (320, 768, 1280)):
        body = frame(page, f"{scheme.capitalize()}, {width} px").locator("body")
        assert body.evaluate("getComputedStyle(document.body).backgroundColor") == COLOURS[scheme]
        assert body.evaluate("innerWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("query", ["?", "?show=languages", "?format=json"])
def test_the_gallery_is_accessible_and_fits(
    gallery: Any, query: str, width: int, scheme: str
) -> None:
    page = gallery(query, width=width, scheme=scheme)
    if "show" not in query:
        wait_for_check(page)

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(back) == ("rgb(242, 242, 239)" if scheme == "light" else "rgb(23, 25, 27)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_broken_and_what_check_found_is_accessible_and_fits(
    gallery: Any, folder: Path, scheme: str
) -> None:
    (folder / "500.html").write_text("{{ page.nothing }}\n")
    page = gallery("?status=500", width=320, scheme=scheme)
    beside = page.get_by_role("region", name="What check says")

    beside.get_by_text("has no attribute 'nothing'").wait_for()
    assert beside.get_by_role("heading", name="On this page").is_visible()
    assert page.get_by_role("alert").is_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_controls_work_by_keyboard_and_keep_the_focus(gallery: Any) -> None:
    page = gallery()
    heard = complaints_of(page)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("503")
    page.get_by_role("heading", name="503 Service Unavailable").wait_for()

    assert page.evaluate("document.activeElement.name") == "status"  # it did not lose its place
    assert "status=503" in page.url
    assert page.title() == "harbour, 503 Service Unavailable – httpolite preview"
    page.reload()
    assert page.get_by_label("Status").input_value() == "503"
    assert heard == []


def test_a_thumbnail_leads_to_its_page(gallery: Any) -> None:
    page = gallery("?show=statuses&scheme=dark")

    page.get_by_role("link", name="410 Gone").click()

    frame(page, "Dark, 320 px").get_by_text("Pier 3").wait_for()
    assert page.get_by_label("Status").input_value() == "410"
    assert page.get_by_label("Scheme").input_value() == "dark"
    page.go_back()
    page.get_by_role("link", name="599 (not registered)").wait_for()


def test_it_works_without_script(gallery: Any) -> None:
    page = gallery(java_script_enabled=False)

    page.get_by_label("Status").select_option("503")
    page.get_by_role("button", name="Show").click()

    assert page.get_by_role("heading", name="503 Service Unavailable").is_visible()
    page.get_by_role("link", name="See the findings").click()
    assert "pages" in page.locator("main").inner_text()
