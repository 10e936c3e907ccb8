"""ReadyPages: most errors are a GET and say nothing of their own; one look-up finds their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.negotiation.weights import MAX_LENGTH
from httpolite.rendering.values import LONGEST_PATH, now, shown_path
from httpolite.requests import checked_id, new_id

if TYPE_CHECKING:
    from httpolite.headers import HeaderBlock
    from httpolite.negotiation.choices import Choices
    from httpolite.rendering.compiled import CompiledPage
    from httpolite.rendering.renderer import Renderer

    Header = str | bytes | None  # as the server hands it over

_MOST = 1024
_LONGEST = 512  # characters of both headers; longer ones are rare and not worth their memory


class ReadyPages:
    """Pages by status and the two headers that are negotiated, each as its raw value.

    Bounded in memory: the oldest goes first, so a flood of rare headers costs a common one a
    negotiation in a thousand requests.
    """

    __slots__ = ("_choices", "_default", "_made", "_renderer", "id_header", "raw_id_header")

    def __init__(
        self, renderer: Renderer, choices: Choices, default_format: Any, id_header: str
    ) -> None:
        self._renderer = renderer
        self._choices = choices
        self._default = default_format
        self._made: dict[tuple[int, Header, Header], CompiledPage] = {}
        self.id_header = id_header
        self.raw_id_header = id_header.encode()

    def write(
        self, status: int, accept: Header, accept_language: Header, given: Header, path: str
    ) -> tuple[HeaderBlock, bytes, bytes] | None:
        """Return header block, body and the request's id; None if it takes more than that.

        `given` is the id that the client sent. All in one function: each call that it makes would
        add a twentieth to the time that it takes.
        """
        # Hashing the raw values is all that negotiation costs when it was done before.
        key = (status, accept, accept_language)
        page = self._made.get(key) or self._make(key)
        if page is None or not path:
            return None
        parts = page.parts.copy()
        id_place, path_place, time_place = page.usual
        known = given and checked_id(_text(given))
        if known:
            identity = known.encode()
            parts[id_place] = page.escape(known).encode()
        else:
            parts[id_place] = identity = new_id()
        if path_place:
            if len(path) > LONGEST_PATH:
                path = shown_path(path)
            raw = path.encode("utf-8", "surrogatepass")
            if raw.translate(None, page.plain):  # in half the time of isprintable and a search
                raw = page.escape(shown_path(path)).encode()
            parts[path_place] = raw
        if time_place:
            parts[time_place] = now()
        for place, first in page.again:
            parts[place] = parts[first]
        return page.block, b"".join(parts), identity

    def _make(self, key: tuple[int, Header, Header]) -> CompiledPage | None:
        """Find a page whose values are `request_id`, maybe `path` and `time`, and no more."""
        status, accept, accept_language = key
        # No more is read of either, and decoding 8 KiB takes 0.5 µs.
        ranges = _text(accept and accept[:MAX_LENGTH])
        languages = _text(accept_language and accept_language[:MAX_LENGTH])
        wanted = self._choices.make(ranges, languages, self._default)
        page = self._renderer.usual(status, *wanted)
        if page is None or not page.usual[0]:
            return None
        if len(accept or "") + len(accept_language or "") <= _LONGEST:
            self._made[key] = page
            try:  # suppress() would take as long as all this
                while len(self._made) > _MOST:
                    self._made.pop(next(iter(self._made)), None)
            except RuntimeError:
                pass  # another thread is at it; the next page sees to it
        return page


def _text(value: Header) -> str | None:
    return value.decode("latin-1") if isinstance(value, bytes) else value
