"""What differs from one reply to the next, as clean strings."""

from __future__ import annotations

import re
from collections import UserDict
from typing import Any

import pytest
from hypothesis import given

from httpolite import Problem
from httpolite.catalogue.languages import SHIPPED
from httpolite.rendering.values import (
    clean,
    detail_of,
    document_values,
    errors_of,
    extensions_of,
    now,
    page_values,
    retry_after,
    shown_path,
)
from httpolite.requests import Inquiry
from strategies import Unspeakable, any_text, anything

LABELS = SHIPPED.labels("en")
BARE = Inquiry(request_id="abc")


def values_of(problem: Problem | None = None, inquiry: Inquiry = BARE, **kept: str) -> Any:
    pairs = [(name.replace("_", "-"), value) for name, value in kept.items()]
    return page_values(problem, inquiry, pairs, LABELS)


def test_a_page_always_tells_id_and_time() -> None:
    values = values_of()
    assert values["request_id"] == "abc"
    assert values.keys() == {"request_id", "time", "repeatable"}


def test_the_time_is_in_utc_to_the_second() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", now().decode())


def test_a_page_tells_what_is_known() -> None:
    inquiry = BARE._replace(path="/seats", trace_id="t1", nonce="n1", method="POST")
    problem = Problem(409, title="Taken", detail="Gone.")
    values = values_of(problem, inquiry, allow="GET, HEAD", retry_after="30", x_other="1")
    del values["time"]
    assert values == {
        "request_id": "abc",
        "path": "/seats",
        "trace_id": "t1",
        "nonce": "n1",
        "allowed_methods": "GET, HEAD",
        "retry_after": "30 s",
        "retry_at": "PT30S",
        "title": "Taken",
        "detail": "Gone.",
    }


@pytest.mark.parametrize(("method", "repeatable"), [("GET", True), ("HEAD", True), ("POST", False)])
def test_only_a_safe_request_is_repeated_by_a_link(method: str, repeatable: bool) -> None:
    assert ("repeatable" in values_of(None, BARE._replace(method=method))) == repeatable


def test_109_several_allow_lines_are_shown_as_one_and_an_empty_one_not_at_all() -> None:
    pairs = [("allow", "GET"), ("allow", ""), ("allow", "HEAD")]
    assert page_values(None, BARE, pairs, LABELS)["allowed_methods"] == "GET, HEAD"
    assert "allowed_methods" not in values_of(allow="")


def test_163_a_retry_after_that_is_neither_form_is_not_shown() -> None:
    assert not {"retry_after", "retry_at"} & values_of(retry_after="soon").keys()


def test_a_document_tells_the_members_that_are_set() -> None:
    problem = Problem(409, type="/taken", title="Taken", detail="Gone.", instance="/seats/1")
    assert document_values(problem, BARE._replace(trace_id="t1")) == {
        "request_id": "abc",
        "trace_id": "t1",
        "type": "/taken",
        "title": "Taken",
        "detail": "Gone.",
        "instance": "/seats/1",
    }


@pytest.mark.parametrize("problem", [None, Problem(409), Problem(409, title="", detail="")])
def test_a_document_of_a_problem_that_says_nothing_has_the_id_only(problem: Any) -> None:
    assert document_values(problem, BARE) == {"request_id": "abc"}
    assert document_values(problem, Inquiry()) == {}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain é中", "plain é中"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a\0b\x0bc\x1bd\x7fe\x85", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_143_a_text_is_cleaned_of_what_cannot_be_shown(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(any_text)
def test_143_a_cleaned_text_can_be_encoded(text: str) -> None:
    for shown in (clean(text), shown_path(text)):
        shown.encode()
        assert not set(shown) & set("\r\0\x0b\x7f")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a é", "/a é"),
        ("/a\nb\tc", "/a\ufffdb\ufffdc"),
        ("/moc.\u202eelpmaxe\u2066", "/moc.\ufffdelpmaxe\ufffd"),
        ("/" + "a" * 255, "/" + "a" * 255),
        ("/" + "a" * 256, "/" + "a" * 254 + "…"),
    ],
)
def test_122_a_path_is_shown_short_and_without_what_misleads(path: str, shown: str) -> None:
    assert shown_path(path) == shown


class Silent:
    pass


class Telling:
    def __str__(self) -> str:
        return "told"


