"""HTML validity: what the parser objects to, and where its tree is not what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from turbohtml import Doctype, Namespace, TokenType, tokenize
from turbohtml.conformance import check

from httpolite.checks.shapes import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from turbohtml import Element

    from httpolite.checks.rendered import Rendered

    Told = Iterator[tuple[str, str, int | None]]

_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
# HTML, Section 13.1.2.4: their end tag may be left out; the parser knows where.
_OPTIONAL_END = frozenset(
    "html head body li dt dd p rt rp optgroup option colgroup caption "  # noqa: SIM905
    "thead tbody tfoot tr td th".split()
)
_OPTIONAL_START = frozenset({"html", "head", "body", "colgroup", "tbody"})
_FLOW_ONLY = frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form "  # noqa: SIM905
    "h1 h2 h3 h4 h5 h6 header hgroup hr main nav ol p pre section table ul".split()
)
_PHRASING = frozenset(
    "abbr b bdi bdo button cite code em h1 h2 h3 h4 h5 h6 i kbd label p q s samp small span "  # noqa: SIM905
    "strong sub summary sup time u var".split()
)
_CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"div", "dt", "dd", "script", "template"},
    "hgroup": {"h1", "h2", "h3", "h4", "h5", "h6", "p", "script", "template"},
}
_INTERACTIVE = frozenset({"a", "button", "input", "label", "select", "textarea"})


def validity(page: Rendered) -> Told:
    """Tell every error of a page's HTML."""
    document = page.document
    if page.is_document and not isinstance(document.children[0], Doctype):
        yield "html", "it does not begin with <!doctype html>", 1
    for error in document.errors:
        yield "html", error.code.replace("-", " "), error.line
    for message in check(document).errors:
        if message.code != "missing-title":  # told by another check
            yield "html", message.message, message.line or None
    yield from _tags(page)
    for element, _ in page.elements:
        yield from _place(element)


def _tags(page: Rendered) -> Told:
    """Tell each tag that makes or ends no element, and each element that is not where it stands."""
    claimed: set[tuple[int, int]] = set()
    added: set[str] = set()
    reached = -1
    text = page.text
    for element, _ in page.elements:
        place = element.source_location
        if place is None:  # added by the parser
            added |= {element.tag} & _OPTIONAL_START
            continue
        start, end = place.start_tag, place.end_tag
        claimed.add((start.start_line, start.start_col))
        if end is not None:
            claimed.add((end.start_line, end.start_col))
        elif not _may_stay_open(element, written := text[start.start_offset : start.end_offset]):
            yield "html", f"{written} is never closed, or too late", start.start_line
        if start.start_offset < reached:
            yield (
                "html",
                f"<{element.tag}> stands where a browser moves others away",
                start.start_line,
            )
        reached = start.start_offset
    for token in tokenize(text):
        if (token.line, token.col) not in claimed:
            if token.type is TokenType.START_TAG:
                yield "html", f"<{token.tag}> is not allowed here: browsers drop it", token.line
            elif token.type is TokenType.END_TAG and token.tag not in added:
                yield "html", f"</{token.tag}> closes nothing, or too early", token.line


def _may_stay_open(element: Element, written: str) -> bool:
    if element.namespace is not Namespace.HTML:
        return written.endswith("/>")
    # Probes that are not escaped are told by another check.
    return element.tag in _VOID or element.tag in _OPTIONAL_END or element.tag.startswith(MARK)


def _place(element: Element) -> Told:
    """Tell if an element stands in one that may not hold it (the most common cases only)."""
    parent = element.parent
    around = getattr(parent, "tag", "")
    if around in _CHILDREN and element.tag not in _CHILDREN[around]:
        yield (
            "html",
            f"<{element.tag}> is not allowed as a child of <{around}>",
            element.source_line,
        )
    if around in _PHRASING and element.tag in _FLOW_ONLY:
        yield "html", f"<{element.tag}> is not allowed inside <{around}>", element.source_line
    if element.tag in _INTERACTIVE:
        for outer in element.ancestors:
            if getattr(outer, "tag", "") in ("a", "button"):
                yield (
                    "html",
                    f"<{element.tag}> stands inside a link or a button",
                    element.source_line,
                )
