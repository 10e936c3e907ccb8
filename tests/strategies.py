"""What Hypothesis draws: the texts and values that an app may put into an error."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unspeakable:
    """An object that cannot be told of."""

    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


class Pretender:
    """An object that says it is of another class, as mocks do."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    @property
    def __class__(self) -> type:
        return self.kind

    @__class__.setter
    def __class__(self, kind: type) -> None:
        raise AssertionError


class Unclassed:
    """An object that will not even say its class."""

    @property
    def __class__(self) -> type:
        raise RuntimeError("no class")

    @__class__.setter
    def __class__(self, kind: type) -> None:
        raise AssertionError


class Undecided:
    """Neither true nor false, neither equal nor not, as arrays are."""

    def __bool__(self) -> bool:
        raise ValueError("neither")

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__
    __hash__ = None  # type: ignore[assignment]


class Shouting(str):
    """A text that has its own way in everything."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        return "<script>secret</script>"

    def isprintable(self) -> bool:
        return True

    def replace(self, *_: object) -> Any:
        raise RuntimeError("never")

    encode = split = strip = __format__ = replace  # type: ignore[assignment]


def _endless() -> Iterator[int]:
    yield from count()


def _cycle() -> list[object]:
    cycle: list[object] = [1]
    cycle.append({"again": cycle, "and": (cycle,)})
    return cycle


def _deep() -> object:
    deep: object = "bottom"
    for _ in range(2000):
        deep = [deep]
    return deep


def in_circles() -> Exception:
    """Return an exception that is its own cause's cause."""
    one, other = ValueError("why"), KeyError("why")
    one.__cause__ = one.__context__ = other
    other.__cause__ = other.__context__ = one
    return one


# Lone surrogates and control characters included.
any_text = st.text(alphabet=st.characters(), max_size=40) | st.text(
    alphabet="<>&\"'\r\n\t\0\x0b\x7f\ud800\u202e\u2028{}%`*_[]#|~\\ab é中", max_size=40
)

_AWKWARD: list[object] = [
    float("nan"),
    float("inf"),
    float("-inf"),
    10**5000,
    -(10**5000),
    Decimal("1.10"),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    date(2026, 1, 2),
    UUID(int=7),
    PurePosixPath("/a"),
    object(),
    Unspeakable(),
    ValueError("x"),
    bytearray(b"\xff"),
    memoryview(b"ab"),
    range(3),
    1j,
    int,
    *(Pretender(kind) for kind in (str, int, float, bool, dict, list, bytes)),
    Unclassed(),
    Undecided(),
    Shouting("<b>"),
    _endless(),
    _endless,
    sys,
    _cycle(),
    _deep(),
    in_circles(),
    NotImplemented,
    Decimal("sNaN"),
    datetime.max.replace(tzinfo=UTC),
    date.min,
]


def _awkward(number: int) -> object:
    return _AWKWARD[number]


_leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | any_text
    | st.binary(max_size=8)
    # By their number, since some cannot be shown.
    | st.integers(0, len(_AWKWARD) - 1).map(_awkward)
)
_keys = any_text | st.integers() | st.none() | st.binary(max_size=3) | st.booleans()

anything = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(_keys, inner, max_size=4)
        | st.sets(st.integers() | any_text, max_size=3)
    ),
    max_leaves=12,
)

extension_names = st.from_regex(r"\A[A-Za-z][A-Za-z0-9_]{2,8}\Z").filter(
    lambda name: name not in {"detail", "type", "title", "status", "instance", "headers", "self"}
)
extensions = st.dictionaries(extension_names, anything, max_size=4)
