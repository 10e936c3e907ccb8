"""Language tags taken apart (RFC 5646, 2.1), with the script of those that name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from httpolite.negotiation import cldr
from httpolite.negotiation.weights import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    # Language, script (the one named, or the likely one), all other subtags, is a script named?
    # A plain tuple is made in a sixth of the time of a named one.
    Parts = tuple[str, str, list[str], bool]


def _by_tag(table: str) -> dict[str, str]:
    """Return what a group of a table begins with, by each of its tags.

    With `fromkeys`, for a loop over a thousand tags takes 0.7 ms of the import.
    """
    found: dict[str, str] = {}
    for first, *tags in map(str.split, table.split(";")):
        found |= dict.fromkeys(tags, first)
    return found


# Deprecated, overlong and encompassed subtags, and the language and script they stand for today.
_ALIASES = {
    old: (language, script)
    for old, new in _by_tag(cldr.ALIASES).items()
    for language, _, script in [new.partition("-")]
}
_LIKELY_SCRIPTS = _by_tag(cldr.SCRIPTS)
# A region's parent: who reads Portuguese in Angola reads Portugal's.
_PARENTS = _by_tag(cldr.PARENTS)

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
    if language in _ALIASES:
        language, implied = _ALIASES[language]
        script = script or implied
    spoken = language  # zh-yue is another Chinese than zh, and zh-cmn is the same
    if at:
        extlang = rest[at - 1]
        spoken = _ALIASES.get(extlang, (extlang,))[0]
        if spoken == language:
            del rest[:at]
            at = 0
    if script:
        return language, script, rest, True
    likely = _LIKELY_SCRIPTS.get(f"{spoken}-{rest[at]}") if len(rest) > at else None
    return language, likely or _LIKELY_SCRIPTS.get(spoken, "latn"), rest, False


def names_region(rest: list[str]) -> bool:
    """Tell whether there is a region among the subtags that are left of a tag taken apart."""
    at = _count_extlangs(rest)
    return len(rest) > at and _REGION.fullmatch(rest[at]) is not None


def aliases_of(languages: Collection[str]) -> set[str]:
    """Return the subtags that tags of these languages may begin with instead."""
    return {old for old, (language, _) in _ALIASES.items() if language in languages}


def truncations(language: str, rest: list[str]) -> Iterator[list[str]]:
    """Give the subtags after language and script, then ever fewer (RFC 4647, 3.4).

    Before a region goes, its parent takes its place, if CLDR knows one.
    """
    while rest:
        yield rest
        parent = _PARENTS.get(f"{language}-{rest[0]}") if len(rest) == 1 else None
        rest = [parent.partition("-")[2]] if parent else rest[:-1]
        if rest and len(rest[-1]) == 1:
            rest = rest[:-1]
    yield rest


def _count_extlangs(rest: list[str]) -> int:
    at = 0
    for subtag in rest[:3]:
        if len(subtag) != 3 or not subtag.isalpha():
            break
        at += 1
    return at
