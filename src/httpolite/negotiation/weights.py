"""What Accept and Accept-Language have in common: a list whose members carry weights."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

# Browsers send some 200 characters and ten members. Past these limits nothing is looked at, so
# that a 64 KiB header costs no more than one of 2 KiB.
MAX_LENGTH = 2048
MAX_MEMBERS = 24

# Separators inside a quoted string separate nothing (RFC 9110, 5.6.4); one that is never closed
# runs to the end. Possessive throughout, so that every character is read once.
_QUOTED = r'"(?:[^"\\]++|\\.)*+"?'
_MEMBER = re.compile(rf'(?:[^",]++|{_QUOTED})++', re.DOTALL)
_PARAMETER = re.compile(rf'(?:[^";]++|{_QUOTED})++', re.DOTALL)
_NUMBER = re.compile(r"-?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)")


class Member(NamedTuple):
    """One member of the list; `parameters` have lower-case names and leave out the weight."""

    value: str
    parameters: dict[str, str]
    weight: float


def read_members(header: str) -> list[Member]:
    """Split *header* into its members, in the order written.

    Empty members are skipped and not counted (RFC 9110, 5.6.1.2).
    """
    members: list[str] = _MEMBER.findall(header[:MAX_LENGTH])
    written = (member for member in members if not member.isspace())
    return [_read_member(member) for member in islice(written, MAX_MEMBERS)]


def _read_member(member: str) -> Member:
    value, _, rest = member.partition(";")
    pairs = (parameter.partition("=") for parameter in _PARAMETER.findall(rest))
    parameters = {name.strip().lower(): text.strip() for name, _, text in pairs if name.strip()}
    weight = _read_weight(parameters.pop("q", ""))
    return Member(value.strip(), parameters, weight)


def _read_weight(text: str) -> float:
    # A weight that cannot be read counts as not given, which means 1 (RFC 9110, 12.4.2).
    return min(max(float(text), 0.0), 1.0) if _NUMBER.fullmatch(text) else 1.0
