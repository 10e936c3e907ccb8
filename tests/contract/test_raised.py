"""What becomes of exceptions, through every adapter in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from contract.adapters import ADAPTERS, Adapter, ask, without_exc_info
from contract.asserts import assert_ours, assert_same, pages_of, through_every_adapter
from contract.case import PROBLEM, Case
from contract.not_applying import LONG, why_not
from contract.raised import RAISED, Raised, secret, taken
from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from logging import LogRecord

    from doubles import Seen

GET = Case(name="")
# As it was without httpolite: that may be a start_response with exc_info.
LENIENT: dict[str, Callable[[Any], Any]] = {"wsgi": without_exc_info, "asgi": lambda app: app}
every_adapter = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)


def asked(case: Raised) -> Case:
    return Case(name="", method=case.method, asked=case.asked)


@through_every_adapter([case for case in RAISED if case.becomes])
def test_a_raised_exception(case: Raised, adapter: Adapter, caplog: Any) -> None:
    exc = case.exc()

    seen = ask(adapter, asked(case), pages_of(case), exc=exc)

    if adapter.lets_out:
        assert_told(case, adapter, seen.raised, exc, caplog.records)
        assert seen.status == case.status
        assert_ours(seen, case, (*case.sent, *case.sent_by_problem))
        assert_silent(exc, seen.body)
    else:
        assert not [record for record in caplog.records if record.name == "httpolite"]
        assert_a_500_of_the_framework(case, adapter, seen)


def assert_a_500_of_the_framework(case: Raised, adapter: Adapter, seen: Seen) -> None:
    """What the framework swallows, it answers and tells itself; its answer is judged as any."""
    alone = ask(adapter, asked(case), None, exc=case.exc())
    assert (alone.raised, seen.raised) == (None, None)
    assert alone.status == seen.status
    if alone.status != 500:  # older releases of Litestar read it off any exception
        assert alone.status == case.status
    elif case.replaces_responses:
        assert_ours(seen, case, case.sent)
        assert b"secret" not in seen.body
    else:
        assert_same(seen, alone)


def assert_told(
    case: Raised,
    adapter: Adapter,
    raised: BaseException | None,
    exc: Exception,
    records: Sequence[LogRecord],
) -> None:
    """An unhandled exception is told once: raised to the ASGI server, or logged."""
    propagates = case.options.get("propagate", adapter.protocol == "asgi")
    told = [record.exc_info[1] for record in records if record.exc_info]
    if case.settled:
        assert (raised, told) == (None, [])
    elif propagates:
        assert raised is exc  # 25
        assert told == []  # 39: the server logs what is raised
    else:
        assert raised is None
        assert told == [exc]  # 63


def assert_silent(exc: Exception, body: bytes) -> None:
    assert b"secret" not in body  # 124
    assert type(exc).__name__.encode() not in body


@through_every_adapter([case for case in RAISED if not case.becomes])
def test_an_exception_that_is_left_alone(case: Raised, adapter: Adapter) -> None:
    exc = case.exc()
    alone = ask(adapter, asked(case), None, exc=exc)

    seen = ask(adapter, asked(case), pages_of(case), exc=exc, around=LENIENT[adapter.protocol])

    assert seen.raised is alone.raised
    if alone.status is not None:
        assert_same(seen, alone)


@pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
def test_the_framework_alone_shows_why_an_exception_does_not_apply(adapter: Adapter) -> None:
    for case in RAISED:
        why = why_not(adapter.name, case.name)
        if why:
            alone = ask(adapter, asked(case), None, exc=case.exc())
            seen = ask(adapter, asked(case), pages_of(case), exc=case.exc())

            assert len(alone.body) > 2048 if why == LONG else alone.status == 405
            assert_same(seen, alone)


@every_adapter
def test_a_raised_problem_tells_what_it_holds(adapter: Adapter) -> None:
    seen = ask(adapter, GET, pages_of(GET), exc=taken())

    document = json.loads(seen.body)
    if adapter.lets_out:
        assert (document["title"], document["detail"]) == ("Seat taken", "Seat 14C was taken.")
        assert document["seat"] == "14C"
    else:
        assert (document["status"], document["title"]) == (500, "Internal Server Error")


@every_adapter
def test_41_hooks_are_told_once_before_anything_is_sent(adapter: Adapter) -> None:
    told: list[Any] = []
    exc = secret()
    pages = ErrorPages(on_error=lambda facts, problem, exc: told.append((problem.status, exc)))

    ask(adapter, GET, pages, exc=exc)
    ask(adapter, GET, pages)

    assert told == [(500, exc if adapter.lets_out else None), (404, None)]


def breaks(*_: Any) -> None:
    raise ValueError("a fault of the hook")


@every_adapter
def test_31_a_hook_that_raises_changes_nothing(adapter: Adapter, caplog: Any) -> None:
    pages = ErrorPages(on_error=breaks)

    seen = ask(adapter, GET, pages)

    assert (seen.status, seen.value("content-type")) == (404, PROBLEM)
    assert len([record for record in caplog.records if "on_error" in record.message]) == 1
