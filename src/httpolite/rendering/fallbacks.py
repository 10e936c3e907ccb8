"""Fallbacks: constant pages and documents, made beforehand for when rendering itself fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.negotiation.accept import choose_format

if TYPE_CHECKING:
    from httpolite.headers import HeaderBlock
    from httpolite.negotiation.accept import Format
    from httpolite.rendering.renderer import Renderer


class Fallbacks:
    """A page and a document for each class of errors, in one language."""

    __slots__ = ("_default", "_made", "_reasons")

    def __init__(self, renderer: Renderer, language: str, default_format: object) -> None:
        self._made = {family: renderer.fallback(family, language) for family in ("4xx", "5xx")}
        self._reasons = renderer.reasons
        self._default: Format = "html" if default_format == "html" else "json"

    def answer(self, status: int, accept: str | None) -> tuple[HeaderBlock, bytes]:
        """Return the header block and the body for a status; this calls for little stack."""
        try:
            wanted = choose_format(accept, self._default)
        except Exception:
            wanted = self._default
        html, document = self._made[f"{status // 100}xx"]
        page = html if wanted == "html" else document
        return page.block, page.body({"status": str(status), "phrase": self._reasons[status]})
