"""Which format the client wants (RFC 9110, 12.5.1); there is always an answer, never a 406."""

from __future__ import annotations

from typing import Literal

from httpolite.negotiation.weights import members_with, one_of, read_members

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
_RANGES = frozenset(name for ladder in _LADDERS.values() for name in ladder) | {"*"}

_WIDTHS = {"application/*+json": 1, "application/*": 2, "text/*": 2, "*/*": 3}  # of a full name: 0

_TCHARS = r"[!#$%&'*+.^_`|~0-9a-z-]++"  # RFC 9110, 5.6.2
_WANTED = members_with(rf"{one_of(_RANGES)}|{_TCHARS}/{_TCHARS}(?<=\+json)")


def _rungs(offer: Format, default: Format) -> list[tuple[str, int]]:
    ladder = (*_LADDERS[offer], "*/*") if offer == default else _LADDERS[offer]
    return [(name, -_WIDTHS.get(name, 0)) for name in ladder]


# By the default, which wins ties and so comes first: the formats, each with its media ranges and
# how narrow they are. Made beforehand, for it is the same for all headers.
_OFFERS: dict[Format, list[tuple[Format, list[tuple[str, int]]]]] = {
    default: [
        (offer, _rungs(offer, default))
        for offer in sorted(FORMATS, key=lambda offer: offer != default)
    ]
    for default in FORMATS
}


def choose_format(accept: str | None, default: Format) -> Format:
    """Choose the format that *accept* asks for most.

    *default* is for a client that takes anything, names nothing we have, or sent no Accept.
    """
    weights = _weights_by_range(accept) if accept else None
    if not weights:
        return default
    best, highest, narrowest = default, 0.0, 0
    for offer, rungs in _OFFERS[default]:
        for name, narrowness in rungs:
            if name in weights:
                weight = weights[name]
                if weight > highest or (weight == highest and narrowness > narrowest):
                    best, highest, narrowest = offer, weight, narrowness
                break
    return best


def _weights_by_range(accept: str) -> dict[str, float]:
    """Give each media range one weight, the highest, with all `+json` types as one."""
    # Our documents have no versions or levels, so a range that names none speaks for them best.
    ranks: dict[str, tuple[bool, float]] = {}
    for value, weight, is_narrowed in read_members(accept, _WANTED):
        name = "*/*" if value == "*" else value
        rank = (not is_narrowed, weight)
        if name not in ranks or rank > ranks[name]:
            ranks[name] = rank
    weights: dict[str, float] = {}
    for name, (_, weight) in ranks.items():
        ours = name if name in _RANGES else _without_vendor(name)
        if weight > weights.get(ours, -1.0):
            weights[ours] = weight
    return weights


def _without_vendor(name: str) -> str:
    """Take any type with the suffix `+json` for application/json (RFC 6839, 3.1)."""
    return "application/*+json" if name.endswith("/*+json") else "application/json"
