"""Stage: what the view of every app does next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract.case import PLAIN

if TYPE_CHECKING:
    from contract.case import Case

PATH = "/x"
GET_ONLY = "/get-only"
NOWHERE = "/nowhere"  # no app has it
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "TRACE", "CONNECT")


@dataclass
class Stage:
    """What to answer with, or what to raise; `keep` asks httpolite to leave the response alone."""

    status: int = 404
    headers: tuple[tuple[str, str], ...] = PLAIN
    body: bytes = b""
    whole: bytes = b""  # frameworks are given it on HEAD as well, and see to it themselves
    exc: Exception | None = None
    keep: bool = False

    def set(self, case: Case, exc: Exception | None, *, keep: bool) -> None:
        """Do this on the next request."""
        self.status, self.headers = case.status, case.headers
        self.body, self.whole = case.body, case.body or case.body_of_get
        self.exc, self.keep = exc, keep

    @property
    def content_type(self) -> str | None:
        """The type among the headers, for frameworks that take it apart from them."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)

    @property
    def other_headers(self) -> list[tuple[str, str]]:
        """The headers but for the type."""
        return [(name, value) for name, value in self.headers if name.lower() != "content-type"]


# The apps are made once and their requests come one after the other.
NOW = Stage()
