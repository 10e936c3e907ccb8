"""problem_errors: where a validation failed and why, never what was submitted."""

from __future__ import annotations

import enum
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from typing import Annotated, Any, Literal
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    AnyUrl,
    Base64Bytes,
    BaseModel,
    ByteSize,
    Field,
    Json,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from httpolite.validation import problem_errors
from strategies import any_text, anything


def one(loc: Any, kind: str = "missing", msg: str = "Field required", **more: Any) -> Any:
    body = more.pop("body", ...)
    error = {"type": kind, "loc": loc, "msg": msg, **more}
    (made,) = problem_errors([error]) if body is ... else problem_errors([error], body=body)
    return made


@pytest.mark.parametrize(
    ("loc", "pointer"),
    [
        (("body", "items", 0, "price"), "#/items/0/price"),
        (("body",), "#"),
        ((), "#"),
        (("name",), "#/name"),
        (("query",), "#/query"),
        (("body", "a/b"), "#/a~1b"),
        (("body", "m~n"), "#/m~0n"),
        (("body", "c%d"), "#/c%25d"),
        (("body", "e^f"), "#/e%5Ef"),
        (("body", " "), "#/%20"),
        (("body", ""), "#/"),
        (("body", "größe"), "#/gr%C3%B6%C3%9Fe"),
        (("body", "\udce9"), "#/?"),
        (("body", "prices", "a key", "[key]"), "#/prices"),
    ],
)
def test_a_place_in_the_body_is_a_pointer(loc: Any, pointer: str) -> None:
    assert one(loc) == {"pointer": pointer, "code": "missing", "detail": "Field required"}


@pytest.mark.parametrize("kind", ["query", "path", "header", "cookie"])
def test_a_parameter_is_named(kind: str) -> None:
    assert one((kind, "limit", 0)) == {
        "parameter": "limit",
        "in": kind,
        "code": "missing",
        "detail": "Field required",
    }


def test_a_body_that_is_no_json_is_pointed_at_as_a_whole() -> None:
    assert one(("body", 1), "json_invalid")["pointer"] == "#"
    assert one(("body", "meta"), "json_invalid")["pointer"] == "#/meta"


def test_95_what_was_submitted_and_pydantics_own_members_are_dropped() -> None:
    error = one(("body", "age"), "int_parsing", "An integer.", input="x", ctx={"a": 1}, url="u")

    assert error.keys() == {"pointer", "code", "detail"}


@pytest.mark.parametrize(
    ("loc", "kind", "pointer"),
    [
        (("body", "pet", "Cat", "lives"), "int_parsing", "#/pet/lives"),
        (("body", "pet", "Cat", "name"), "missing", "#/pet/name"),
        (("body", "tags", 1, "int"), "int_type", "#/tags/1"),
        (("body", "gone"), "extra_forbidden", "#"),
    ],
)
def test_a_pointer_leaves_out_the_member_of_a_union(loc: Any, kind: str, pointer: str) -> None:
    body = {"pet": {"lives": "x"}, "tags": ["a", "b"]}

    assert one(loc, kind, body=body)["pointer"] == pointer


def test_something_that_is_no_error_is_passed_over() -> None:
    errors: Any = ["text", {"msg": "Say more."}]

    assert problem_errors(errors, body=None) == [
        {"pointer": "#", "code": "invalid", "detail": "Say more."}
    ]


@pytest.mark.parametrize(
    ("message", "submitted", "body"),
    [
        ("Value error, passwords differ", "hunter2", {"password": "hunter2"}),
        ("Value error, end must be after start", {"start": 9, "end": 1}, None),
        ("Value error, taken", None, None),
        ("Value error, at least 10 letters", "short", {"name": "short", "about": "x" * 9999}),
        ("Value error, only even numbers", [7, None, "", 2.5, b"\xff"], None),
    ],
)
def test_a_validators_own_words_are_kept(message: str, submitted: Any, body: Any) -> None:
    error = one(("body", "x"), "value_error", message, input=submitted, body=body)

    assert error["detail"] == message


