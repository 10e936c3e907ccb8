"""Renderer: the compiled pages of one theme, made when they are first asked for, and kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from httpolite.catalogue.languages import BASE_LANGUAGE, Texts
from httpolite.catalogue.statuses import error_facts, reason_phrases
from httpolite.errors import LanguageError
from httpolite.headers import HeaderBlock, merged_vary
from httpolite.rendering import documents
from httpolite.rendering.actions import Action, href_of, is_mail, kinds_for
from httpolite.rendering.compiled import HARMLESS, CompiledPage, RenderedPage, mark
from httpolite.rendering.html import HtmlRenderer, escape
from httpolite.rendering.page import Page
from httpolite.rendering.shelf import Shelf
from httpolite.rendering.values import document_values, errors_of, extensions_of, page_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from httpolite.brand import Brand
    from httpolite.catalogue.languages import Catalogue
    from httpolite.problems import Problem
    from httpolite.rendering.themes import Theme
    from httpolite.requests import Inquiry

    Compiled = CompiledPage | RenderedPage
    Errors = tuple[Mapping[str, str], ...]

USUAL = ("time", "request_id", "repeatable", "path")
_USUAL = frozenset(USUAL)
_CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/problem+json",
    "xml": "application/problem+xml",
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
_LINES = {
    "text": (documents.plain_text, documents.escape_text),
    "markdown": (documents.markdown, documents.escape_markdown),
}
_DOCUMENTS = {
    "json": (documents.problem_json, documents.escape_json),
    "xml": (documents.problem_xml, documents.escape_xml),
}
_EXTENSIONS = {"json": documents.json_extensions, "xml": documents.xml_extensions}
_OPTIONAL_MEMBERS = ("instance", "request_id", "trace_id")
_LAST_WORDS = Texts(
    phrase="Error",
    meaning="",
    heading="That did not work",
    explanation="This site could not do what was asked.",
    advice="If it keeps happening, tell the people who run this site.",
)


class Renderer:
    """Makes the page of a status in a format and a language, with the named values in it."""

    def __init__(
        self, catalogue: Catalogue, theme: Theme, brand: Brand, problem_type_base: str | None
    ) -> None:
        self.theme = theme
        self.reasons = reason_phrases(catalogue.vendor_codes)
        self._catalogue = catalogue
        self._brand = brand
        self._type_base = problem_type_base and problem_type_base.rstrip("/")
        self._html = HtmlRenderer(theme)
        self._fallback = (Path(__file__).parent / "fallback.html").read_text(encoding="utf-8")
        self._shelf = Shelf()
        self._blocks: dict[tuple[str, str], HeaderBlock] = {}
        mail = brand.support is not None and is_mail(brand.support)
        self._own_hrefs = ("sign_in",) * (brand.sign_in is not None) + ("support",) * mail

    def write(  # noqa: PLR0913, PLR0917 - what a reply depends on
        self,
        status: int,
        format: str,
        language: str,
        problem: Problem | None,
        inquiry: Inquiry,
        kept: list[tuple[str, str]],
    ) -> tuple[HeaderBlock, bytes]:
        """Write a page or a document."""
        if format in _DOCUMENTS:
            return self.document(status, format, language, problem, inquiry)
        return self.page(status, format, language, problem, inquiry, kept)

    def page(  # noqa: PLR0913, PLR0917 - what a page depends on
        self,
        status: int,
        format: str,
        language: str,
        problem: Problem | None,
        inquiry: Inquiry,
        kept: list[tuple[str, str]],
    ) -> tuple[HeaderBlock, bytes]:
        """Write a page for people: "html", "text" or "markdown"."""
        labels = self._catalogue.labels(language)
        values = page_values(problem, inquiry, kept, labels)
        if format == "html":
            known = {**values, "path": inquiry.path, "status": str(status)}
            for kind in self._own_hrefs:
                values[f"href_{kind}"] = href_of(kind, self._brand, known, labels)
            if inquiry.fragment and self._html.fragments:
                format = "fragment"
        errors = errors_of(problem) if problem is not None else ()
        if errors:
            page = self._make(status, format, language, tuple(values), errors)
        else:
            page = self._find(status, format, language, tuple(values))
        return page.block, page.body(values)

    def document(
        self, status: int, format: str, language: str, problem: Problem | None, inquiry: Inquiry
    ) -> tuple[HeaderBlock, bytes]:
        """Write a document for programs: "json" or "xml"."""
        values = document_values(problem, inquiry)
        if problem is not None:
            extensions = {
                name: value for name, value in extensions_of(problem).items() if name not in values
            }
            if self._type_base is not None and "type" not in values:
                values["type"] = self._type_of(status, extensions.get("code"))
            if extensions:
                values["extensions"] = _EXTENSIONS[format](extensions)
        page = self._find(status, format, language, tuple(values))
        return page.block, page.body(values)

    def usual(self, status: int, format: str, language: str) -> CompiledPage | None:
        """Return the page of a GET request about which nothing is known but USUAL values.

        None if it cannot be compiled, or shows more.
        """
        own = tuple(f"href_{kind}" for kind in self._own_hrefs) if format == "html" else ()
        names = ("request_id",) if format in _DOCUMENTS else (*USUAL, *own)
        page = self._find(status, format, language, names)
        usual = isinstance(page, CompiledPage) and _USUAL.issuperset(page.places)
        return page if usual else None  # type: ignore[return-value]

    def _find(self, status: int, format: str, language: str, names: tuple[str, ...]) -> Compiled:
        """Return a compiled page; it is made when first asked for, the oldest made goes first."""
        key = (status, format, language, names)
        page = self._shelf.pages.get(key)
        if page is None:
            page = self._make(status, format, language, names)
            if page.lasting:
                page = self._shelf.keep(key, page)
        return page

    def _type_of(self, status: int, code: Any) -> str:
        """Return the `type` of a problem that names none of its own."""
        if self._type_base is None:
            return "about:blank"
        # isinstance would believe what it says of itself
        text = str.__str__(code) if issubclass(type(code), str) else ""
        name = quote(text, errors="replace")
        return f"{self._type_base}/{name or status}"

    def fallback(self, family: str, language: str) -> tuple[CompiledPage, CompiledPage]:
        """Return the constant page and document for when rendering itself fails."""
        language, texts = self._class_texts(family, language)
        facts = self._catalogue.languages[language]
        page = self._fallback.format(
            language=language,
            direction=facts.direction,
            heading=escape(texts.heading or ""),
            explanation=escape(texts.explanation or ""),
            advice=escape(texts.advice or ""),
            status=mark("status"),
            phrase=mark("phrase"),
        )
        document = f'{{"type":"about:blank","title":"{mark("phrase")}","status":{mark("status")}}}'
        return (
            CompiledPage(page, escape, self._block("html", language)),
            CompiledPage(document, documents.escape_json, self._block("json", language)),
        )

    def _class_texts(self, family: str, language: str) -> tuple[str, Texts]:
        """Return the texts of a class in a language, in English, or in words of our own."""
        for tag in (language, BASE_LANGUAGE):
            with suppress(LanguageError):  # told when a page is asked for
                return tag, self._catalogue.class_texts(family, tag)
        return BASE_LANGUAGE, _LAST_WORDS

    def _make(
        self,
        status: int,
        format: str,
        language: str,
        names: tuple[str, ...],
        errors: Errors = (),
    ) -> Compiled:
        fragment = format == "fragment"
        block = self._block("html" if fragment else format, language)
        if format in _DOCUMENTS:
            write, escape_member = _DOCUMENTS[format]
            members = self._members(status, language, names)
            text = write(members, extended="extensions" in names)
            return CompiledPage(text, escape_member, block)
        page_of = self._page_of(status, language, names, errors)
        if format in _LINES:
            lines, escape_value = _LINES[format]
            page = page_of({name: mark(name) for name in names})
            harmless = frozenset[str]() if format == "markdown" else HARMLESS
            return CompiledPage(lines(page, escape_value), escape_value, block, harmless=harmless)
        if errors:
            return self._html.rendered(page_of, status, block, fragment=fragment)
        return self._html.compile(page_of, status, names, block, fragment=fragment)

    def _members(self, status: int, language: str, names: tuple[str, ...]) -> dict[str, Any]:
        texts = self._catalogue.texts(status, language)
        known = {name: mark(name) for name in names}
        return {
            "type": known.get("type", self._type_of(status, None)),
            "title": known.get("title", texts.phrase),
            "status": status,
            "detail": known.get("detail", texts.explanation),
            **{name: known[name] for name in _OPTIONAL_MEMBERS if name in known},
        }

    def _page_of(
        self, status: int, language: str, names: tuple[str, ...], errors: Errors
    ) -> Callable[[Mapping[str, Any]], Page]:
        catalogue, brand = self._catalogue, self._brand
        texts = catalogue.texts(status, language)
        labels = catalogue.labels(language)
        facts = error_facts(status, catalogue.vendor_codes.get(status))
        kinds = kinds_for(facts.reads_as, brand, retry=facts.retry and "repeatable" in names)

        def page_of(values: Mapping[str, Any]) -> Page:
            return Page(
                status=status,
                family=f"{status // 100}xx",
                reads_as=facts.reads_as,
                side=facts.side,
                retry=facts.retry,
                reason_phrase=facts.reason_phrase,
                phrase=texts.phrase,
                heading=values.get("title", texts.heading),
                explanation=texts.explanation or "",
                advice=texts.advice or "",
                language=language,
                direction=catalogue.languages[language].direction,
                labels=labels,
                brand=brand,
                actions=tuple(
                    Action(kind=kind, label=labels[kind], href=self._href(kind, values, labels))
                    for kind in kinds
                ),
                style=self._html.style,
                own=self.theme.own_texts(language),
                errors=errors,
                **{name: values.get(name) for name in _PAGE_VALUES},
            )

        return page_of

    def _href(self, kind: str, values: Mapping[str, Any], labels: Mapping[str, str]) -> Any:
        if kind in self._own_hrefs:
            return values.get(f"href_{kind}", "")
        return href_of(kind, self._brand, {}, labels)

    def _block(self, format: str, language: str) -> HeaderBlock:
        """Return the headers of a format in a language, one block for all its pages."""
        key = format, language
        return self._blocks.get(key) or self._blocks.setdefault(key, self._new_block(*key))

    def _new_block(self, format: str, language: str) -> HeaderBlock:
        by_htmx = ("Accept, Accept-Language, HX-Request",) if self._html.fragments else ()
        pairs = [
            ("content-type", _CONTENT_TYPES[format]),
            ("content-language", language),
            ("vary", merged_vary(by_htmx if format == "html" else ())),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
        ]
        if format == "html" and self.theme.csp:
            pairs.append(("content-security-policy", self.theme.csp))
        return HeaderBlock(tuple(pairs))


_PAGE_VALUES = (
    "request_id",
    "time",
    "path",
    "detail",
    "allowed_methods",
    "retry_after",
    "retry_at",
    "trace_id",
    "nonce",
)
