"""Which language the client wants: the lookup of RFC 4647, 3.4, that never crosses a script."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from httpolite.negotiation.offers import Offers
from httpolite.negotiation.tags import plain_tag, take_apart, without_wildcards
from httpolite.negotiation.weights import MAX_LENGTH, read_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from httpolite.negotiation.offers import WeightedRanges
    from httpolite.negotiation.weights import Member

_by_weight = itemgetter(1)
_offers_of = lru_cache(maxsize=64)(Offers)  # one or two for each ErrorPages


def choose_language(accept_language: str | None, available: Sequence[str], default: str) -> str:
    """Choose the available tag that *accept_language* asks for most, spelled as in *available*.

    *default* is for a client that takes anything, can have nothing it asks for, or sent no header.
    """
    if not accept_language:
        return default
    offers = _offers_of(tuple(available), default)
    text = accept_language[:MAX_LENGTH].replace("_", "-")  # all 8 KiB may take 4 µs
    ranges = read_members(text, offers.ranges)
    if not ranges:
        return default
    if "-*" in text:
        ranges = [(without_wildcards(value), weight, more) for value, weight, more in ranges]
    ranges.sort(key=_by_weight, reverse=True)  # equal ones stay in the order written
    if ranges[-1][1] == 0:
        return _choose_allowed(ranges, offers, default)
    for plain, _, _ in ranges:
        if found := offers.look_up(take_apart(plain)):
            return found
    return default


def find_language(tag: str, available: Sequence[str]) -> str | None:
    """Find the available tag that serves *tag*, or None; *tag* may be written with `_`."""
    plain = plain_tag(tag)
    return _offers_of(tuple(available)).look_up(take_apart(plain)) if plain else None


def script_of(tag: str) -> str:
    """Name the script *tag* is written in: the one it names, else the likely one, else `Latn`."""
    plain = plain_tag(tag)
    return take_apart(plain)[1].capitalize() if plain else "Latn"


def canonical_tag(tag: str) -> str:
    """Write *tag* with hyphens and the casing of RFC 5646, 2.1.1; aliases stay what they are."""
    subtags = tag.strip().replace("_", "-").lower().split("-")
    # A singleton begins an extension or private use, where every subtag is lower case.
    singleton = next((at for at, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))
    casings = {2: str.upper, 4: str.capitalize}
    for index in range(1, singleton):
        subtags[index] = casings.get(len(subtags[index]), str)(subtags[index])
    return "-".join(subtags)


def _choose_allowed(ranges: list[Member], offers: Offers, default: str) -> str:
    """Choose as above where some language ranges have the weight 0, which excludes."""
    weighted: WeightedRanges = {}
    wanted = []
    for plain, weight, _ in ranges:
        parts = take_apart(plain)
        weighted.setdefault(parts[0], []).append((parts, weight))
        if weight > 0:
            wanted.append(parts)
    for parts in wanted:
        if found := offers.look_up(parts, weighted):
            return found
    if any(parts[0] == "*" for parts in wanted):
        return offers.first_allowed(weighted)
    return default
