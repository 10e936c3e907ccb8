"""Offers: the available language tags, taken apart once, and how one of them is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from httpolite.negotiation.tags import (
    SUBTAGS,
    aliases_of,
    names_region,
    plain_tag,
    take_apart,
    truncations,
)
from httpolite.negotiation.weights import members_with, one_of

if TYPE_CHECKING:
    from httpolite.negotiation.tags import Parts

    WeightedRanges = dict[str, list[tuple[Parts, float]]]  # by their language

# Readers of one kind of Norwegian read the others too, and systems disagree on which to name. Who
# speaks Cantonese reads and writes the Chinese that all do. No other language stands in for one.
_SUBSTITUTES = {
    "nb": ("nb", "no"),
    "nn": ("nn", "no", "nb"),
    "no": ("no", "nb", "nn"),
    "yue": ("yue", "zh"),
}


class _Offer(NamedTuple):
    spelling: str
    language: str
    script: str
    rest: list[str]
    names_script: bool


class Offers:
    """The available tags; those that are kin share language and script.

    *default* is what a client gets that takes anything, if it is not excluded.
    """

    __slots__ = ("_default", "_groups", "_offers", "ranges")

    def __init__(self, available: tuple[str, ...], default: str = "") -> None:
        self._default = _read(default)
        self._offers = [_read(text) for text in available]
        kin: dict[tuple[str, str], list[_Offer]] = {}
        for offer in sorted(self._offers, key=lambda offer: names_region(offer.rest)):
            if offer.language:
                kin.setdefault((offer.language, offer.script), []).append(offer)
        # What serves a wanted language and script: its kin, then the kin of its substitutes.
        self._groups = {key: [alike] for key, alike in kin.items()}
        for _, script in list(kin):
            for wanted, others in _SUBSTITUTES.items():
                served = [kin[other, script] for other in others if (other, script) in kin]
                if served:
                    self._groups[wanted, script] = served
        languages = {language for language, _ in self._groups}
        languages |= {self._default.language} - {""}
        # The language ranges that may be served, or exclude something.
        self.ranges = members_with(one_of(languages | aliases_of(languages) | {"*"}) + SUBTAGS)

    def look_up(self, wanted: Parts, ranges: WeightedRanges | None = None) -> str | None:
        """Find the tag that serves *wanted* best and is not excluded by *ranges*."""
        for group in self._groups.get(wanted[:2], ()):
            kin = [offer for offer in group if not _is_excluded(offer, ranges)] if ranges else group
            if kin:
                return (kin[0] if len(kin) == 1 else _closest(wanted, kin)).spelling
        return None

    def first_allowed(self, ranges: WeightedRanges) -> str:
        """Return the first tag, the default before all, that *ranges* do not exclude."""
        offers = (self._default, *self._offers)
        allowed = (offer.spelling for offer in offers if not _is_excluded(offer, ranges))
        return next(allowed, self._default.spelling)


def _read(text: str) -> _Offer:
    """Take *text* apart; one that is no tag at all has the language ``""``."""
    plain = plain_tag(text)
    return _Offer(text, *(take_apart(plain) if plain else ("", "", [], False)))


def _closest(wanted: Parts, kin: list[_Offer]) -> _Offer:
    """Choose by truncation, else the first, which has no region if one has none: `pt` gets pt-BR."""
    language, _, wanted_rest, names_script = wanted
    for rest in truncations(language, wanted_rest):
        alike = [offer for offer in kin if offer.rest == rest]
        if alike:
            return min(alike, key=lambda offer: offer.names_script != names_script)
    return kin[0]


def _is_excluded(offer: _Offer, ranges: WeightedRanges) -> bool:
    """Tell whether the narrowest language range that covers *offer* has the weight 0."""
    narrowest = (-1, False, 1.0)
    for (_, script, rest, names_script), weight in ranges.get(offer.language, ()):
        # Filtered as in RFC 4647, 3.3.1, except that zh-TW covers zh-Hant-TW.
        takes_any_script = not (rest or names_script)
        if rest == offer.rest[: len(rest)] and (takes_any_script or script == offer.script):
            narrowest = max(narrowest, (len(rest), names_script, weight))
    return narrowest[-1] == 0
