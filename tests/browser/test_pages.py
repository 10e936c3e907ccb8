"""What a person meets: the pages in a real browser, with their own Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import MISSING, is_ready
from browser.error_site import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Response

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

LOCALES = {
    "en": ("en-GB", "ltr"),
    "zh-Hans": ("zh-CN", "ltr"),
    "zh-Hant": ("zh-TW", "ltr"),
    "ar": ("ar-EG", "rtl"),
}
BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 26)"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visit:
    """A page as it was opened: what it asked for, what it complained of."""

    response: Response

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requested: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        response = page.goto(address, wait_until="load")
        assert response is not None
        self.response = response

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium reports each error status of a page itself; that is what is being tested.
        own = message.text.startswith("Failed to load resource: the server responded with")
        if not (own and message.location["url"] == self.address):
            self.complaints.append(message.text)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def faults(self) -> list[str]:
        """Return what axe-core finds, as readable lines."""
        from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        assert len(found["passes"]) > 10  # it has looked
        return [
            f"{fault['id']}: {node['html'][:120]}: {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Any]:
    """Open a page as a visitor would: `open_page("/404", locale="zh-TW", width=320)`."""
    contexts = []

    def opened(path: str, *, locale: str, width: int, scheme: Any = "light") -> Visit:
        viewport: Any = {"width": width, "height": 720}
        context = browser.new_context(locale=locale, color_scheme=scheme, viewport=viewport)
        contexts.append(context)
        return Visit(context.new_page(), site + path)

    yield opened
    for context in contexts:
        context.close()


def assert_fits(visit: Visit) -> None:
    assert visit.ask("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("status", [404, 500])
def test_a_page_is_sound_in_a_browser(
    open_page: Any, *, status: int, language: str, width: int, scheme: str
) -> None:
    locale, direction = LOCALES[language]
    visit = open_page(f"/{status}", locale=locale, width=width, scheme=scheme)
    (style,) = PAGES.style_hashes

    assert visit.response.status == status
    assert f"'{style}'" in visit.response.headers["content-security-policy"]
    assert visit.requested == [visit.address]
    assert visit.complaints == []
    assert visit.ask("document.documentElement.lang") == language
    assert visit.ask("document.documentElement.dir") == direction
    assert visit.ask("[...document.querySelectorAll('h1')].map(h => h.innerText)") == [
        PAGES.texts_for(status, language).heading
    ]
    # Colours come from the inlined style: it was let through by its hash.
    assert visit.ask("getComputedStyle(document.body).backgroundColor") == BACKGROUNDS[scheme]
    assert_fits(visit)
    assert visit.faults() == []


@pytest.mark.parametrize("language", LOCALES)
def test_a_long_path_and_a_long_message_fit_a_phone(open_page: Any, language: str) -> None:
    visit = open_page(f"/409/{'x' * 300}", locale=LOCALES[language][0], width=320)

    assert "nobreak" in visit.page.inner_text("main")
    assert_fits(visit)
    assert visit.faults() == []


def test_a_link_to_try_again_asks_for_the_same_address(open_page: Any) -> None:
    visit = open_page("/503?seat=14C", locale="en-GB", width=320)
    with visit.page.expect_navigation():
        visit.page.get_by_role("link", name="Try again").click()

    assert visit.requested == [visit.address, visit.address]
