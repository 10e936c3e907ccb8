"""Shelf: the compiled pages that are kept, up to a number of bytes; the oldest made goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpolite.rendering.compiled import CompiledPage, RenderedPage

    Compiled = CompiledPage | RenderedPage
    Key = tuple[int, str, str, tuple[str, ...]]

MOST_BYTES = 8 * 2**20  # some 3,000 pages of the built-in theme


class Shelf:
    """Pages by status, format, language and the names of what they show; no lock is taken."""

    __slots__ = ("_size", "pages")

    def __init__(self) -> None:
        self.pages: dict[Key, Compiled] = {}
        self._size = 0

    def keep(self, key: Key, page: Compiled) -> Compiled:
        """Keep a page and return it, or the one that another thread has made meanwhile."""
        kept = self.pages.setdefault(key, page)
        self._size += page.size
        if self._size > MOST_BYTES:
            self._forget(MOST_BYTES * 3 // 4)
        return kept

    def _forget(self, most: int) -> None:
        # Counted anew: threads that made the same page at once have both added it.
        kept = list(self.pages.items())
        self._size = sum(page.size for _, page in kept)
        for key, page in kept:
            if self._size <= most:
                break
            self.pages.pop(key, None)
            self._size -= page.size
