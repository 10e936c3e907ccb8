"""The outline of a page: one heading, one main part, a title, its language and direction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.rendered import Rendered

    Told = Iterator[tuple[str, str, int | None]]

_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*[01]\b", re.IGNORECASE)


def outline(page: Rendered) -> Told:
    """Tell what is not there exactly once."""
    for tag in ("title", "main", "h1"):
        found = page.html(tag)
        if not found:
            yield tag, f"there is no <{tag}>", None
        elif len(found) > 1:
            yield tag, f"there is more than one <{tag}>", found[1].source_line
        elif not found[0].text.strip():
            yield tag, f"<{tag}> is empty", found[0].source_line


def language(page: Rendered) -> Told:
    """Tell if <html> does not say the language and the direction of its text."""
    _, root = page.elements[0]  # the parser adds one that is not written
    for name, value in (("lang", page.language), ("dir", page.direction)):
        said = root.get(name)
        if said is None:
            yield name, f"<html> has no {name}", 1
        elif said != value:
            yield name, f"<html {name}> is not page.{_FIELDS[name]}", 1


_FIELDS = {"lang": "language", "dir": "direction"}


def viewport(page: Rendered) -> Told:
    """Tell if a phone shows the page as a small picture of itself, or cannot zoom."""
    contents = [
        given.get("content", "")
        for _, given in page.elements
        if given.get("name", "").lower() == "viewport"
    ]
    if not any("width=device-width" in content.replace(" ", "") for content in contents):
        yield "viewport", 'there is no <meta name="viewport" content="width=device-width">', None
    if any(_NO_ZOOM.search(content) for content in contents):
        yield "viewport", "<meta name=viewport> keeps people from zooming in", None
