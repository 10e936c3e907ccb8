"""Workshop: the themes on show, each read anew when a file has changed."""

from __future__ import annotations

from dataclasses import dataclass
from gzip import compress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from httpolite.brand import Brand
from httpolite.cli.preview.faults import Fault, fault_of
from httpolite.cli.preview.findings import report_on
from httpolite.cli.preview.samples import arguments_of
from httpolite.cli.preview.schemes import pinned, pinned_policy
from httpolite.pages import ErrorPages
from httpolite.rendering.themes import BUILT_IN, built_in_names
from httpolite.requests import Inquiry

if TYPE_CHECKING:
    from httpolite.checks.findings import Report
    from httpolite.cli.preview.choices import Choice
    from httpolite.replies import Reply

# Links that lead nowhere: a click in a frame is to be harmless.
BRAND = Brand(
    name="Harbour Theatre",
    home="#home",
    support="help@example.com",
    status_page="#status",
    sign_in="#sign-in",
    search="#search",
)


@dataclass(frozen=True)
class Shown:
    """A reply as it is sent, and the CSS that a page of its theme holds."""

    reply: Reply
    css: str

    @property
    def size(self) -> int:
        """The bytes of the body."""
        return len(self.reply.body)

    @property
    def packed(self) -> int:
        """The bytes of the body when compressed."""
        return len(compress(self.reply.body, mtime=0))


class Workshop:
    """Makes the pages of the built-in themes and of one folder."""

    def __init__(self, theme: str) -> None:
        self.theme = theme
        self._made: dict[str, ErrorPages | Fault] = {}
        self._making = Lock()
        self._reports: dict[str, Report | str] = {}
        self._checking = Lock()

    @property
    def themes(self) -> list[tuple[str, str]]:
        """The themes by key, each with its label; a user's folder first."""
        own = [] if self.theme in built_in_names() else [(self.theme, Path(self.theme).name)]
        return [*own, *((name, name) for name in built_in_names())]

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files are the themes'."""
        own = () if self.theme in built_in_names() else (Path(self.theme),)
        return (*own, BUILT_IN)

    def forget(self) -> None:
        """Read the themes anew when they are next asked for."""
        with self._making:
            self._made.clear()
            self._reports = {}  # another one, for a check that is under way belongs to the old

    def show(self, choice: Choice) -> Shown | Fault:
        """Return the reply of a choice, or what is broken."""
        pages = self._pages(choice.theme)
        if isinstance(pages, Fault):
            return pages
        problem, request = arguments_of(choice)
        sent = [(name.lower(), value) for name, value in problem.headers]
        try:
            # What `reply` does, but for the constant page that it has in store for a failure.
            pages._write(problem.status, problem, Inquiry(**request), sent, None)
        except Exception as error:  # a template may do anything
            return fault_of(error)
        return Shown(pages.reply(problem, **request), pages._renderer.theme.css)

    def framed(self, choice: Choice, scheme: str) -> tuple[str, dict[str, str]] | Fault:
        """Return a page in one colour scheme, and the headers to send it with; or what is broken."""
        shown = self.show(choice)
        if isinstance(shown, Fault):
            return shown
        text = shown.reply.body.decode()
        if choice.format != "html":
            return text, {"content-type": "text/plain; charset=utf-8"}
        headers = dict(shown.reply.headers)
        sent = {"content-type": headers["content-type"]}
        if "content-security-policy" in headers:
            policy = headers["content-security-policy"]
            sent["content-security-policy"] = pinned_policy(policy, shown.css, scheme)
        return pinned(text, scheme), sent

    def report(self, theme: str) -> Report | str:
        """Return what the check of a theme found, one check at a time."""
        with self._checking:
            reports = self._reports
            if theme not in reports:
                reports[theme] = report_on(theme)
            return reports[theme]

    def _pages(self, theme: str) -> ErrorPages | Fault:
        with self._making:
            if theme not in self._made:
                try:
                    self._made[theme] = ErrorPages(theme=theme, brand=BRAND)
                except Exception as error:
                    self._made[theme] = fault_of(error)
            return self._made[theme]
