"""Behaviour: a numbered sentence on what error pages must get right, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["holds", "not offered", "fact", "idea", "not ours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A sentence; tests and cases whose names carry its number show it without being named.

    `shown_by` names other tests, as `tests/test_x.py::test_y`, and other cases.
    """

    number: str
    sentence: str
    kind: Kind = "holds"
    why: str = ""  # it is a fact, an idea, not offered or not ours; or what does not hold
    shown_by: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests among what shows it."""
        return tuple(name for name in self.shown_by if "::" in name)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases among what shows it."""
        return tuple(name for name in self.shown_by if "::" not in name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What belongs together."""

    title: str
    behaviours: tuple[Behaviour, ...]


def holds(number: str, sentence: str, *shown_by: str, but: str = "") -> Behaviour:
    """Make one that holds; `but` says how far."""
    return Behaviour(number=number, sentence=sentence, shown_by=shown_by, why=but)


def fact(number: str, sentence: str, why: str, *shown_by: str) -> Behaviour:
    """Make one of a server or a library: true, and no doing of ours."""
    return Behaviour(number=number, sentence=sentence, kind="fact", why=why, shown_by=shown_by)


def idea(number: str, sentence: str, why: str) -> Behaviour:
    """Make one that would be good to have."""
    return Behaviour(number=number, sentence=sentence, kind="idea", why=why)


def not_offered(number: str, sentence: str, why: str, *shown_by: str) -> Behaviour:
    """Make one that was left out on purpose."""
    return Behaviour(
        number=number, sentence=sentence, kind="not offered", why=why, shown_by=shown_by
    )


def not_ours(number: str, sentence: str, why: str) -> Behaviour:
    """Make one that does not apply to what stands between an app and its server."""
    return Behaviour(number=number, sentence=sentence, kind="not ours", why=why)
