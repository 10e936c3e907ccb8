"""What `exceptions` makes of an exception may fail too: it is then an unhandled one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults.callables import (
    FAULTS,
    NONSENSE,
    raising,
    saying,
)
from faults.ways import (
    ASGI,
    Call,
    fresh,
    plain_asgi,
    plain_wsgi,
    through_every_adapter,
)
from faults.whole import assert_whole, said
from httpolite import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]


MORE = {"200": 200, "text": "404", "ValueError": ValueError, "Problem": Problem, "True": True}


@through_every_adapter
@pytest.mark.parametrize("kind", [*NONSENSE, *MORE])
def test_156_a_callable_that_makes_no_problem_leaves_the_exception_unhandled(
    way: Way, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    exc = LookupError("secret")
    pages = fresh(exceptions={LookupError: saying({**NONSENSE, **MORE}[kind])})

    for _ in range(2):
        seen = way(Call(pages=pages, does=exc))

        assert_whole(seen, 500)
        assert (seen.raised is exc) == (way in ASGI)
    (line,) = said(caplog)
    assert line.startswith("exceptions: ")
    assert " returned no Problem and was ignored: " in line


@through_every_adapter
@pytest.mark.parametrize("kind", FAULTS)
def test_156_a_callable_that_raises_leaves_the_exception_unhandled(
    way: Way, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    exc = LookupError("secret")
    pages = fresh(exceptions={LookupError: raising(FAULTS[kind])})

    for _ in range(2):
        seen = way(Call(pages=pages, does=exc))

        assert_whole(seen, 500)
        assert (seen.raised is exc) == (way in ASGI)
    (line,) = said(caplog)
    assert " raised and was ignored: " in line


@pytest.mark.parametrize("way", [plain_asgi, plain_wsgi])
def test_156_a_class_of_problem_that_can_no_longer_be_made_leaves_it_unhandled(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    class Fickle(Problem, status=404):
        def __init__(self) -> None:
            if not makes:
                raise KeyError("secret")
            super().__init__()

    makes, exc = True, LookupError("secret")
    pages = fresh(exceptions={LookupError: Fickle})
    makes = False

    seen = way(Call(pages=pages, does=exc))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert len(said(caplog)) == 1


@through_every_adapter
def test_32_a_callable_that_is_interrupted_is_not_ignored(way: Way) -> None:
    fault = KeyboardInterrupt()
    pages = fresh(exceptions={LookupError: raising(fault)})

    assert way(Call(pages=pages, does=LookupError())).raised is fault
