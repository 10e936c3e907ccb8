"""What Hypothesis draws: the texts and values that an app may put into an error."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import PurePosixPath
from uuid import UUID

from hypothesis import strategies as st


class Unspeakable:
    """An object that cannot be told of."""

    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


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
