"""What Accept and Accept-Language have in common: a list whose members carry weights.

A client may send other headers each time, so that nothing remembered helps. So what is read of
one is bounded here, and a regex picks the members that concern the reader before Python sees any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    Member = tuple[str, float, bool]

# Browsers send up to 200 characters and ten members, what they want most first. Of a header that
# reaches a limit, only the members that end before it are read; empty ones count, for they take
# time, too.
MAX_LENGTH = 512  # a header that long comes from no browser, so of such a one
READ_OF_LONG = 128  # characters are read
MAX_MEMBERS = 16
MAX_PARAMETERS = 8  # of all members that are read; a weight in its usual form does not count
MAX_QUOTED = 8  # strings

# What separates in a quoted string does not (RFC 9110, 5.6.4); one that is never closed runs to the
# end. Possessive, as all below, so that every character is read once.
_QUOTED = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NUMBER = re.compile(r"-?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)")

# A look-up takes a tenth of the time of reading a number.
_USUAL = {"": 1.0, "q=0": 0.0, "q=1": 1.0} | {
    f"q={number / 100:.{digits}f}": number / 100
    for digits, step in ((1, 10), (2, 1), (3, 5))
    for number in range(0, 101, step)
}


def one_of(words: Iterable[str]) -> str:
    """Return the pattern of any of *words*, in which no letter is tried twice in one place."""
    ends: dict[str, list[str]] = {}
    for word in sorted(words, reverse=True):  # so that a word comes after those it begins
        ends.setdefault(word[:1], []).append(word[1:])
    branches = (re.escape(letter) + one_of(rest) for letter, rest in ends.items() if letter)
    return f"(?:{'|'.join(branches)}{'|' if '' in ends else ''})" if any(ends) else ""


def members_with(value: str) -> re.Pattern[str]:
    """Return the pattern of the members whose value has the pattern *value*, in lower case.

    It finds those that concern the reader in a third of the time of a loop over all of them.
    """
    return re.compile(rf",\s*+({value})\s*+(?:;([^,]*+)|(?![^,]))")


_ANY = members_with(r"[^,;\s](?:[^,;\s]|\s++(?=[^,;\s]))*+")


def read_members(header: str, wanted: re.Pattern[str] = _ANY) -> list[Member]:
    """Read the *wanted* members of *header* in lower case, in the order written.

    Of each: its value, its weight, and whether parameters narrow it. A charset does not.
    """
    members = []
    most = MAX_PARAMETERS
    for value, rest in wanted.findall(_readable(header)):
        weight, narrowed = _USUAL.get(rest.strip()), False
        if weight is None:
            parameters = rest.split(";", most)
            most -= len(parameters)
            if most < 0:
                break
            weight, narrowed = _read_parameters(parameters)
        members.append((value, weight, narrowed))
    return members


def _readable(header: str) -> str:
    """Return the members that end before a limit, each after a comma, with no quoted strings."""
    is_cut = len(header) >= MAX_LENGTH
    text = (header[:READ_OF_LONG] if is_cut else header).lower()
    if '"' in text:
        pieces = _QUOTED.split(text, MAX_QUOTED)
        is_cut = is_cut or len(pieces) > MAX_QUOTED
        text = '""'.join(pieces[:MAX_QUOTED])
    if is_cut or text.count(",") >= MAX_MEMBERS:
        text = ",".join(text.split(",", MAX_MEMBERS)[:-1])
    return f",{text}"


def _read_parameters(parameters: list[str]) -> tuple[float, bool]:
    weight, narrowed = "", False
    for parameter in parameters:
        name = parameter.partition("=")[0].strip()
        if name == "q":
            weight = parameter.strip()
        elif name and name != "charset":
            narrowed = True
    usual = _USUAL.get(weight)
    return _read_weight(weight) if usual is None else usual, narrowed


def _read_weight(parameter: str) -> float:
    number = parameter.partition("=")[2].strip()
    # One that cannot be read counts as not given, which means 1 (RFC 9110, 12.4.2).
    weight = float(number) if _NUMBER.fullmatch(number) else 1.0
    return weight if 0.0 <= weight <= 1.0 else float(weight > 0.0)
