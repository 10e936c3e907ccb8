"""HeaderBlock: header lines made ready once; how Vary values are joined; what can be sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    Pairs = tuple[tuple[str, str], ...]

_NEGOTIATED = ("Accept", "Accept-Language")
# RFC 9110, Section 5: a token; and what would split the header or is beyond its bytes.
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)
# As alternatives: one class of ranges beyond latin-1 takes 20 ms to compile.
_UNFIT = re.compile("[\r\n\0]|[^\0-\xff]")


class HeaderBlock:
    """Header lines that are the same for every reply of a page, as str and as bytes."""

    __slots__ = ("pairs", "raw")

    pairs: Pairs
    raw: tuple[tuple[bytes, bytes], ...]

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.raw = tuple((name.encode(), value.encode("latin-1")) for name, value in pairs)

    def without(self, names: frozenset[str]) -> HeaderBlock:
        """Return the block less some headers, which the app has sent itself."""
        return HeaderBlock(tuple(pair for pair in self.pairs if pair[0] not in names))


class LengthHeaders(dict[int, tuple[bytes, bytes]]):
    """The Content-Length header of bodies by their length, for writing one takes as long as an id."""

    __slots__ = ()
    _MOST = 4096

    def __missing__(self, length: int) -> tuple[bytes, bytes]:
        header = b"content-length", b"%d" % length
        if len(self) < self._MOST:
            self[length] = header
        return header


length_headers = LengthHeaders()


def merged_vary(values: Iterable[str]) -> str:
    """Return these Vary values and Accept and Accept-Language, each name once; `*` stays alone."""
    names: dict[str, str] = {}
    for value in (*values, *_NEGOTIATED):
        for name in value.split(","):
            if name.strip():
                names.setdefault(name.strip().lower(), name.strip())
    return "*" if "*" in names else ", ".join(names.values())


def can_be_sent(name: object, value: object) -> bool:
    """Return whether a server can send this header as it is."""
    return (
        isinstance(name, str)
        and isinstance(value, str)
        and _NAME.fullmatch(name) is not None
        and _UNFIT.search(value) is None
    )
