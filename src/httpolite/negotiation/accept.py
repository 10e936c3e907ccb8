"""Which format the client wants (RFC 9110, 12.5.1); there is always an answer, never a 406."""

from __future__ import annotations

import re
from typing import Literal

from httpolite.negotiation.weights import Member, read_members

Format = Literal["html", "json", "text", "markdown", "xml"]

FORMATS: tuple[Format, ...] = ("html", "json", "text", "markdown", "xml")  # order of last resort

# The media ranges that may choose a format, the first of them that the client names decides.
# No wildcard leads to html or xml, unless they are the default: curl and fetch send `*/*`.
_LADDERS: dict[Format, tuple[str, ...]] = {
    "html": ("text/html", "application/xhtml+xml"),
    "json": (
        "application/problem+json",
        "application/json",
        "application/*+json",
        "application/*",
        "*/*",
    ),
    "text": ("text/plain", "text/*", "*/*"),
    "markdown": ("text/markdown", "text/*", "*/*"),
    "xml": ("application/problem+xml", "application/xml", "text/xml"),
}

_WIDTHS = {"application/*+json": 1, "application/*": 2, "text/*": 2, "*/*": 3}  # of a full name: 0

_TCHARS = r"[!#$%&'*+.^_`|~0-9a-z-]++"  # RFC 9110, 5.6.2
_MEDIA_RANGE = re.compile(f"{_TCHARS}/{_TCHARS}")


def choose_format(accept: str | None, default: Format) -> Format:
    """Choose the format that *accept* asks for most.

    *default* is for a client that takes anything, names nothing we have, or sent no Accept.
    """
    weights = _weights_by_range(read_members(accept or ""))
    standings = {offer: _standing(offer, weights, default) for offer in FORMATS}
    best = max(FORMATS, key=lambda offer: (standings[offer], offer == default))
    wanted = standings[best][0] > 0
    return best if wanted else default


def _standing(offer: Format, weights: dict[str, float], default: Format) -> tuple[float, int]:
    """Find the weight of *offer*, and how narrow the media range is that decides it."""
    ladder = _LADDERS[offer]
    if offer == default:
        ladder = (*ladder, "*/*")
    for media_range in ladder:
        if media_range in weights:
            return weights[media_range], -_WIDTHS.get(media_range, 0)
    return 0.0, 0


def _weights_by_range(members: list[Member]) -> dict[str, float]:
    """Give each media range one weight, the highest, with all `+json` types as one."""
    plain: dict[str, float] = {}
    narrowed: dict[str, float] = {}
    for member in members:
        media_range = "*/*" if member.value == "*" else member.value.lower()
        weights = narrowed if member.parameters.keys() - {"charset"} else plain
        _raise_weight(weights, media_range, member.weight)
    # Our documents have no versions or levels, so a range that names none speaks for them best.
    folded: dict[str, float] = {}
    for media_range, weight in (narrowed | plain).items():
        _raise_weight(folded, _fold_suffix(media_range), weight)
    return folded


def _raise_weight(weights: dict[str, float], media_range: str, weight: float) -> None:
    weights[media_range] = max(weight, weights.get(media_range, 0.0))


def _fold_suffix(media_range: str) -> str:
    """Take any type with the suffix `+json` for application/json (RFC 6839, 3.1)."""
    if not media_range.endswith("+json") or media_range == "application/problem+json":
        return media_range
    if not _MEDIA_RANGE.fullmatch(media_range):
        return media_range  # on no ladder, and so ignored
    return "application/*+json" if media_range.endswith("/*+json") else "application/json"
