"""A compiled page: ready segments around a few slots."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from httpolite.headers import HeaderBlock
from httpolite.rendering import html
from httpolite.rendering.compiled import READY, CompiledPage, RenderedPage, mark, plain_characters
from httpolite.rendering.documents import escape_json, escape_markdown, escape_text, escape_xml
from httpolite.requests import _ID

BLOCK = HeaderBlock((("content-type", "text/plain"),))
values = st.fixed_dictionaries({"path": st.text(), "title": st.text()})


def compiled(text: str) -> CompiledPage:
    return CompiledPage(text, escape, BLOCK)


@given(values)
def test_each_value_stands_escaped_in_its_slots(values: dict[str, str]) -> None:
    page = compiled(f"中{mark('path')}{mark('title')}<b>{mark('path')}")
    path, title = escape(values["path"]), escape(values["title"])
    assert page.body(values).decode() == f"中{path}{title}<b>{path}"


@given(st.from_regex(_ID, fullmatch=True))
def test_a_checked_id_needs_no_escaping(identity: str) -> None:
    assert compiled(mark("request_id")).body({"request_id": identity}) == identity.encode()
    assert escape(identity) == escape_json(identity) == escape_xml(identity) == identity


@pytest.mark.parametrize(
    "escaping", [html.escape, escape_json, escape_xml, escape_markdown, escape_text]
)
@given(st.data())
def test_plain_characters_stay_as_they_are_in_any_order(escaping: Any, data: Any) -> None:
    plain = plain_characters(escaping).decode()
    assert set("/abcxyzABCXYZ0189.-") <= set(plain)
    text = data.draw(st.text(plain))
    assert escaping(text) == text


def test_what_all_pages_share_is_one_object_in_each() -> None:
    style = b"b { color: red }"
    pages = [
        CompiledPage(
            f"{n}<style>{style.decode()}</style>{mark('path')}", escape, BLOCK, shared=style
        )
        for n in range(2)
    ]
    for n, page in enumerate(pages):
        assert page.body({"path": "/"}).decode() == f"{n}<style>{style.decode()}</style>/"
        assert any(part is style for part in page.parts)
        assert page.size < 1300


def test_a_page_without_slots_is_its_text() -> None:
    assert compiled("é").body({}) == "é".encode()
    assert compiled("").body({}) == b""


def test_extensions_are_ready_and_not_escaped_again() -> None:
    assert compiled(f"{{{mark(READY)}}}").body({READY: '"<a>":1'}) == b'{"<a>":1}'


def test_a_value_that_looks_like_a_slot_stays_as_it_is() -> None:
    page = compiled(mark("path"))
    assert page.body({"path": mark("request_id")}).decode() == mark("request_id")


def test_values_that_have_no_slot_are_ignored() -> None:
    assert compiled("a").body({"path": "b"}) == b"a"


@pytest.mark.parametrize("name", ["a", "href_sign_in", "allowed_methods"])
def test_a_mark_is_not_changed_by_any_escaping(name: str) -> None:
    assert mark(name).replace("_", "").isalnum()
    assert mark(name).isascii()
    assert compiled(f"X{mark(name)}X").body({name: "v"}) == b"XvX"


def test_a_rendered_page_is_made_from_the_values_each_time() -> None:
    page = RenderedPage(lambda values: f"é{values['path']}", BLOCK)
    assert page.body({"path": "/a"}) == "é/a".encode()
    assert page.body({"path": "/b"}) == "é/b".encode()
