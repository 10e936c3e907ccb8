"""One table of behaviours, run through every adapter in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from wsgiref.validate import validator

import pytest

from contract.adapters import ADAPTERS, BY_NAME, Adapter, ask
from contract.asserts import (
    assert_ours,
    assert_same,
    by_name,
    lines,
    pages_of,
    through_every_adapter,
)
from contract.cases import CASES, PROBLEM, REPLACED, UNTOUCHED, Case
from contract.not_applying import NOT_APPLYING, NOT_IN_ALL_RELEASES, why_not
from contract.raised import RAISED

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

# The standard library's checker stands between the app and a WSGI server.
CHECKED: dict[str, Callable[[Any], Any]] = {"wsgi": validator, "asgi": lambda app: app}
HOP_BY_HOP = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"}
# Frameworks add these where an app says nothing; the cases hold with and without them.
ADDED = {"content-length", "content-type"}


@through_every_adapter(REPLACED)
def test_a_replaced_response(case: Case, adapter: Adapter) -> None:
    assert_replaced(case, adapter)


def assert_replaced(case: Case, adapter: Adapter) -> None:
    seen = ask(adapter, case, pages_of(case), around=CHECKED[adapter.protocol])

    assert seen.raised is None
    assert seen.status == case.status  # 117
    assert_ours(seen, case, case.sent)
    assert not [name for name in case.gone if seen.values(name)]
    told = {name.lower() for name, _ in case.headers}
    assert not {name for name, _ in lines(seen)} & HOP_BY_HOP - told  # 21, 75


@through_every_adapter(UNTOUCHED)
def test_an_untouched_response(case: Case, adapter: Adapter) -> None:
    alone = ask(adapter, case, None)

    seen = ask(adapter, case, pages_of(case))

    assert seen.raised is None
    assert_same(seen, alone)


@through_every_adapter(CASES)
def test_the_framework_alone_sends_what_the_case_is_about(case: Case, adapter: Adapter) -> None:
    assert departure(case, ask(adapter, case, None)) is None


@pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
def test_the_framework_alone_shows_why_a_case_does_not_apply(adapter: Adapter) -> None:
    cases = [case for case in CASES if why_not(adapter.name, case.name)]
    sent = [case for case in cases if not departure(case, ask(adapter, case, None))]

    assert {(adapter.name, case.name) for case in sent} <= NOT_IN_ALL_RELEASES
    for case in sent:
        assert_replaced(case, adapter)


def test_every_excuse_is_of_an_adapter_and_a_case() -> None:
    names = {case.name for case in CASES} | {case.name for case in RAISED}

    assert len(names) == len(CASES) + len(RAISED)
    assert set(NOT_APPLYING) <= set(BY_NAME)
    assert {name for excused in NOT_APPLYING.values() for name in excused} <= names


def departure(case: Case, seen: Seen) -> str | None:
    """Say in what a framework does not send what it was asked to."""
    if seen.raised is not None or seen.status != case.status:
        return f"{seen.status}, raised {seen.raised!r}"
    if case.method != "HEAD" and seen.body != case.body:
        return "another body"
    told = {name.lower() for name, _ in case.headers}
    asked = by_name((name.lower(), value) for name, value in case.headers)
    if by_name(pair for pair in lines(seen) if pair[0] in told) != asked:
        return "other headers"
    added = {name for name, _ in lines(seen)} - told
    harmless: set[str] = set() if case.method == "HEAD" else ADDED
    return f"added {added - harmless}" if added - harmless else None


@pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
@pytest.mark.parametrize(
    "case", [Case(name="text"), Case(name="nothing", body=b"", headers=())], ids=str
)
def test_153_a_response_that_is_to_be_kept_is_kept(case: Case, adapter: Adapter) -> None:
    alone = ask(adapter, case, None)
    replaced = ask(adapter, case, pages_of(case))

    kept = ask(adapter, case, pages_of(case), keep=True)

    assert replaced.value("content-type") == PROBLEM
    assert_same(kept, alone)
