"""What a page loads or runs besides itself: nothing, if it is to work under its policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.rendered import Rendered

    Told = Iterator[tuple[str, str, int | None]]

_LOADING = frozenset({"src", "srcset", "imagesrcset", "poster", "data", "background", "manifest"})
_HREFS = frozenset({"href", "xlink:href"})
_NOT_LOADED = frozenset(
    {"alternate", "author", "canonical", "help", "license", "next", "prev", "search"}
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_URL = re.compile(r"(?:url|src)\(\s*[\"']?(?!data:|#)([^\"')\s]*)", re.IGNORECASE)
_IGNORED = re.compile("[\x00-\x20]")  # in a scheme, browsers skip them
_CSS_IMPORT = re.compile(r"@import\b", re.IGNORECASE)


def loads(page: Rendered) -> Told:
    """Tell every external resource."""
    for element, given in page.elements:
        for name, value in given.items():
            if _is_loaded(element.tag, name, given) and not value.strip().lower().startswith(
                ("data:", "#")
            ):
                where = f"<{element.tag} {name}>"
                yield "external", f"{where} loads {value[:60]!r}", element.source_line


def runs(page: Rendered) -> Told:
    """Tell every script, in whatever form."""
    for element, given in page.elements:
        if element.tag == "script":
            yield "script", "there is a <script>", element.source_line
        for name, value in given.items():
            if name.startswith("on") or _IGNORED.sub("", value).lower().startswith("javascript:"):
                yield "script", f"<{element.tag} {name}> is a script", element.source_line


def moves(page: Rendered) -> Told:
    """Tell if the page reloads or leaves by itself."""
    for element, given in page.elements:
        if given.get("http-equiv", "").strip().lower() == "refresh":
            yield "refresh", 'there is a <meta http-equiv="refresh">', element.source_line


def styles(page: Rendered) -> Told:
    """Tell what a policy with the theme's one hash, or with a nonce, does not let through."""
    for element, given in page.elements:
        if "style" in given:
            tag = element.tag
            yield (
                "style",
                f"<{tag}> has a style attribute, which policies refuse",
                element.source_line,
            )
        if element.tag == "style":
            if element.text != page.theme.css:
                message = "a <style> holds more or less than page.style, so its hash is not known"
                yield "style", message, element.source_line
            nonce = page.shape.inquiry.get("nonce")
            if nonce is not None and given.get("nonce") != nonce:
                yield "style", "<style> lacks page.nonce", element.source_line


def css_loads(css: str) -> Iterator[str]:
    """Yield a sentence for every external resource of a theme's CSS."""
    bare = _COMMENT.sub("", css)
    for found in _CSS_URL.finditer(bare):
        yield f"style.css loads {found[1]!r}"
    if _CSS_IMPORT.search(bare):
        yield "style.css has an @import"


def _is_loaded(tag: str, name: str, given: dict[str, str]) -> bool:
    if name not in _HREFS:
        return name in _LOADING
    if tag == "link":
        return not _NOT_LOADED.issuperset(given.get("rel", "").lower().split())
    return tag not in ("a", "area", "base")
