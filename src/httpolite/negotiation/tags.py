"""Language tags taken apart (RFC 5646, 2.1), with the script of those that name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from httpolite.negotiation.weights import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection

    # Language, script (the one named, or the likely one), all other subtags, is a script named?
    # A plain tuple is made in a sixth of the time of a named one.
    Parts = tuple[str, str, list[str], bool]

# Deprecated subtags, and the language and script they stand for today (IANA registry).
_ALIASES = {
    "cmn": ("zh", ""),
    "in": ("id", ""),
    "iw": ("he", ""),
    "ji": ("yi", ""),
    "sh": ("sr", "latn"),
    "zh-cmn": ("zh", ""),
}

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
    tag: script for script, *tags in map(str.split, _SCRIPTS.lower().splitlines()) for tag in tags
}

# RFC 5646, 2.1, or RFC 4647, 2.1. No tag in use has more than 16 subtags, and the bound
# keeps truncation cheap.
SUBTAGS = r"(?:-(?:[a-z0-9]{1,8}+|\*)){0,15}+"  # after the first
_TAG = re.compile(rf"(?:[a-z]{{1,8}}|\*){SUBTAGS}")
_REGION = re.compile(r"[a-z]{2}|[0-9]{3}")


def plain_tag(text: str) -> str | None:
    """Write *text* in lower case, with hyphens and no needless wildcards; None if it is no tag."""
    plain = text[:MAX_LENGTH].strip().lower().replace("_", "-")
    return without_wildcards(plain) if _TAG.fullmatch(plain) else None


def without_wildcards(plain: str) -> str:
    """Leave out all wildcards but the first subtag: they say nothing (RFC 4647, 3.2)."""
    while "-*-" in plain:  # of a row of them, each turn takes half
        plain = plain.replace("-*-", "-")
    return plain.removesuffix("-*")


def take_apart(plain: str) -> Parts:
    """Take a plain tag apart.

    Without a regex, whose groups would take twice the time.
    """
    rest = plain.split("-")
    language = rest.pop(0)
    at = _count_extlangs(rest) if rest and len(rest[0]) == 3 else 0
    script = rest.pop(at) if len(rest) > at and len(rest[at]) == 4 and rest[at].isalpha() else ""
    old = "-".join((language, *rest[:at])) if at else language
    if old in _ALIASES:
        language, implied = _ALIASES[old]
        script = script or implied
        del rest[:at]
        at = 0
    if script:
        return language, script, rest, True
    likely = _LIKELY_SCRIPTS.get(f"{language}-{rest[at]}") if len(rest) > at else None
    return language, likely or _LIKELY_SCRIPTS.get(language, "latn"), rest, False


def names_region(rest: list[str]) -> bool:
    """Tell whether there is a region among the subtags that are left of a tag taken apart."""
    at = _count_extlangs(rest)
    return len(rest) > at and _REGION.fullmatch(rest[at]) is not None


def aliases_of(languages: Collection[str]) -> set[str]:
    """Return the subtags that tags of these languages may begin with instead."""
    return {old for old, (language, _) in _ALIASES.items() if language in languages}


def _count_extlangs(rest: list[str]) -> int:
    at = 0
    for subtag in rest[:3]:
        if len(subtag) != 3 or not subtag.isalpha():
            break
        at += 1
    return at
