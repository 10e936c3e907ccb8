"""Which responses a policy lets go; the numbers are those of `reference/behaviours.md`."""

from __future__ import annotations

import pytest

from httpolite.replacement.policy import (
    MOST_BYTES,
    POLICIES,
    Policy,
    is_bare,
    may_turn_out_bare,
)

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
Response = tuple[int, dict[str, str], bytes]
STARLETTE = (404, {"content-type": TEXT}, b"Not Found")
FASTAPI = (404, {"content-type": JSON}, b'{"detail":"Not Found"}')
EMPTY = (404, {"content-type": HTML, "content-length": "0"}, b"")
UNTYPED: Response = (503, {}, b"")
OWN_WORDS = (404, {"content-type": TEXT}, b"No seat 14C.")
OWN_PAGE = (404, {"content-type": HTML}, b"<!doctype html><title>Lost?</title>")


def bare(policy: Policy, response: Response, method: str = "GET") -> bool:
    status, headers, body = response
    return is_bare(policy, status, headers, body, method=method)


def test_the_policies_are_those_of_the_option() -> None:
    assert POLICIES == ("exceptions", "empty", "bare", "all", "never")
    assert MOST_BYTES == 2048


@pytest.mark.parametrize(
    ("response", "policies"),
    [
        (EMPTY, {"empty", "bare", "all"}),
        (UNTYPED, {"empty", "bare", "all"}),
        (STARLETTE, {"bare", "all"}),
        (FASTAPI, {"bare", "all"}),
        (OWN_WORDS, {"all"}),
        (OWN_PAGE, {"all"}),
    ],
)
def test_154_each_policy_takes_what_its_name_says(response: Response, policies: set[str]) -> None:
    assert {policy for policy in POLICIES if bare(policy, response)} == policies


@pytest.mark.parametrize(
    "header",
    [
        {"content-encoding": "gzip"},
        {"content-disposition": "attachment"},
        {"trailer": "x"},
        {"content-type": "application/problem+json"},
        {"content-type": "application/problem+xml"},
    ],
)
@pytest.mark.parametrize("body", [b"", b"Not Found"])
def test_152_what_is_coded_named_or_a_problem_already_is_deliberate(
    header: dict[str, str], body: bytes
) -> None:
    response = (404, {"content-type": TEXT, **header}, body)
    assert not bare("bare", response)
    assert not bare("empty", response)
    assert bare("all", response)


@pytest.mark.parametrize(
    ("content_type", "length", "policies"),
    [
        (TEXT, "9", {"bare"}),
        (TEXT, "10", set()),
        (JSON, "22", {"bare"}),
        (HTML, "207", {"bare"}),
        (HTML, "208", set()),
        (HTML, "0", {"empty", "bare"}),
        ("", "0", {"empty", "bare"}),
        ("", None, {"empty", "bare"}),
        (TEXT, None, set()),
        (TEXT, "nine", set()),
        (TEXT, "-9", set()),
        (TEXT, "9, 9", set()),
    ],
)
def test_151_head_is_judged_by_type_and_length(
    content_type: str, length: str | None, policies: set[str]
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    if length is not None:
        headers["content-length"] = length
    found = {policy for policy in POLICIES if bare(policy, (404, headers, b""), "HEAD")}
    assert found == policies | {"all"}


def test_151_a_head_that_came_with_a_body_is_judged_by_it() -> None:
    assert bare("bare", STARLETTE, "HEAD")
    assert not bare("bare", OWN_WORDS, "HEAD")


@pytest.mark.parametrize(
    ("policy", "body", "may"),
    [
        ("empty", b"", True),
        ("empty", b"N", False),
        ("bare", b"", True),
        ("bare", b"Not F", True),
        ("bare", b"Not Found", True),
        ("bare", b"Nothing", False),
        ("all", b"Nothing", True),
        (lambda *_: True, b"Nothing", True),
    ],
)
def test_7_a_response_that_goes_on_is_held_while_it_may_turn_out_bare(
    policy: object, body: bytes, may: bool
) -> None:
    assert may_turn_out_bare(policy, 404, {"content-type": TEXT}, body) == may


def test_7_a_response_without_a_type_is_bare_only_while_it_is_empty() -> None:
    assert may_turn_out_bare("bare", 404, {}, b"")
    assert not may_turn_out_bare("bare", 404, {}, b"N")
