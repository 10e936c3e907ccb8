"""Finding: one thing that is wrong with a theme, and the page or the file where it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`check` names the rule; status, language and shape name the page, `file` the theme's file.

    `line` is that of the file, else that of the page as it was sent. What is unknown is None.
    """

    check: str
    message: str
    status: int | None = None
    language: str | None = None
    shape: str | None = None
    file: str | None = None
    line: int | None = None

    def on(self, status: int, language: str, shape: str | None) -> Finding:
        """Return it with the page that it was found on."""
        return replace(self, status=status, language=language, shape=shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a page is, and which one."""

    bytes: int = 0
    page: str = ""

    def or_larger(self, other: Size) -> Size:
        """Return the larger of two sizes, this one if they are equal."""
        return other if other.bytes > self.bytes else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found in a theme; `notes` say what was not looked at, and why."""

    theme: str
    findings: tuple[Finding, ...]
    pages: int = 0
    largest: Size = Size()
    largest_gzip: Size = Size()
    notes: tuple[str, ...] = ()

    def of_page(self, status: int, language: str) -> tuple[Finding, ...]:
        """Return what concerns a page: its own findings, and those of the whole theme."""
        return tuple(
            finding
            for finding in self.findings
            if finding.status in (None, status) and finding.language in (None, language)
        )
