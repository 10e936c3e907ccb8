"""The values of a request in a page: each is escaped, once, and the important ones are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from httpolite.checks.shapes import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from turbohtml import Element

    from httpolite.checks.rendered import Rendered

    Told = Iterator[tuple[str, str, int | None]]

_FIELDS = {
    "brand": "page.brand.name",
    "error": "the `detail` of page.errors",
    "title": "page.heading",
    "trace": "page.trace_id",
    "where": "the `where` of page.errors",
}
_UNESCAPED = re.compile(rf"<{MARK}([a-z]+)")
_TWICE = re.compile(rf"&lt;{MARK}([a-z]+)")
_ANYWHERE = re.compile(rf"{MARK}([a-z]+)", re.IGNORECASE)
_AT_THE_START = re.compile(rf"/?<{MARK}([a-z]+)")
_LINKS = frozenset({"href", "src", "action", "formaction", "xlink:href"})


def escaped(page: Rendered) -> Told:
    """Tell every value that could be taken for a part of the page."""
    for name in sorted(set(_UNESCAPED.findall(page.text))):
        yield "escape", f"{_field(name)} comes out unescaped", _line(page.text, f"<{MARK}{name}")
    for name in sorted(set(_TWICE.findall(page.seen))):
        yield "escape", f"{_field(name)} is escaped twice", _line(page.text, f"{MARK}{name}")
    for element, given in page.elements:
        for message in _misplaced(element, given):
            yield "escape", message, element.source_line


def _misplaced(element: Element, given: dict[str, str]) -> Iterator[str]:
    """Yield where a value does harm although it is escaped."""
    tag = element.tag
    if tag in ("script", "style"):
        for name in _ANYWHERE.findall(element.text):
            yield f"{_field(name)} stands in <{tag}>, where escaping does not help"
    for attribute, value in given.items():
        if found := _ANYWHERE.match(attribute):
            if not tag.startswith(MARK):  # else it is told as unescaped
                yield f"{_field(found[1])} leaves an attribute of <{tag}>: set it in quotes"
        elif attribute == "style" or attribute.startswith("on"):
            for name in _ANYWHERE.findall(value):
                yield f"{_field(name)} stands in <{tag} {attribute}>, where escaping does not help"
        elif attribute in _LINKS and (found := _AT_THE_START.match(value)):
            yield f"{_field(found[1])} says where <{tag} {attribute}> leads"


def shown(page: Rendered) -> Told:
    """Tell every value that a visitor needs and does not find."""
    seen = page.seen.lower()
    for field, needle in page.shape.expected(page.status).items():
        if needle not in seen:
            yield "missing", f"{field} is never shown", None


def _field(name: str) -> str:
    return _FIELDS.get(name.lower(), f"page.{name.lower()}")


def _line(text: str, part: str) -> int:
    return text.count("\n", 0, text.find(part)) + 1
