"""What a problem says may be anything at all: the document and the page stay valid."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faults.ways import ADAPTERS, FORMATS, HTML, JSON, Call, fresh, reply, through_every_way
from faults.whole import assert_whole, content_of, is_constant, said
from httpolite import Problem
from strategies import (
    Pretender,
    Shouting,
    Unclassed,
    Undecided,
    Unspeakable,
    any_text,
    anything,
    extensions,
    in_circles,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]

PAGES = fresh(problem_type_base="/problems")
MEMBERS = ("detail", "title", "type", "instance")
asked_for = st.sampled_from([(), *FORMATS])

AWKWARD: dict[str, Any] = {
    "Unspeakable": Unspeakable(),
    "Unclassed": Unclassed(),
    "Undecided": Undecided(),
    "a mock of str": Pretender(str),
    "a mock of dict": Pretender(dict),
    "a mock of int": Pretender(int),
    "a mock of bool": Pretender(bool),
    "5001 digits": 10**5000,
    "NaN": float("nan"),
    "a generator": (n for n in range(3)),
    "a module": gc,
    "a class": Unspeakable,
    "a cycle of causes": in_circles(),
    "bytes": b"\xff\0",
    "a set": {1, "a"},
    "surrogate": "\ud800",
    "controls": "\r\n\0\x1b",
    "Shouting": Shouting("<u>"),
    "nothing": "",
    "a list of them": [Unspeakable(), Pretender(str), 10**5000, Shouting("\ud800")],
    "a dict of them": {Shouting("k"): Undecided(), "b": Unclassed(), 5: float("inf")},
}


@settings(max_examples=100)
@given(*[anything] * 4, extensions, asked_for, st.sampled_from([400, 409, 422, 500, 503]))
def test_143_a_problem_may_say_anything(  # noqa: PLR0917 - each is a member
    detail: Any, title: Any, type: Any, instance: Any, more: Any, asked: Any, status: int
) -> None:
    more = {**more, "errors": [detail, {"pointer": title, "detail": type}], "code": instance}
    problem = Problem(status, detail=detail, title=title, type=type, instance=instance, **more)

    seen = reply(Call(pages=PAGES, does=problem, asked=asked))

    assert seen.raised is None
    assert_ours(seen, status)


@settings(max_examples=40)
@given(anything, extensions, asked_for, st.sampled_from(ADAPTERS))
def test_143_a_problem_may_say_anything_through_every_adapter(
    detail: Any, more: Any, asked: Any, way: Way
) -> None:
    seen = way(Call(pages=PAGES, does=Problem(409, detail=detail, **more), asked=asked))

    assert seen.raised is None
    assert_ours(seen, 409)


def assert_ours(seen: Seen, status: int) -> None:
    """It is whole, and not the constant page: what cannot be told is left out alone."""
    assert_whole(seen, status)
    assert not is_constant(seen)
    if seen.value("content-type") == "application/problem+json":
        document = content_of(seen)
        assert all(isinstance(document[name], str) for name in ("type", "title", "detail"))


@through_every_way
@pytest.mark.parametrize("kind", AWKWARD)
@pytest.mark.parametrize("asked", FORMATS, ids=lambda asked: asked[0][1])
def test_143_what_cannot_be_told_is_left_out(
    way: Way, kind: str, asked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    value = AWKWARD[kind]
    said_by_all: Any = dict.fromkeys((*MEMBERS, "errors", "code", "request_id", "seat"), value)

    for problem in (Problem(500, **said_by_all), Problem(409, code=value)):
        seen = way(Call(pages=PAGES, does=problem, asked=asked))

        assert seen.raised is None
        assert_ours(seen, problem.status)
        assert b"<u>" not in seen.body or asked[0][1] in ("application/json", "text/plain")
        assert b"<script" not in seen.body
    assert said(caplog) == []


@settings(max_examples=60)
@given(any_text, any_text, any_text, any_text, any_text, st.sampled_from([HTML, JSON]))
def test_143_a_request_may_say_anything(  # noqa: PLR0917 - each is a part of it
    path: str, accept: str, language: str, identity: str, trace: str, asked: Any
) -> None:
    made = PAGES.reply(
        404,
        path=path,
        accept=asked[0][1] + "," + accept,
        accept_language=language,
        request_id=identity,
        trace_id=trace,
        nonce=trace,
    )

    assert_ours(seen_of(made), 404)


def seen_of(made: Any) -> Seen:
    from doubles import Seen

    return Seen(status=made.status, headers=list(made.headers), chunks=[made.body])


@settings(max_examples=60)
@given(*[anything] * 6)
def test_143_arguments_of_the_wrong_type_leave_status_and_document(  # noqa: PLR0917 - one each
    path: Any, accept: Any, language: Any, identity: Any, trace: Any, nonce: Any
) -> None:
    made = PAGES.reply(
        404,
        path=path,
        accept=accept,
        accept_language=language,
        language=language,
        request_id=identity,
        trace_id=trace,
        nonce=nonce,
    )

    assert_whole(seen_of(made), 404)


# Whose text it is


@through_every_way
@pytest.mark.parametrize("asked", FORMATS, ids=lambda asked: asked[0][1])
def test_124_an_exception_given_as_the_detail_of_a_5xx_is_for_the_log(way: Way, asked: Any) -> None:
    problem = Problem(502, detail=RuntimeError("secret"), cause=KeyError("secret"))

    assert_ours(way(Call(pages=PAGES, does=problem, asked=asked)), 502)


@pytest.mark.parametrize("kind", ["a generator", "a module", "a class", "Unspeakable"])
@pytest.mark.parametrize("asked", [HTML, JSON], ids=lambda asked: asked[0][1])
def test_143_what_has_no_text_of_its_own_tells_no_class_address_or_path(
    kind: str, asked: Any
) -> None:
    value = AWKWARD[kind]
    problem = Problem(409, detail=value, seat=value, seats=[value, open])

    seen = reply(Call(pages=PAGES, does=problem, asked=asked))

    assert_ours(seen, 409)
    for told in (b"<generator", b"<module", b"<class", b"<built-in", b"&lt;", b"gc"):
        assert told not in seen.body
    if asked is JSON:
        assert content_of(seen)["seats"] == [None, None]
