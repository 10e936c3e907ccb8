"""Documents for programs: always valid, whatever the values hold."""

from __future__ import annotations

import json
import math
from collections import OrderedDict, UserDict, deque
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from httpolite.rendering.documents import (
    escape_json,
    escape_markdown,
    escape_text,
    escape_xml,
    json_extensions,
    jsonable,
    problem_json,
    problem_xml,
    xml_extensions,
)
from strategies import Unspeakable, any_text, anything, extensions


class Colour(Enum):
    RED = "red"


class Size(IntEnum):
    BIG = 3


class Words(StrEnum):
    HELLO = "hello"


class Awkward(dict):  # type: ignore[type-arg]
    def keys(self) -> Any:
        raise RuntimeError("no keys")


def refuse_constants(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def strict(text: str) -> Any:
    """Parse as RFC 8259 has it, from UTF-8 bytes, without a name twice."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    return json.loads(
        text.encode("utf-8"), parse_constant=refuse_constants, object_pairs_hook=unique
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (1, 1),
        (1.5, 1.5),
        ("é", "é"),
        ("\ud800a", "\ufffda"),
        (b"\xff", "\ufffd"),
        (bytearray(b"a"), "a"),
        (memoryview(b"a"), "a"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (Decimal("1.10"), "1.10"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05+00:00"),
        (date(2026, 1, 2), "2026-01-02"),
        (time(3, 4), "03:04:00"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Colour.RED, "Colour.RED"),
        (Size.BIG, 3),
        (Words.HELLO, "hello"),
        (ValueError("x"), "x"),
        (Unspeakable(), None),
        pytest.param(10**5000, None, id="5001 digits"),
        ({1}, [1]),
        (frozenset({"a"}), ["a"]),
        ((1, 2), [1, 2]),
        ({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
        ({1: "a", None: "b"}, {"1": "a", "None": "b"}),
        ({b"k": 1, "\ud800": 2}, {"k": 1, "\ufffd": 2}),
        ({Unspeakable(): 1}, None),
        (MappingProxyType({"a": 1}), {"a": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (UserDict({"a": 1}), {"a": 1}),
        (deque([1]), "deque([1])"),
        (Awkward(a=1), None),
        (dict, None),
        ([1, Unspeakable(), 10**5000], [1, None, None]),
    ],
)
def test_143_each_value_has_a_form_in_json(value: Any, written: Any) -> None:
    assert jsonable(value) == written
    assert type(jsonable(value)) is type(written)


def test_143_a_cycle_ends() -> None:
    cycle: list[Any] = [1]
    cycle.append({"again": cycle})
    assert jsonable(cycle) == [1, {"again": None}]


def test_143_the_same_value_twice_is_no_cycle() -> None:
    shared = {"a": 1}
    assert jsonable([shared, shared]) == [shared, shared]


def test_143_what_lies_too_deep_is_left_out() -> None:
    deep: Any = "bottom"
    for _ in range(5000):
        deep = [deep]
    text = json_extensions({"deep": deep})
    assert text.count("[") == 32
    assert "bottom" not in text
    assert "null" in text


@given(anything)
def test_143_any_value_is_written_as_strict_json(value: Any) -> None:
    text = json_extensions({"name": value})
    assert strict("{" + text[1:] + "}").keys() == {"name"}


@given(extensions)
def test_143_any_extensions_follow_the_other_members(values: dict[str, Any]) -> None:
    document = strict('{"status":404' + json_extensions(values) + "}")
    assert list(document) == ["status", *values]


@given(any_text)
def test_a_string_is_escaped_for_json(value: str) -> None:
    value = value.encode("utf-8", "replace").decode()
    assert strict(f'"{escape_json(value)}"') == value


@given(any_text)
def test_a_string_is_escaped_for_xml(value: str) -> None:
    text = ET.fromstring(f"<a>{escape_xml(value)}</a>".encode()).text or ""
    assert len(text) <= len(value)
    assert all(c == "\ufffd" or c in value or c == "\n" for c in text)


@given(extensions)
def test_141_any_extensions_are_well_formed_xml(values: dict[str, Any]) -> None:
    root = ET.fromstring(f"<a>{xml_extensions(values)}</a>".encode())
    assert len(root) == len(values)


@given(anything)
def test_141_any_value_is_well_formed_xml(value: Any) -> None:
    root = ET.fromstring(f"<a>{xml_extensions({'name': value})}</a>".encode())
    assert [child.tag for child in root] == ["name"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a<b", "<name>a&lt;b</name>"),
        (None, "<name></name>"),
        (True, "<name>true</name>"),
        (1.5, "<name>1.5</name>"),
        ([1, "a"], "<name><i>1</i><i>a</i></name>"),
        ({"row": 14}, "<name><row>14</row></name>"),
        ({"1 row": 14}, "<name><member><name>1 row</name><value>14</value></member></name>"),
        ({"XmlThing": 1}, "<name><member><name>XmlThing</name><value>1</value></member></name>"),
        ({"a:b": 1}, "<name><member><name>a:b</name><value>1</value></member></name>"),
    ],
)
def test_141_values_as_elements_in_the_way_of_appendix_b(value: Any, written: str) -> None:
    assert xml_extensions({"name": value}) == written


def test_138_an_extension_whose_name_xml_keeps_for_itself() -> None:
    assert xml_extensions({"xmlns": 1}).startswith("<member><name>xmlns</name>")


def test_a_json_document_is_closed_unless_extensions_follow() -> None:
    assert problem_json({"status": 404}, extended=False) == '{"status":404}'
    opened = problem_json({"status": 404}, extended=True)
    assert opened.startswith('{"status":404')
    assert opened != '{"status":404}'


def test_141_an_xml_document_has_the_namespace_of_rfc_7807() -> None:
    root = ET.fromstring(problem_xml({"status": 404, "title": "a"}, extended=False).encode())
    assert root.tag == "{urn:ietf:rfc:7807}problem"
    assert [child.text for child in root] == ["404", "a"]


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("a*b_c`d", r"a\*b\_c\`d"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("# a\n- b\r\n\n> c", r"# a - b \> c"),
        ("\\", r"\\"),
        ("a|b ~~c~~", r"a\|b \~\~c\~\~"),
    ],
)
def test_a_value_is_escaped_for_markdown(value: str, escaped: str) -> None:
    assert escape_markdown(value) == escaped


@given(any_text)
def test_a_value_in_markdown_stays_on_its_line_and_opens_nothing(value: str) -> None:
    escaped = escape_markdown(value)
    assert len(escaped.splitlines()) <= 1
    plain = escaped.replace("\\\\", "")
    for index, character in enumerate(plain):
        if character in "`*_[]<>&~|":
            assert plain[index - 1] == "\\"


def test_plain_text_escapes_nothing() -> None:
    assert escape_text("<b>*") == "<b>*"
