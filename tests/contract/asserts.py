"""What the tests of the table have in common."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from contract.adapters import ADAPTERS
from contract.case import PROBLEM
from contract.not_applying import why_not
from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract.case import Case
    from contract.raised import Raised
    from doubles import Seen

    Pairs = Iterable[tuple[str, str]]

OURS = ("content-type", "content-language", "vary", "cache-control", "content-length")


def through_every_adapter(cases: Iterable[Any]) -> pytest.MarkDecorator:
    """Run a test on every cell that can be."""
    cells = [
        pytest.param(case, adapter, id=f"{adapter}-{case}")
        for adapter in ADAPTERS
        for case in cases
        if not why_not(adapter.name, case.name)
    ]
    return pytest.mark.parametrize(("case", "adapter"), cells)


_MADE: dict[str, ErrorPages] = {}  # they take a while to make


def pages_of(case: Case | Raised) -> ErrorPages:
    key = repr(case.options)
    if key not in _MADE:
        _MADE[key] = ErrorPages(**case.options)
    return _MADE[key]


def lines(seen: Seen) -> list[tuple[str, str]]:
    return [(name.lower(), value.strip()) for name, value in seen.headers]


def by_name(pairs: Pairs) -> list[tuple[str, str]]:
    """Sort, for frameworks with an order of their own; lines of a name stay in theirs."""
    return sorted(pairs, key=lambda pair: pair[0])


def assert_ours(seen: Seen, case: Case | Raised, sent: Pairs) -> None:
    assert seen.value("content-type") == case.becomes
    for name in OURS:
        assert len(seen.values(name)) == 1, name
    length = int(seen.value("content-length") or "")
    assert length > 100
    assert len(seen.body) == (0 if case.method == "HEAD" else length)
    names = {name for name, _ in sent}
    assert by_name(pair for pair in lines(seen) if pair[0] in names) == by_name(sent)
    if case.becomes == PROBLEM and case.method != "HEAD":
        assert json.loads(seen.body)["status"] == seen.status


def assert_same(seen: Seen, alone: Seen) -> None:
    """Compare byte for byte, header for header, and in the same pieces; an empty one is none."""
    assert (seen.status, seen.line, seen.headers) == (alone.status, alone.line, alone.headers)
    assert [piece for piece in seen.chunks if piece] == [piece for piece in alone.chunks if piece]
