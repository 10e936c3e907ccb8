"""Exceptions that lie, cannot be told of, or come when nothing is left: each gets its page."""

from __future__ import annotations

from asyncio import CancelledError
from typing import TYPE_CHECKING, Any

import pytest

from faults.ways import (
    ASGI,
    HTML,
    JSON,
    Call,
    fresh,
    plain_asgi,
    plain_wsgi,
    through_every_adapter,
    through_every_way,
)
from faults.whole import assert_whole, content_of, is_constant, said, unhandled
from httpolite import Problem
from strategies import Pretender, Unclassed, Undecided, Unspeakable, in_circles

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]


class UnspokenError(Unspeakable, Exception):
    pass


class PretendingError(Pretender, Exception):
    pass


class UnclassedError(Unclassed, Exception):
    pass


class UndecidedError(Undecided, Exception):
    __hash__ = Exception.__hash__  # type: ignore[assignment]


class NotedError(Exception):
    @property
    def __notes__(self) -> list[str]:  # type: ignore[override]
        raise RuntimeError("secret")


class UntracedError(Exception):
    @property
    def __traceback__(self) -> Any:  # type: ignore[override]
        raise RuntimeError("secret")

    def with_traceback(self, _tb: Any) -> Any:
        return self


def long_chain() -> Exception:
    last: Exception = ValueError("secret")
    for _ in range(300):
        following = KeyError("secret")
        following.__cause__, last = last, following
    return last


def too_deep() -> Any:
    return too_deep()


def the_end_of_the_stack() -> Exception:
    try:
        too_deep()
    except RecursionError as exc:
        return exc
    raise AssertionError


STRANGE: dict[str, Callable[[], Exception]] = {
    "a message that cannot be told": UnspokenError,
    "pretends to be a problem": lambda: PretendingError(Problem),
    "pretends to be a text": lambda: PretendingError(str),
    "a cycle of causes": in_circles,
    "a long chain of causes": long_chain,
    "a group": lambda: ExceptionGroup("secret", [ValueError("secret"), Problem(404)]),
    "no memory": lambda: MemoryError("secret"),
    "no stack": the_end_of_the_stack,
    "arguments that cannot be told": lambda: ValueError(Unspeakable()),
    "a surrogate": lambda: ValueError("secret\ud800"),
}
# Frameworks look at these closely, and fail over them on their own.
PLAIN_ONLY: dict[str, Callable[[], Exception]] = {
    "neither true nor false": UndecidedError,
    "no class": UnclassedError,
    "notes that raise": NotedError,
    "a traceback that raises": UntracedError,
}


@through_every_adapter
@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("asked", [HTML, JSON], ids=lambda asked: asked[0][1])
def test_31_a_strange_exception_has_its_page_and_is_raised_or_logged(
    way: Way, kind: str, asked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    exc = STRANGE[kind]()
    pages = fresh(exceptions={ZeroDivisionError: 404}, on_error=lambda *_: None)

    seen = way(Call(pages=pages, does=exc, asked=asked))

    assert_whole(seen, 500)
    assert not is_constant(seen)
    assert (seen.raised is exc) == (way in ASGI)
    assert unhandled(caplog) == ([exc] if way is plain_wsgi else [])
    assert said(caplog) == []


@pytest.mark.parametrize("way", [plain_asgi, plain_wsgi], ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", PLAIN_ONLY)
def test_31_an_exception_that_no_framework_can_take_has_its_page_too(
    way: Way, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    exc = PLAIN_ONLY[kind]()

    seen = way(Call(pages=fresh(), does=exc))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert said(caplog) == []


@pytest.mark.parametrize("propagate", [True, False])
@pytest.mark.parametrize("way", [plain_asgi, plain_wsgi], ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", [*STRANGE, *PLAIN_ONLY])
def test_38_propagate_holds_for_strange_exceptions(
    way: Way, propagate: bool, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    exc = {**STRANGE, **PLAIN_ONLY}[kind]()

    seen = way(Call(pages=fresh(propagate=propagate), does=exc))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == propagate
    assert said(caplog) == []
    told = [record for record in caplog.records if record.getMessage() == "unhandled exception"]
    assert len(told) == (0 if propagate else 1)


@through_every_adapter
def test_a_mapped_class_is_found_whatever_the_exception_says_of_itself(way: Way) -> None:
    pages = fresh(exceptions={PretendingError: 410})

    seen = way(Call(pages=pages, does=PretendingError(KeyError)))

    assert_whole(seen, 410)
    assert seen.raised is None


# Problems that do not keep to the rules


class UnspokenProblem(Unspeakable, Problem, status=409):
    pass


class Careless(Problem, status=409, title="Taken", detail="Seat {seat} is taken.", code="taken"):
    seat: str

    def __init__(self, why: str) -> None:  # Problem.__init__ is not called
        self.why = why


class Moody(Problem, status=409):
    @property
    def detail(self) -> Any:
        raise RuntimeError("secret")

    @detail.setter
    def detail(self, value: Any) -> None:
        pass


@through_every_way
def test_a_problem_that_cannot_be_told_is_answered(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    seen = way(Call(pages=fresh(), does=UnspokenProblem(detail="Gone.")))

    assert_whole(seen, 409)
    assert content_of(seen)["detail"] == "Gone."
    assert seen.raised is None
    assert said(caplog) == []


@through_every_way
def test_a_problem_that_was_not_made_in_full_has_the_members_of_its_class(way: Way) -> None:
    seen = way(Call(pages=fresh(), does=Careless("secret")))

    assert_whole(seen, 409)
    assert seen.raised is None
    document = content_of(seen)
    assert (document["title"], document["code"]) == ("Taken", "taken")
    assert "{seat}" not in document["detail"]


def test_a_problem_that_was_not_made_in_full_can_be_told_and_has_no_other_attributes() -> None:
    problem = Careless("secret")

    assert (problem.type, problem.instance, problem.headers) == ("about:blank", None, ())
    assert (problem.detail, problem.extensions) == (None, {"code": "taken"})
    assert str(problem) == "409"
    with pytest.raises(AttributeError, match="'Careless' object has no attribute 'seat'"):
        _ = problem.seat


@through_every_way
@pytest.mark.parametrize("status", [200, 304, 600, "404", None, True, 404.5])
def test_117_118_a_status_that_was_changed_into_none_becomes_500(
    way: Way, status: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(404)
    problem.status = status

    seen = way(Call(pages=fresh(), does=problem))

    assert_whole(seen, 500)
    assert seen.raised is None
    assert said(caplog) == ["500 is sent, for a problem has no status from 400 to 599"]


@through_every_way
def test_31_a_problem_whose_detail_raises_keeps_its_status(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    seen = way(Call(pages=fresh(), does=Moody()))

    assert_whole(seen, 409)
    assert seen.raised is None
    assert said(caplog) == ["constant pages are sent because of RuntimeError"]


# What is not for us to catch


@through_every_adapter
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, CancelledError])
def test_32_what_ends_the_process_gets_no_page(
    way: Way, kind: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    exc = kind("now")

    seen = way(Call(pages=fresh(), does=exc))

    assert seen.raised is exc
    assert seen.status is None
    assert caplog.records == []
