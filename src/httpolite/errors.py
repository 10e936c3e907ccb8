"""What httpolite raises when it is asked for something it cannot do.

HttpoliteError
├── OptionError     an option or argument that will not do
├── ThemeError      a theme folder that cannot be used
├── StatusError     a status code outside the range that is asked for
├── LanguageError   a language that is not available
└── InstallError    a second install, or one that comes too late
"""

from __future__ import annotations


class HttpoliteError(Exception):
    """The base of every error that httpolite raises on its own account."""


class OptionError(HttpoliteError, ValueError):
    """An option or argument has a value that will not do."""


class ThemeError(HttpoliteError):
    """A theme folder cannot be used; `file` and `line` say where, each None when unknown."""

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(message if file is None else f"{place}: {message}")
        self.file = file
        self.line = line


class StatusError(HttpoliteError, ValueError):
    """A status code is outside the range that is asked for."""


class LanguageError(HttpoliteError, LookupError):
    """A language is not among the available ones."""


class InstallError(HttpoliteError, RuntimeError):
    """An app was installed on before, or has already served a request."""
