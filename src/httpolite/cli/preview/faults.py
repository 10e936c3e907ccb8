"""Fault: what is broken in a theme, with the file, the line, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from httpolite.errors import HttpoliteError, ThemeError
from httpolite.rendering.html import told

_AROUND = 2


@dataclass(frozen=True)
class Fault:
    """One fault; `file` and `line` are None where nobody knows them."""

    message: str
    file: str | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """The file and the line in words."""
        return f"{self.file}, line {self.line}" if self.line else self.file or ""

    @property
    def excerpt(self) -> list[tuple[int, str]]:
        """The lines around it, each with its number."""
        if self.file is None or self.line is None:
            return []
        try:
            lines = Path(self.file).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        first = max(self.line - _AROUND, 1)
        return list(enumerate(lines[first - 1 : self.line + _AROUND], first))


def fault_of(error: Exception) -> Fault:
    """Return what a failure to make a page says about the theme."""
    known = error if isinstance(error, ThemeError) else told(error)
    place = Fault("", known.file, known.line).place
    message = str(known).removeprefix(f"{place}: ")
    own = isinstance(error, HttpoliteError) or type(error).__module__.startswith("jinja2")
    return Fault(message if own else f"{type(error).__name__}: {message}", known.file, known.line)
