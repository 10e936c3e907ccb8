"""Which language the client wants: the lookup of RFC 4647, 3.4, that never crosses a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from httpolite.negotiation.weights import MAX_LENGTH, read_members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Deprecated subtags, and the language and script they stand for today (IANA registry).
_ALIASES = {
    "cmn": ("zh", ""),
    "in": ("id", ""),
    "iw": ("he", ""),
    "ji": ("yi", ""),
    "sh": ("sr", "latn"),
    "zh-cmn": ("zh", ""),
}

# Readers of one kind of Norwegian read the others too, and systems disagree on which to name.
_SUBSTITUTES = {"nb": ("nb", "no"), "nn": ("nn", "no", "nb"), "no": ("no", "nb", "nn")}

# The script of a tag that names none, after the likely subtags of CLDR; all others are Latin.
_SCRIPTS = """\
Arab ar az-iq az-ir bal ckb fa glk kk-cn ks ku-iq ku-ir ky-cn mzn pa-pk pnb prs ps sd ug ur uz-af
Armn hy hyw
Beng as bn mni
Cyrl ab av ba be bg ce cv kk kv ky mk mn os ru rue sah sr tg tt tyv udm uk
Deva awa bho brx doi hi kok mai mr ne new sa sd-in
Ethi am gez ti tig
Geor ka
Grek el grc
Gujr gu
Guru pa
Hans wuu yue-cn zh
Hant yue zh-hk zh-mo zh-tw
Hebr he yi
Jpan ja
Khmr km
Knda kn
Kore ko
Laoo lo
Latn sr-me
Mlym ml
Mong mn-cn
Mymr my shn
Nkoo nqo
Orya or
Sinh si
Syrc syr
Taml ta
Telu te
Thaa dv
Thai th
Tibt bo dz
"""
_LIKELY_SCRIPTS = {
    tag: script for script, *tags in map(str.split, _SCRIPTS.splitlines()) for tag in tags
}

# RFC 5646, 2.1, or RFC 4647, 2.1. No tag in use has more than 16 subtags, and the bound keeps
# truncation cheap.
_LANGUAGE_RANGE = re.compile(
    r"""(?P<language> [a-z]{1,8} | \* )
        (?P<extlang> (?: -[a-z]{3} ){0,3} )
        (?: - (?P<script> [a-z]{4} ) )?
        (?P<region> (?: -[a-z]{2} | -[0-9]{3} )? )
        (?P<tail> (?: -[a-z0-9]{1,8} ){0,10} )""",
    re.VERBOSE,
)
_INNER_WILDCARD = re.compile(r"-\*(?![^-])")  # says nothing, and is left out (RFC 4647, 3.2)


class Tag(NamedTuple):
    """A language tag or range taken apart; `rest` is all but language and script."""

    spelling: str
    language: str
    script: str
    region: str
    rest: tuple[str, ...]
    names_script: bool


def choose_language(accept_language: str | None, available: Sequence[str], default: str) -> str:
    """Choose the available tag that *accept_language* asks for most, spelled as in *available*.

    *default* is for a client that takes anything, can have nothing it asks for, or sent no header.
    """
    ranges = _read_ranges(accept_language or "")
    wanted = [language_range for language_range, weight in ranges if weight > 0]
    offers = [tag for tag in _read_offers(available, wanted) if not _is_excluded(tag, ranges)]
    for language_range in wanted:
        if found := _look_up(language_range, offers):
            return found.spelling
    takes_any = any(language_range.language == "*" for language_range in wanted)
    if takes_any and _is_excluded(_read_tag(default), ranges):
        left = (tag for tag in map(_read_tag, available) if not _is_excluded(tag, ranges))
        return next((tag.spelling for tag in left), default)
    return default


def find_language(tag: str, available: Sequence[str]) -> str | None:
    """Find the available tag that serves *tag*, or None; *tag* may be written with `_`."""
    wanted = _read_tag(tag)
    found = _look_up(wanted, _read_offers(available, [wanted]))
    return found.spelling if found else None


def script_of(tag: str) -> str:
    """Name the script *tag* is written in: the one it names, else the likely one, else `Latn`."""
    return _read_tag(tag).script


def canonical_tag(tag: str) -> str:
    """Write *tag* with hyphens and the casing of RFC 5646, 2.1.1; aliases stay what they are."""
    subtags = tag.strip().replace("_", "-").lower().split("-")
    # A singleton begins an extension or private use, where every subtag is lower case.
    singleton = next((at for at, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))
    casings = {2: str.upper, 4: str.capitalize}
    for index in range(1, singleton):
        subtags[index] = casings.get(len(subtags[index]), str)(subtags[index])
    return "-".join(subtags)


def _look_up(wanted: Tag, offers: Sequence[Tag]) -> Tag | None:
    for language in _SUBSTITUTES.get(wanted.language, (wanted.language,)):
        kin = [tag for tag in offers if tag.language == language and tag.script == wanted.script]
        if kin:
            return _closest(wanted, kin)
    return None


def _closest(wanted: Tag, kin: Sequence[Tag]) -> Tag:
    """Choose by truncation, then without region, then the first: `pt` gets pt-BR."""
    for rest in _truncations(wanted.rest):
        alike = [tag for tag in kin if tag.rest == rest]
        if alike:
            return min(alike, key=lambda tag: tag.names_script != wanted.names_script)
    return min(kin, key=lambda tag: tag.region != "")


def _truncations(rest: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    while rest:
        yield rest
        rest = rest[:-1]
        if rest and len(rest[-1]) == 1:
            rest = rest[:-1]
    yield rest


def _is_excluded(tag: Tag, ranges: Iterable[tuple[Tag, float]]) -> bool:
    """Tell whether the narrowest language range that covers *tag* has the weight 0."""
    covering = [
        (len(language_range.rest), language_range.names_script, weight)
        for language_range, weight in ranges
        if _covers(language_range, tag)
    ]
    return bool(covering) and max(covering)[-1] == 0


def _covers(language_range: Tag, tag: Tag) -> bool:
    """Filter as in RFC 4647, 3.3.1, except that zh-TW covers zh-Hant-TW."""
    takes_any_script = not (language_range.names_script or language_range.rest)
    return (
        language_range.language == tag.language
        and (language_range.script == tag.script or takes_any_script)
        and language_range.rest == tag.rest[: len(language_range.rest)]
    )


def _read_ranges(header: str) -> list[tuple[Tag, float]]:
    """Take the language ranges by falling weight, equal ones in the order written."""
    ranges = [(_read_tag(member.value), member.weight) for member in read_members(header)]
    return sorted((pair for pair in ranges if pair[0].language), key=lambda pair: -pair[1])


def _read_offers(available: Sequence[str], wanted: Iterable[Tag]) -> list[Tag]:
    """Read only the tags that begin like a wanted one, since reading is what takes the time."""
    prefixes = (*{tag.language for tag in wanted}, *_ALIASES, *_SUBSTITUTES)
    tags = (_read_tag(text) for text in available if text.lower().startswith(prefixes))
    return [tag for tag in tags if tag.language]


def _read_tag(text: str) -> Tag:
    """Take *text* apart; one that is no tag at all has the language ``""``."""
    subtags = _INNER_WILDCARD.sub("", text[:MAX_LENGTH].strip().lower().replace("_", "-"))
    match = _LANGUAGE_RANGE.fullmatch(subtags)
    if not match:
        return Tag(text, "", "Latn", "", (), names_script=False)
    language, extlang, script, region, tail = match.groups("")
    if alias := _ALIASES.get(language + extlang):
        language, extlang, script = alias[0], "", script or alias[1]
    likely = _LIKELY_SCRIPTS.get(language + region) or _LIKELY_SCRIPTS.get(language, "Latn")
    rest = tuple((extlang + region + tail).split("-")[1:])
    return Tag(text, language, script.capitalize() or likely, region, rest, bool(script))
