"""Rendered: one page as it is sent, read once for all the checks."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from turbohtml import Namespace, Text, parse

from httpolite.checks.shapes import NEEDLES

if TYPE_CHECKING:
    from turbohtml import Document, Element

    from httpolite.checks.shapes import Shape
    from httpolite.rendering.themes import Theme

# A text between tags; values have quotes and references in them, so they are left.
_TEXT = re.compile(r"(?<=>)(?:[^<>&\"']|&#39;)+(?=<)")
_NEEDLE = re.compile("|".join(NEEDLES), re.IGNORECASE)
_UNSEEN = frozenset({"head", "script", "style", "title", ""})


class Rendered:
    """A page of a theme in a status, a language and a shape."""

    def __init__(  # noqa: PLR0913 - all that a page is known by
        self, *, theme: Theme, status: int, language: str, direction: str, shape: Shape, text: str
    ) -> None:
        self.theme = theme
        self.status = status
        self.language = language
        self.direction = direction
        self.shape = shape
        self.text = text

    @cached_property
    def document(self) -> Document:
        """The tree that a browser makes of it."""
        return parse(self.text, source_locations=True)

    @cached_property
    def elements(self) -> tuple[tuple[Element, dict[str, str]], ...]:
        """Its elements with their attributes, in order."""
        return tuple((element, _attributes(element)) for element in self.document.iter_elements())

    @cached_property
    def skeleton(self) -> str:
        """The page without its texts: what is found in one holds for all that have the same."""
        return _TEXT.sub(_shortened, self.text)

    @property
    def is_fragment(self) -> bool:
        """Whether a part of a page was asked for."""
        return bool(self.shape.inquiry.get("fragment"))

    @property
    def is_document(self) -> bool:
        """Whether it is a whole page, as it has to be unless a part of one was asked for."""
        return not self.is_fragment or bool(self.html("html")[0].source_location)

    @property
    def name(self) -> str:
        """What the page is called in a report."""
        return f"{self.status} {self.language}, {self.shape.name}"

    def html(self, tag: str) -> list[Element]:
        """Return the HTML elements of a tag; an SVG may have a <title> of its own."""
        return [
            element
            for element, _ in self.elements
            if element.tag == tag and element.namespace is Namespace.HTML
        ]

    @cached_property
    def seen(self) -> str:
        """The text that stands in the page."""
        return "".join(
            node.data
            for node in self.document.descendants
            if isinstance(node, Text) and getattr(node.parent, "tag", "") not in _UNSEEN
        )


def _shortened(text: re.Match[str]) -> str:
    return text[0] if text[0].isspace() or _NEEDLE.search(text[0]) else "x"


def _attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes, each value as one string."""
    return {
        name: " ".join(value) if isinstance(value, list) else value or ""
        for name, value in element.attrs.items()
    }
