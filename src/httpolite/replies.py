"""Reply and Answer: what is sent in place of a bare error, and which of its headers are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from httpolite.headers import can_be_sent, merged_vary
from httpolite.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from httpolite.headers import HeaderBlock

    Pairs = Iterable[tuple[str, str]]

# They describe the old body (RFC 9110, Section 8) or how it was framed (RFC 9112, Section 6).
_OF_THE_OLD_BODY = frozenset(
    {
        "accept-ranges",
        "content-digest",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-md5",
        "content-type",
        "digest",
        "etag",
        "last-modified",
        "repr-digest",
        "trailer",
        "transfer-encoding",
    }
)
# Ours, unless the app has sent its own; its Vary is merged.
_APP_MAY_SEND = frozenset(
    {"cache-control", "content-security-policy", "vary", "x-content-type-options"}
)
_journal = Journal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A complete HTTP response; header names are lower-case, `body` is empty for HEAD."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Answer:
    """What an adapter sends: a block of ready headers, some of its own, and the body."""

    __slots__ = ("block", "body", "headers", "status")

    def __init__(
        self, status: int, block: HeaderBlock, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        self.status = status
        self.block = block
        self.headers = headers
        self.body = body

    @classmethod
    def of(
        cls,
        status: int,
        block: HeaderBlock,
        kept: list[tuple[str, str]],
        body: bytes,
        method: str,
    ) -> Answer:
        """Let the app's own headers stand where it may have them, and count the body.

        HEAD is told the length that GET would have (RFC 9110, Section 9.3.2).
        """
        own = _APP_MAY_SEND.intersection([name for name, _ in kept])
        if own:
            if "vary" in own:
                # Ours last: a theme may have answered to more than what is negotiated.
                vary = merged_vary([v for name, v in (*kept, *block.pairs) if name == "vary"])
                kept = [*(pair for pair in kept if pair[0] != "vary"), ("vary", vary)]
            block = block.without(own)
        kept.append(("content-length", str(len(body))))
        return cls(status, block, kept, b"" if method == "HEAD" else body)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All the headers as str, as WSGI has them."""
        return [*self.block.pairs, *self.headers]

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """All the headers as bytes, as ASGI has them."""
        own = ((name.encode(), value.encode("latin-1")) for name, value in self.headers)
        return [*self.block.raw, *own]


def kept_headers(status: int, headers: Pairs, journal: Journal = _journal) -> list[tuple[str, str]]:
    """Return what a reply keeps of the headers it replaces, in order, duplicates included.

    `Content-Range` stays on a 416 (RFC 9110, Section 15.5.17); a `Cache-Control` stays on 4xx.
    """
    kept = []
    for sent_name, value in headers:
        if not can_be_sent(sent_name, value):
            journal.once(f"dropped the header {str(sent_name)[:64]!r}: it cannot be sent")
            continue
        name = sent_name.lower()
        stale = (
            name in _OF_THE_OLD_BODY
            or (name == "content-range" and status != 416)
            or (name == "cache-control" and status >= 500)
        )
        if not stale:
            kept.append((name, value))
    return kept
