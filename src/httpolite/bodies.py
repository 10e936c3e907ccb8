"""Body: what a WSGI server iterates in place of the app's own iterable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Body:
    """Chunks in the place of an app's iterable; close() reaches that one, once."""

    def __init__(
        self, chunks: Iterable[bytes], app_body: Any, exc: Exception | None = None
    ) -> None:
        self._chunks = chunks
        self._close = getattr(app_body, "close", None)
        self._exc = exc

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        """Close the app's iterable, then raise what was to be raised after the page."""
        close, self._close = self._close, None
        exc, self._exc = self._exc, None
        try:
            if close is not None:
                close()
        finally:
            try:
                if exc is not None:
                    raise exc
            finally:
                del exc  # its traceback holds this frame: a cycle (PEP 3333)


def in_turn(written: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """Return the rest of an app's chunks, and what it writes meanwhile, in the app's order.

    At least one, for some servers cannot send a body of none.
    """
    yield from drained(written) or [b""]
    for chunk in rest:
        yield from drained(written)
        yield chunk
    yield from drained(written)


def drained(chunks: list[bytes]) -> list[bytes]:
    """Empty a list; return what was in it."""
    taken = chunks.copy()
    chunks.clear()
    return taken