@pytest.mark.parametrize(
    ("message", "submitted", "body"),
    [
        ("Value error, hunter2 is weak", "hunter2", None),
        ("Value error, HUNTER2 is weak", "hunter2", None),
        ("Value error, no host at shop.example", "me@shop.example", None),
        ("Value error, 1000.0 is too much", "1e3", None),
        ("Value error, 7.0 is odd", 7, None),
        ("Value error, !? is no name", "!?", None),
        ("Value error, found it", {"a": [{"b": ("found",)}]}, None),
        ("Value error, may be hunter2", "other", {"password": "hunter2"}),
        ("Value error, who knows", object(), None),
        ("Value error, who knows", "x" * 5000, None),
        ("Value error, who knows", list(range(999)), None),
        pytest.param("Value error, who knows", 10**5000, None, id="a long integer"),
        ("Value error, who knows", "other", {"file": object()}),
    ],
)
def test_words_that_may_quote_what_was_submitted_are_not(
    message: str, submitted: Any, body: Any
) -> None:
    error = one(("body", "x"), "value_error", message, input=submitted, body=body)

    assert error["detail"] == "Input is not valid"


def test_words_are_not_kept_if_nobody_says_what_was_submitted() -> None:
    assert one(("body", "x"), "value_error", "Value error, x")["detail"] == "Input is not valid"
    assert one(("body", "x"), "value_error", "Value error", body={})["detail"] == "Value error"


class Colour(enum.Enum):
    RED = "red"


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


def quoting(value: Any) -> Any:
    raise ValueError(f"{value!r} will not do")


def asserting(value: Any) -> Any:
    raise AssertionError(f"not {value}")


def shouting(value: Any) -> Any:
    raise PydanticCustomError("loud", "{value}!", {"value": str(value).upper()})


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]
MARKER = "z9marker7q"
TYPES: list[Any] = [
    *(bool, int, float, bytes, date, datetime, time, timedelta, Decimal, UUID),
    *(AnyUrl, Base64Bytes, ByteSize, IPv4Address, Json[int], Colour, Cat, Pet),
    *(dict[int, int], list[int], set[int], tuple[int, int], int | float | date),
    Literal["a", "b"],
    Annotated[str, Field(max_length=3)],
    Annotated[str, Field(pattern="^a+$")],
    Annotated[str, AfterValidator(quoting)],
    Annotated[str, AfterValidator(asserting)],
    Annotated[str, AfterValidator(shouting)],
    Annotated[dict[str, Any], AfterValidator(quoting)],
    Annotated[list[Any], AfterValidator(quoting)],
]


@pytest.mark.parametrize("kind", TYPES, ids=str)
@pytest.mark.parametrize(
    "submitted",
    [
        MARKER,
        f"https://{MARKER}:x",
        f"2026-01-01T{MARKER}",
        f"12 {MARKER}",
        f"urn:uuid:{MARKER}",
        f"[1, {MARKER}]",
        {"kind": MARKER},
        {"a": MARKER},
        [MARKER],
    ],
    ids=str,
)
def test_95_no_message_of_pydantic_holds_what_was_submitted(kind: Any, submitted: Any) -> None:
    try:
        TypeAdapter(kind).validate_python(submitted)
    except ValidationError as exc:
        errors: Any = [{**error, "loc": ("body", *error["loc"])} for error in exc.errors()]
        made = problem_errors(errors, body=submitted)
        assert len(made) == len(errors)
        assert MARKER not in repr(made).lower()


@pytest.mark.parametrize(
    ("kind", "submitted", "code"),
    [
        (UUID, "z" * 32, "uuid_parsing"),
        (Pet, {"kind": "cow"}, "union_tag_invalid"),
        (ByteSize, "12 shops", "byte_size_unit"),
    ],
)
def test_messages_known_to_quote_are_said_without(kind: Any, submitted: Any, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(submitted)
    errors: Any = caught.value.errors()

    (made,) = problem_errors(errors)

    assert made["code"] == code
    assert made["detail"] != errors[0]["msg"]


tokens = any_text | st.integers()


@given(st.lists(tokens, max_size=5))
@example(["~1", "/", "%7E"])
def test_a_pointer_says_its_path(path: list[Any]) -> None:
    pointer = one(("body", *path), "int_type")["pointer"]

    read = [unquote(part).replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    if "[key]" not in path:
        written = [str(token).encode(errors="replace").decode() for token in path]
        assert read == written
    assert pointer.isascii()
    assert pointer.isprintable()


@given(st.dictionaries(st.sampled_from(["type", "msg", "input", "ctx", "url"]), anything), anything)
def test_it_never_raises(error: dict[str, Any], body: Any) -> None:
    (made,) = problem_errors([{"loc": ("body", "x", 0), **error}], body=body)

    assert made["pointer"].startswith("#")
