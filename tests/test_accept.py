"""Which format an Accept header gets; the numbers are those of `reference/behaviours.md`."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from httpolite.negotiation.accept import FORMATS, Format, choose_format
from httpolite.negotiation.weights import (
    MAX_LENGTH,
    MAX_MEMBERS,
    MAX_PARAMETERS,
    MAX_QUOTED,
    READ_OF_LONG,
    read_members,
)

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
AXIOS = "application/json, text/plain, */*"

RANGES = (
    "*/*",
    "*",
    "application/*",
    "application/*+json",
    "application/json",
    "application/json;version=1",
    "application/problem+json",
    "application/problem+xml",
    "application/vnd.api+json",
    "application/xhtml+xml",
    "application/xml",
    "garbage",
    "image/png",
    "text/*",
    "text/html",
    "text/html;level=1",
    "text/markdown",
    "text/plain",
    "text/xml",
)
HTML_NAMES = ("text/html", "application/xhtml+xml")
XML_NAMES = ("application/problem+xml", "application/xml", "text/xml")

formats = st.sampled_from(FORMATS)
weights = st.sampled_from(["", ";q=0", ";q=0.5", ";q=0.500", ";q=1", ";q=2", ";q=-1", ";q=abc"])
members = st.builds("{}{}".format, st.sampled_from(RANGES), weights)
member_lists = st.lists(members, max_size=MAX_MEMBERS)
# All of which is read.
short_lists = st.lists(members, max_size=MAX_MEMBERS // 2).filter(
    lambda some: "".join(some).count(";") <= MAX_PARAMETERS
)
headers = (
    st.text() | st.text(alphabet='*/;,=q.01"\\ +-jsonaplictexhml') | member_lists.map(",".join)
)


def test_formats_are_listed_in_the_order_of_last_resort() -> None:
    assert get_args(Format) == FORMATS == ("html", "json", "text", "markdown", "xml")


@pytest.mark.parametrize("default", FORMATS)
@pytest.mark.parametrize(
    "accept",
    [None, "", " ", ",", ", ,\t,", "*/*", "*", "*/*;q=0.1", "*/*;q=0", "image/png", "garbage", ";"],
)
def test_127_128_who_names_nothing_we_have_gets_the_default(
    accept: str | None, default: Format
) -> None:
    assert choose_format(accept, default) == default


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (CHROME, "html"),
        ("text/html, */*", "html"),
        ("*/*, text/html", "html"),
        ("text/html;q=0.8, */*;q=0.8", "html"),
        ("application/xhtml+xml", "html"),
        ("application/xhtml+xml, */*", "html"),
        ("TEXT/HTML", "html"),
        ("application/json;q=0.1, text/html", "html"),
        ("text/html;q=0.1, application/json", "json"),
        (AXIOS, "json"),
    ],
)
def test_127_html_goes_to_who_names_it(accept: str, expected: Format) -> None:
    assert choose_format(accept, "json") == expected


@pytest.mark.parametrize(
    "accept", ["*/*", "text/*", "text/*, */*", "application/*", "image/avif,image/webp,*/*;q=0.8"]
)
@pytest.mark.parametrize("default", ["json", "text"])
def test_127_no_wildcard_leads_to_html(accept: str, default: Format) -> None:
    assert choose_format(accept, default) in {"json", "text"}


@given(st.lists(members.filter(lambda member: not member.startswith(HTML_NAMES))), formats)
def test_127_html_needs_to_be_named(accept: list[str], default: Format) -> None:
    assert choose_format(",".join(accept), default) != "html" or default == "html"


@given(st.lists(members.filter(lambda member: not member.startswith(XML_NAMES))), formats)
def test_127_xml_needs_to_be_named(accept: list[str], default: Format) -> None:
    assert choose_format(",".join(accept), default) != "xml" or default == "xml"


@pytest.mark.parametrize(
    ("accept", "default", "expected"),
    [
        ("*/*", "html", "html"),
        ("*/*;q=0.9, application/json;q=0.8", "html", "html"),
        ("*;q=0.9, application/json;q=0.8", "html", "html"),
        (AXIOS, "html", "json"),
        ("text/*", "html", "text"),
        ("text/*, */*", "html", "text"),
        ("text/*;q=0.5, */*;q=0.5", "html", "text"),
        ("text/html;q=0, */*", "html", "json"),
        ("application/xhtml+xml;q=0, */*", "html", "json"),
        ("application/xhtml+xml;q=0, */*, text/html", "html", "html"),
        ("*/*", "xml", "xml"),
        ("application/xml;q=0, */*", "xml", "json"),
        ("text/*", "xml", "text"),
    ],
)
def test_127_anything_means_the_default_format_even_html(
    accept: str, default: Format, expected: Format
) -> None:
    assert choose_format(accept, default) == expected


@pytest.mark.parametrize(
    "accept",
    [
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;version=1",
        "application/problem+json",
        "application/vnd.api+json",
        'application/ld+json;profile="https://example.com/a,b;q=0"',
        "image/example+json",
        "application/*+json",
        "application/*",
    ],
)
@pytest.mark.parametrize("default", FORMATS)
def test_129_any_json_accepts_problem_json(accept: str, default: Format) -> None:
    assert choose_format(accept, default) == "json"


@pytest.mark.parametrize(
    "accept", ["json", "foo+json", "a/b/c+json", "/x+json", "application /ld+json", "a/(b)+json"]
)
def test_129_what_is_no_media_range_is_not_json(accept: str) -> None:
    assert choose_format(f"{accept}, text/plain;q=0.1", "html") == "text"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/*", "text"),
        ("text/plain", "text"),
        ("text/*;q=0.5,text/html;q=0,*/*;q=0.1", "text"),
        ("text/markdown", "markdown"),
        ("text/markdown, text/*", "markdown"),
        ("text/markdown;q=0.9, text/*", "text"),
        ("text/plain;q=0, text/*", "markdown"),
        ("application/problem+xml", "xml"),
        ("application/xml", "xml"),
        ("text/xml", "xml"),
        ("application/xml;q=0.9, text/html;q=0", "xml"),
        ("application/*+xml, text/plain;q=0.1", "text"),
    ],
)
def test_127_text_markdown_and_xml_are_chosen_too(accept: str, expected: Format) -> None:
    assert choose_format(accept, "json") == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        # exact name > suffix range > type/* > */*
        ("application/json;q=0.2, application/*+json;q=0.9, text/plain;q=0.5", "text"),
        ("application/*+json;q=0.2, application/*;q=0.9, text/plain;q=0.5", "text"),
        ("application/*;q=0.2, */*;q=0.9, text/plain;q=0.5", "markdown"),
        ("text/*;q=0.2, */*;q=0.9, application/json;q=0.5", "json"),
        # problem+json alone decides, then the best of the other json names
        ("application/problem+json;q=0.2, application/json, text/plain;q=0.5", "text"),
        ("application/json;q=0.2, application/vnd.api+json, text/plain;q=0.5", "json"),
        ("application/json;q=0, application/vnd.api+json;q=0.4, text/plain;q=0.5", "text"),
        # text/html before application/xhtml+xml, problem+xml before xml before text/xml
        ("text/html;q=0.2, application/xhtml+xml, text/plain;q=0.5", "text"),
        ("application/problem+xml;q=0.2, application/xml, text/plain;q=0.5", "text"),
        ("application/xml;q=0.2, text/xml, text/plain;q=0.5", "text"),
        # a range without parameters speaks for its name, and the best of several for all
        ("text/html;level=1;q=0.9, text/html;q=0.2, text/plain;q=0.5", "text"),
        ("text/html;level=1;q=0.2, text/html;q=0.9, text/plain;q=0.5", "html"),
        ("text/html;level=1;q=0.2, text/html;level=2;q=0.9, text/plain;q=0.5", "html"),
        ("application/json;v=1;q=0.9, application/json;q=0.2, text/plain;q=0.5", "text"),
        ("application/json;charset=utf-8;q=0.9, application/json;q=0.2, text/plain;q=0.5", "json"),
    ],
)
def test_129_the_most_specific_range_decides_the_weight(accept: str, expected: Format) -> None:
    assert choose_format(accept, "json") == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/json;q=0, */*", "text"),
        ("application/json;q=0, application/*, */*;q=0.1", "text"),
        ("application/problem+json;q=0, application/json, */*;q=0.1", "text"),
        ("application/vnd.api+json;q=0.0, */*", "text"),
        ("application/*;q=0.000, */*", "text"),
        ("application/*+json;q=-1, */*", "text"),
        ("application/json;q=0, text/*;q=0, */*", "json"),
        ("text/plain;q=0, application/*;q=0, */*", "markdown"),
    ],
)
def test_128_a_weight_of_zero_excludes_until_nothing_is_left(accept: str, expected: Format) -> None:
    assert choose_format(accept, "json") == expected


@pytest.mark.parametrize(
    ("accept", "default", "expected"),
    [
        ("text/html, application/json", "json", "json"),
        ("text/html, application/json", "html", "html"),
        ("text/xml, text/markdown, text/plain, application/json, text/html", "json", "json"),
        ("text/xml, text/markdown, text/plain, application/json, text/html", "xml", "xml"),
        ("text/plain, application/json", "html", "json"),
        ("text/xml, text/markdown, text/plain", "json", "text"),
        ("text/xml, text/markdown", "json", "markdown"),
        ("text/xml, */*", "json", "xml"),
        ("text/*, */*", "json", "text"),
        ("text/*, application/*+json", "text", "json"),
    ],
)
def test_ties_go_to_the_narrower_range_then_the_default_then_the_order(
    accept: str, default: Format, expected: Format
) -> None:
    assert choose_format(accept, default) == expected


@pytest.mark.parametrize(
    "weight",
    [
        *(
            "q",
            "q=",
            "q=abc",
            "q=nan",
            "q=inf",
            "q=1e3",
            "q=0x0",
            "q=0 0",
            'q="0"',
            "q=1.5",
            "q=99",
        ),
        *("q=1.", "q=.9", "q=0.9", "Q=0.9", "q=0.12345", " q = 0.9 ", ";q=0.9;"),
    ],
)
def test_130_no_weight_but_zero_excludes(weight: str) -> None:
    assert choose_format(f"text/html;{weight}", "json") == "html"
    assert choose_format(f"text/html;{weight}, application/json;q=0.1", "json") == "html"


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("0", 0.0),
        ("0.", 0.0),
        ("-0.5", 0.0),
        ("0.001", 0.001),
        (".5", 0.5),
        ("1.000", 1.0),
        ("1.001", 1.0),
        ("9" * 400, 1.0),
        ("-" + "9" * 400, 0.0),
        ("-", 1.0),
        (".", 1.0),
        ("+0", 1.0),
        ("0.5.0", 1.0),
        ("\u0660", 1.0),
    ],
)
def test_130_weights_are_kept_between_zero_and_one(text: str, weight: float) -> None:
    assert read_members(f"a/b;q={text}") == [("a/b", weight, False)]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ('text/html;a="x,y;q=0"', "html"),
        ('text/html;a="x\\",y;q=0"', "html"),
        ('text/html;a="\\";q=0;b="', "html"),
        ('text/html;a="x";q=0, text/plain', "text"),
        ('text/plain;a="never closed, text/html', "text"),
        ('text/plain;a="never closed\\', "text"),
        ('"text/html", text/plain;q=0.1', "text"),
    ],
)
def test_129_separators_in_quoted_strings_separate_nothing(accept: str, expected: Format) -> None:
    assert choose_format(accept, "json") == expected


@pytest.mark.parametrize(
    ("member", "read"),
    [
        (' text/html ; Level = 1;; ;charset="a;b" ;q=0.5;ext', ("text/html", 0.5, True)),
        ('TEXT/HTML; charset="a;b" ;;q = 0.5', ("text/html", 0.5, False)),
        ("text/html;", ("text/html", 1.0, False)),
        ("text/html ;\tq=0.5 ", ("text/html", 0.5, False)),
        ("text/html;q=0;q=0.75", ("text/html", 0.75, False)),
        ("text/html;ext", ("text/html", 1.0, True)),
    ],
)
def test_129_parameters_are_read_for_the_weight_and_for_whether_they_narrow(
    member: str, read: tuple[str, float, bool]
) -> None:
    assert read_members(member) == [read]


@given(headers, formats)
def test_130_no_header_raises(accept: str, default: Format) -> None:
    assert choose_format(accept, default) in FORMATS


@given(st.text(min_size=1), st.integers(1, 65536), formats)
def test_130_a_long_header_is_cut(piece: str, size: int, default: Format) -> None:
    accept = (piece * size)[:65536]

    assert choose_format(accept, default) == choose_format(accept[:MAX_LENGTH], default)


@pytest.mark.parametrize(
    "filler", ["a", ";", ",", '"', "\\", '"\\', " ", "a/b;", "=", "*/", "q=0;"]
)
def test_130_64_kib_cost_no_more_than_what_is_read_of_them(filler: str) -> None:
    accept = (filler * 65536)[:65536]

    assert read_members(accept) == read_members(accept[:MAX_LENGTH])
    assert len(read_members(accept)) <= MAX_MEMBERS


def test_130_only_so_many_members_are_looked_at_empty_ones_included() -> None:
    ignored = "image/png, , ," + "image/png," * (MAX_MEMBERS - 4)

    assert choose_format(ignored + "text/html", "json") == "html"
    assert choose_format(ignored + "image/png, text/html", "json") == "json"


@pytest.mark.parametrize("rest", ["x", "/x", ";q=0", ';a=",', ",*/*", " "])
def test_130_half_a_member_never_counts(rest: str) -> None:
    filler = f"a/{'b' * (READ_OF_LONG - len('a/,text/html'))},"
    accept = f"{filler}text/html{rest}".ljust(MAX_LENGTH)

    assert accept[:READ_OF_LONG].endswith(",text/html")
    assert choose_format(accept, "json") == "json"
    assert choose_format(f"text/plain,{accept}", "json") == "text"
    assert choose_format(f"{filler}text/html".ljust(MAX_LENGTH - 1), "json") == "html"


def test_130_a_comma_in_a_quoted_string_ends_no_member_of_a_long_header() -> None:
    accept = 'text/html;a="' + "b," * MAX_LENGTH

    assert read_members(accept) == []
    assert choose_format(accept, "json") == "json"
    assert choose_format(f"text/plain,{accept}", "json") == "text"


def test_130_only_so_many_quoted_strings_are_looked_at() -> None:
    quoted = 'image/png;a=",",' * (MAX_QUOTED - 1)

    assert choose_format(quoted + "text/html", "json") == "html"
    assert choose_format(quoted + "text/plain,text/html;q=0.1", "json") == "text"
    assert choose_format(quoted + 'text/plain,text/html;a=""', "json") == "text"
    assert choose_format(quoted + 'text/html;a=""', "json") == "json"


def test_130_only_so_many_parameters_of_what_we_have_are_looked_at() -> None:
    ours = "text/plain;v=1;q=0.1," * (MAX_PARAMETERS // 2)
    theirs = "image/png;v=1;q=0.1," * (MAX_MEMBERS - 1)

    assert choose_format(f"{ours}text/html;q=0.5, application/json;q=0.7", "json") == "json"
    assert choose_format(f"{ours}text/html;q=0.5, application/json;v=1", "json") == "html"
    assert choose_format(f"text/html;q=0.1,{'text/plain;q=0.2;' + ';' * 8}", "json") == "html"
    assert choose_format(f"{theirs}text/html;v=1;q=.1", "json") == "html"


@given(short_lists.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), formats)
def test_the_order_of_the_members_decides_nothing(
    lists: tuple[list[str], list[str]], default: Format
) -> None:
    written, shuffled = lists

    assert choose_format(",".join(written), default) == choose_format(",".join(shuffled), default)


@given(short_lists, formats)
def test_case_and_blanks_decide_nothing(accept: list[str], default: Format) -> None:
    shouted = " ,\t".join(accept).upper().replace(";", " ; ")

    assert choose_format(shouted, default) == choose_format(",".join(accept), default)


@given(
    st.lists(members.filter(lambda member: "problem+json" not in member)),
    formats.filter(lambda default: default != "json"),
)
def test_128_what_is_excluded_is_not_chosen(accept: list[str], default: Format) -> None:
    excluding = ",".join(["application/problem+json;q=0", *accept])

    assert choose_format(excluding, default) != "json"
