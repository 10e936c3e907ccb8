"""Evidence: which tests and cases show a behaviour, read from their names."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract.behaviours import BEHAVIOURS, NUMBERS
from contract.cases import CASES
from contract.raised import RAISED
from servers.behaviours import BEHAVIOURS as ON_THE_WIRE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.behaviour import Behaviour
    from contract.case import Case
    from contract.raised import Raised

TESTS = Path(__file__).parent.parent
_NAME = re.compile(r"test_((?:\d+[a-z]?_)+)")
_PART_OF_0 = re.compile(r"(^|_)0_(?=\d)")
_THOUSANDS = re.compile(r"\d+(?:_000)+_")
# Figures of a name that are no behaviour's number.
_NOT_NUMBERS = {"test_130_64_kib_cost_no_more_than_2_kib": {"64"}}


@cache
def tests() -> dict[str, tuple[str, ...]]:
    """All tests, as `tests/test_x.py::test_y`, and the numbers that their names begin with."""
    return {
        f"tests/{path.relative_to(TESTS).as_posix()}::{node.name}": numbers_of(node.name)
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.startswith("test_")
    }


def numbers_of(name: str) -> tuple[str, ...]:
    """Read the numbers at the beginning of a test's name; `0_4` is one."""
    found = _NAME.match(_THOUSANDS.sub("", name))
    numbers = _PART_OF_0.sub(r"\g<1>0.", found[1]) if found else ""
    ignored = _NOT_NUMBERS.get(name, set())
    return tuple(number for number in numbers.split("_") if number and number not in ignored)


@cache
def tests_by_number() -> dict[str, list[str]]:
    """The tests whose names carry a number."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for test, numbers in tests().items():
        for number in numbers:
            by_number[number].append(test)
    return by_number


def tests_of(behaviour: Behaviour) -> list[str]:
    """The tests that show a behaviour."""
    named = tests_by_number().get(behaviour.number, [])
    return sorted({*named, *behaviour.tests})


def every_case() -> tuple[Case | Raised, ...]:
    """All cases, of responses and of exceptions."""
    return (*CASES, *RAISED)


def cases_of(behaviour: Behaviour) -> list[Case | Raised]:
    """The cases that show a behaviour; the defaults are shown by those without a number."""
    number = "" if behaviour.number == "10 defaults" else behaviour.number
    return [case for case in every_case() if case.number == number or case.name in behaviour.cases]


def complaints() -> Iterator[str]:
    """Say which numbers are missing, which references lead nowhere, and what nothing shows."""
    yield from missing()
    names = {case.name for case in every_case()}
    for behaviour in BEHAVIOURS:
        for name in behaviour.shown_by:
            if name not in (tests() if "::" in name else names):
                yield f"{behaviour.number}: there is no {name}"
        if behaviour.kind == "holds" and not tests_of(behaviour) and not cases_of(behaviour):
            yield f"{behaviour.number}: nothing shows that it holds"
        if behaviour.kind != "holds" and not behaviour.why:
            yield f"{behaviour.number}: it does not say why"


def missing() -> Iterator[str]:
    """Compare the numbers that there are with those that are used."""
    told = [behaviour.number for behaviour in BEHAVIOURS]
    yield from (
        f"{number}: no such behaviour in the table" for number in NUMBERS if number not in told
    )
    yield from (
        f"{number}: twice in the table" for number in sorted(set(told)) if told.count(number) > 1
    )
    for test, numbers in tests().items():
        yield from (f"{test}: there is no behaviour {n}" for n in numbers if n not in told)
    for case in every_case():
        if case.number and case.number not in told:
            yield f"{case}: there is no behaviour {case.number}"
    for seen in ON_THE_WIRE.values():
        yield from (f"{seen}: there is no behaviour {n}" for n in seen.numbers if n not in told)
