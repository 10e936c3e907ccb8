"""A header that cannot be sent is left out and told once; the rest of the reply stays."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faults.ways import (
    HTML,
    JSON,
    Call,
    fresh,
    plain_asgi,
    plain_wsgi,
    reply,
    starlette,
    through_every_adapter,
    through_every_way,
)
from faults.whole import assert_whole, is_constant, said
from httpolite import Problem
from strategies import Unspeakable, any_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]

UNFIT = {
    "CRLF": "a\r\nset-cookie: stolen=1",
    "LF": "a\nset-cookie: stolen=1",
    "CR": "a\rb",
    "NUL": "a\0b",
    "beyond latin-1": "é中",
    "surrogate": "\ud800",
}
numbers = count()


def unspeakable(_number: int) -> object:
    return Unspeakable()


def new_name() -> str:
    """A problem is made without any pages, so that its headers are told once in a process."""
    return f"X-Unfit-{next(numbers)}"


@through_every_way
@pytest.mark.parametrize("kind", UNFIT)
@pytest.mark.parametrize("asked", [HTML, JSON])
def test_22_a_problems_header_that_cannot_be_sent_is_left_out(
    way: Way, kind: str, asked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    name, pages = new_name(), fresh()
    pairs = [(name, UNFIT[kind]), ("Retry-After", "30"), (name, UNFIT[kind])]

    for _ in range(2):
        seen = way(Call(pages=pages, does=Problem(503, headers=pairs), asked=asked))

        assert_whole(seen, 503)
        assert seen.raised is None
        assert not is_constant(seen)
        assert seen.value("retry-after") == "30"
        assert not seen.values("set-cookie")
        assert not seen.values(name.lower())
    assert said(caplog) == [f"dropped the header '{name}': it cannot be sent"]


@pytest.mark.parametrize(
    "way", [plain_asgi, starlette, plain_wsgi, reply], ids=lambda way: way.__name__
)
@pytest.mark.parametrize("kind", UNFIT)
def test_22_a_header_of_the_replaced_response_that_cannot_be_sent_is_left_out(
    way: Way, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    by_bytes = way in (plain_asgi, starlette)
    value = UNFIT[kind]
    if by_bytes:
        value = value.encode("utf-8", "surrogatepass").decode("latin-1")
    pages = fresh()

    for _ in range(2):
        sent = (("X-Unfit", value), ("Allow", "GET"))
        seen = way(Call(pages=pages, does=405, sent=sent))

        assert_whole(seen, 405)
        assert not is_constant(seen)
        assert seen.value("allow") == "GET"
        assert not seen.values("set-cookie")
    told = "X-Unfit" if way is reply else "x-unfit"
    # As bytes, any text is within latin-1.
    sendable = by_bytes and kind in ("beyond latin-1", "surrogate")
    assert bool(seen.values("x-unfit")) == sendable
    assert said(caplog) == ([] if sendable else [f"dropped the header '{told}': it cannot be sent"])


@pytest.mark.parametrize(
    ("name", "value"), [(5, "a"), ("x-five", 5), (b"x-bytes", "a"), ("x-none", None), (None, None)]
)
def test_22_a_header_that_is_no_text_is_left_out(
    name: Any, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    seen = reply(Call(pages=fresh(), does=405, sent=((name, value), ("Allow", "GET"))))

    assert_whole(seen, 405)
    assert not is_constant(seen)
    assert seen.value("allow") == "GET"
    assert len(said(caplog)) == 1


def test_22_headers_that_are_no_pairs_are_all_left_out(caplog: pytest.LogCaptureFixture) -> None:
    sent: Any = ("Allow",)
    seen = reply(Call(pages=fresh(), does=405, sent=sent))

    assert_whole(seen, 405)
    assert len(said(caplog)) == 1


@through_every_adapter
@pytest.mark.parametrize("value", [30, 1.5, None])
def test_22_a_problems_header_of_another_type_is_sent_as_its_text(way: Way, value: Any) -> None:
    problem = Problem(503, headers={"X-Any": value})

    seen = way(Call(pages=fresh(), does=problem))

    assert_whole(seen, 503)
    assert seen.value("x-any") == str(value)


@through_every_adapter
def test_22_a_problems_header_without_any_text_is_left_out(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    name = new_name()
    headers: Any = {name: Unspeakable(), Unspeakable(): "a", "Retry-After": "30"}

    seen = way(Call(pages=fresh(), does=Problem(503, headers=headers)))

    assert_whole(seen, 503)
    assert seen.value("retry-after") == "30"
    assert f"dropped the header '{name}': RuntimeError" in said(caplog)


@pytest.mark.parametrize("value", [" 30", "30\t", "\t 30 "])
def test_22_space_around_a_problems_header_is_not_sent(value: str) -> None:
    assert Problem(503, headers={"Retry-After": value}).headers == (("Retry-After", "30"),)


@pytest.mark.parametrize("control", ["\x01", "\x0b", "\x1f", "\x7f"])
def test_22_a_control_character_that_some_servers_refuse_is_not_sent(control: str) -> None:
    assert Problem(503, headers={new_name(): f"a{control}b"}).headers == ()


@through_every_way
def test_22_headers_that_were_changed_into_nonsense_leave_the_status(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    problem = Problem(503, detail="Soon.")
    headers: Any = 5
    problem.headers = headers

    seen = way(Call(pages=fresh(), does=problem))

    assert_whole(seen, 503)
    assert seen.raised is None
    assert said(caplog) == ["constant pages are sent because of TypeError"]


parts = any_text | st.integers() | st.none() | st.binary() | st.integers().map(unspeakable)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(parts, parts), max_size=4),
    st.lists(st.tuples(any_text, any_text), max_size=4),
    st.sampled_from([HTML, JSON]),
)
def test_22_whatever_headers_there_are_a_whole_page_comes_out(
    own: Any, sent: Any, asked: Any
) -> None:
    for way in (reply, plain_wsgi):
        call = Call(pages=PAGES, does=Problem(503, headers=own), asked=asked, sent=sent)
        assert_whole(way(call), 503)


PAGES = fresh()