class Represented:
    def __repr__(self) -> str:
        return "represented"


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ("Gone.", "Gone."),
        ("", None),
        (None, None),
        (0, "0"),
        (True, "True"),
        (b"\xffa", "\ufffda"),
        (float("nan"), "nan"),
        ([1], None),
        ({"a": 1}, None),
        ((1,), None),
        (Silent(), None),
        (Unspeakable(), None),
        pytest.param(10**5000, None, id="5001 digits"),
        (Telling(), "told"),
        (Represented(), "represented"),
        (ValueError("why"), "why"),
        (UserDict({"a": 1}), "{'a': 1}"),
    ],
)
def test_94_a_detail_is_told_as_text_if_it_is_one(detail: Any, text: str | None) -> None:
    assert detail_of(Problem(400, detail=detail)) == text


@given(anything)
def test_143_no_detail_fails_or_tells_an_address(detail: Any) -> None:
    assert " at 0x" not in (detail_of(Problem(400, detail=detail)) or "") or isinstance(detail, str)


def test_94_a_list_or_dict_given_as_detail_is_the_extension_data() -> None:
    problem = Problem(400, detail=["a"], seat="14C")
    assert extensions_of(problem) == {"seat": "14C", "data": ["a"]}
    assert problem.extensions == {"seat": "14C"}


def test_139_errors_are_shown_with_their_place() -> None:
    errors = [
        {"pointer": "#/items/0", "detail": "too many"},
        {"parameter": "limit", "in": "query", "detail": "not a number\0"},
        {"code": "x"},
        {"pointer": Unspeakable(), "detail": Unspeakable()},
        "no dict",
    ]
    assert errors_of(Problem(422, errors=errors)) == (
        {"where": "#/items/0", "detail": "too many"},
        {"where": "limit", "detail": "not a number\ufffd"},
        {"where": "#", "detail": ""},
        {"where": "#", "detail": ""},
    )


@pytest.mark.parametrize("errors", ["text", 5, None, {"a": 1}])
def test_errors_of_another_shape_are_not_shown(errors: Any) -> None:
    assert errors_of(Problem(422, errors=errors)) == ()
    assert errors_of(Problem(422)) == ()


@given(anything)
def test_no_errors_fail(errors: Any) -> None:
    for error in errors_of(Problem(422, errors=[errors, {"detail": errors, "pointer": errors}])):
        f"{error['where']}{error['detail']}".encode()


@pytest.mark.parametrize(
    ("value", "shown", "machine"),
    [
        ("0", "0 s", "PT0S"),
        ("1", "1 s", "PT1S"),
        (" 30 ", "30 s", "PT30S"),
        ("090", "90 s", "PT90S"),
        ("60", "1 min", "PT60S"),
        ("599", "599 s", "PT599S"),
        ("601", "11 min", "PT601S"),
        ("3600", "1 h", "PT3600S"),
        ("5400", "90 min", "PT5400S"),
        ("172800", "2 d", "PT172800S"),
        ("999999999", "16666667 min", "PT999999999S"),
        ("Sun, 22 Nov 2026 14:05:09 GMT", "2026-11-22 14:05 UTC", "2026-11-22T14:05Z"),
        ("Sun, 22 Nov 2026 14:05:09 -0000", "2026-11-22 14:05 UTC", "2026-11-22T14:05Z"),
        ("Sun, 22 Nov 2026 14:05:09 +0200", "2026-11-22 12:05 UTC", "2026-11-22T12:05Z"),
        ("Sunday, 22-Nov-26 14:05:09 GMT", "2026-11-22 14:05 UTC", "2026-11-22T14:05Z"),
        ("Sun, 22 Nov 0999 14:05:09 GMT", "0999-11-22 14:05 UTC", "0999-11-22T14:05Z"),
    ],
)
def test_163_a_retry_after_is_told_for_people_and_for_machines(
    value: str, shown: str, machine: str
) -> None:
    assert retry_after(value, LABELS) == (shown, machine)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "1.5",
        "9" * 10,
        "٣",
        "Sun, 99 Nov 2026 14:05:09 GMT",
        "1 Jan",
        "\0",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "0 Jan 0 0:0:0",
    ],
)
def test_163_a_retry_after_that_is_neither_is_none(value: str) -> None:
    assert retry_after(value, LABELS) is None


@given(any_text)
def test_163_no_retry_after_fails(value: str) -> None:
    for text in retry_after(value, LABELS) or ():
        assert value.strip()
        assert text.isprintable()


def test_without_an_id_a_page_shows_none() -> None:
    assert "request_id" not in values_of(inquiry=Inquiry())
