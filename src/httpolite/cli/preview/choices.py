"""Choice: what the gallery is asked to show, as its controls and its address say it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED
from httpolite.catalogue.statuses import reason_phrase, statuses
from httpolite.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# 499 and 599 stand for the codes that nobody registered.
CODES = tuple(sorted({499, 599} | {code for code in statuses if code >= 400}))
WIDTHS = ("1280", "768", "320")
SCHEMES = ("light", "dark")
SHOWS = {
    "page": "One page",
    "statuses": "Every status",
    "themes": "Every theme",
    "languages": "Every language",
}
FORMATS = {
    "html": "HTML",
    "json": "problem+json",
    "xml": "problem+xml",
    "text": "Text",
    "markdown": "Markdown",
}
SAMPLES = {"usual": "Usual", "least": "Fewest", "most": "All, and long"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One state of the controls; each field is a parameter of the address."""

    theme: str
    show: str = "page"
    status: str = "404"
    language: str = BASE_LANGUAGE
    format: str = "html"
    sample: str = "usual"
    scheme: str = "both"
    width: str = "all"

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        return urlencode(asdict(self))

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes to be seen; a document has none."""
        if self.format != "html":
            return ("light",)
        return SCHEMES if self.scheme == "both" else (self.scheme,)

    @property
    def widths(self) -> tuple[str, ...]:
        """The widths to be seen, the widest first; many pages at once are seen at one."""
        if self.width != "all":
            return (self.width,)
        if self.format != "html":
            return ("768",)
        return WIDTHS if self.show == "page" else WIDTHS[:1]

    def with_(self, **changes: str) -> Choice:
        """Return the choice with some fields changed."""
        return replace(self, **changes)


def options_of(themes: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return what can be chosen: for each field its values with their labels."""
    return {
        "theme": dict(themes),
        "show": SHOWS,
        "status": {str(code): status_label(code) for code in CODES},
        "language": {tag: f"{facts.name} ({tag})" for tag, facts in SHIPPED.languages.items()},
        "format": FORMATS,
        "scheme": {"both": "Light and dark", "light": "Light", "dark": "Dark"},
        "width": {"all": "All widths", **{width: f"{width} px" for width in WIDTHS}},
        "sample": SAMPLES,
    }


def choose(
    asked: Mapping[str, Any], options: Mapping[str, Mapping[str, str]], theme: str
) -> Choice:
    """Read a choice from the parameters of an address; OptionError names one that will not do."""
    known = {field.name for field in fields(Choice)}
    given = {name: value for name, value in asked.items() if name in known}
    for name, value in given.items():
        if value not in options[name]:
            raise OptionError(f"{name}: {value!r} is not one of {', '.join(options[name])}")
    return Choice(**{"theme": theme, **given})


def status_label(code: int) -> str:
    """Return a code with its phrase, or with the word that it has none."""
    return f"{code} {reason_phrase(code) if code in statuses else '(not registered)'}"
