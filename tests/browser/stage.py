"""A tab in which pages are looked at; they come from memory, with their own status and headers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browser.matrix import Sight, reply_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Route

    from httpolite import Reply

ADDRESS = "https://errors.example/page"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOOLS = (Path(__file__).parent / "tools.js").read_text(encoding="utf-8")


@cache
def axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

    return str(AXE_SCRIPT)


class Stage:
    """One tab: `show` brings a page onto it, `ask` asks the page something."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page()
        self.page.route("**/*", self._serve)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._reply: Reply | None = None
        self._shown: Any = None

    def show(self, sight: Sight, **media: Any) -> None:
        """Show a page; it is loaded only if another one stands there."""
        wanted = sight.theme, sight.language, sight.status
        self.page.set_viewport_size({"width": sight.width, "height": 720})
        self.page.emulate_media(
            **{
                "color_scheme": sight.scheme,
                "media": "screen",
                "forced_colors": "none",
                "reduced_motion": "reduce",
                **media,
            }
        )
        if wanted != self._shown:
            self.load(reply_of(*wanted))
            self._shown = wanted
        self.ask("tools.rewind()")

    def load(self, reply: Reply, policy: str | None = None) -> None:
        """Load a page, with another Content-Security-Policy if one is given ("" is none)."""
        headers = dict(reply.headers)
        if policy is not None:
            headers["content-security-policy"] = policy
        self._reply, self._headers, self._shown = reply, headers, None
        self.requested.clear()
        self.complaints.clear()
        self.page.goto(ADDRESS, wait_until="load")
        self.page.evaluate(TOOLS)

    def ask(self, expression: str, argument: Any = None) -> Any:
        return self.page.evaluate(expression, argument)

    def restyle(self, css: str) -> None:
        """Add a visitor's own style, which no policy of the page forbids; "" takes it away."""
        self.ask("css => tools.restyle(css)", css)

    def faults(self) -> list[str]:
        """Return what axe-core finds, and what it leaves open of colours, as readable lines."""
        if not self.ask("!!window.axe"):
            self.page.evaluate(axe())
        options = {
            "runOnly": RULES,
            "resultTypes": ["violations", "incomplete"],
            "preload": False,
            "selectors": False,
        }
        found = self.ask("options => axe.run(options)", options)
        assert len(found["passes"]) > 10  # it has looked
        unsure = [fault for fault in found["incomplete"] if fault["id"] == "color-contrast"]
        return [
            f"{fault['id']}: {node['html'][:120]}: {(node['any'] or node['all'] or node['none'])[0]['message']}"
            for fault in (*found["violations"], *unsure)
            for node in fault["nodes"]
        ]

    def _serve(self, route: Route) -> None:
        self.requested.append(route.request.url)
        if self._reply is None or route.request.url != ADDRESS:
            route.abort()
            return
        status, body = self._reply.status, self._reply.body
        route.fulfill(status=status, headers=self._headers, body=body)

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium reports each error status of a page itself; that is what is being tested.
        own = message.text.startswith("Failed to load resource: the server responded with")
        if not (own and message.location["url"] == ADDRESS):
            self.complaints.append(message.text)
