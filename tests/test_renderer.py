"""The five formats of one error: contents, headers, and the pages that are kept."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from httpolite import Brand, ErrorPages, Problem, Reply, statuses
from httpolite.catalogue.languages import SHIPPED
from httpolite.rendering import shelf
from httpolite.rendering.compiled import CompiledPage
from strategies import any_text, anything, extensions

ACCEPT = {
    "html": "text/html",
    "json": "application/problem+json",
    "xml": "application/problem+xml",
    "text": "text/plain",
    "markdown": "text/markdown",
}
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/problem+json",
    "xml": "application/problem+xml",
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
PAGES = ErrorPages()
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ar")
each_format = pytest.mark.parametrize("format", ACCEPT)


def reply(problem: int | Problem, format: str, pages: ErrorPages = PAGES, **options: Any) -> Reply:
    return pages.reply(problem, accept=ACCEPT[format], **options)


def document(problem: int | Problem = 404, pages: ErrorPages = PAGES, **options: Any) -> Any:
    return json.loads(reply(problem, "json", pages, **options).body)


def xml(problem: int | Problem = 404, pages: ErrorPages = PAGES, **options: Any) -> ET.Element:
    return ET.fromstring(reply(problem, "xml", pages, **options).body)


def lines(format: str, problem: int | Problem = 404, **options: Any) -> list[str]:
    return reply(problem, format, **options).body.decode().splitlines()


@each_format
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [404, 500, 418, 499])
def test_115_every_format_comes_in_every_language(format: str, language: str, status: int) -> None:
    made = reply(status, format, language=language)
    headers = dict(made.headers)
    assert headers["content-type"] == TYPES[format]
    assert headers["content-language"] == language
    fragment = ", HX-Request" if format == "html" else ""
    assert headers["vary"] == f"Accept, Accept-Language{fragment}"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    texts = SHIPPED.texts(status, language)
    said = made.body.decode().replace("&#39;", "'").replace("&#34;", '"')
    assert (texts.explanation or "") in said
    assert str(status) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_115_html_says_its_language_and_direction(language: str) -> None:
    page = reply(404, "html", language=language).body.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page


@pytest.mark.parametrize("status", [code for code in statuses if code >= 400])
def test_every_registered_error_can_be_written_in_every_format(status: int) -> None:
    for format in ACCEPT:
        assert reply(status, format).body


def test_the_members_of_a_plain_status() -> None:
    texts = SHIPPED.texts(404, "en")
    assert document(request_id="abc", path="/secret") == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": texts.explanation,
        "request_id": "abc",
    }


def test_136_title_is_localized_and_type_is_not() -> None:
    chinese = document(language="zh-Hans")
    assert chinese["title"] == SHIPPED.texts(404, "zh-Hans").phrase
    assert chinese["type"] == "about:blank"


def test_117_135_the_members_of_a_problem() -> None:
    problem = Problem(
        409, type="/taken", title="Taken", detail="Gone.", instance="/seats/1", seat="14C", rows=[1]
    )
    assert document(problem, request_id="abc", trace_id="t1") == {
        "type": "/taken",
        "title": "Taken",
        "status": 409,
        "detail": "Gone.",
        "instance": "/seats/1",
        "request_id": "abc",
        "trace_id": "t1",
        "seat": "14C",
        "rows": [1],
    }


@pytest.mark.parametrize("detail", [None, "", ["a"], {"a": 1}])
def test_94_without_a_text_as_detail_the_explanation_stands_there(detail: Any) -> None:
    assert document(Problem(409, detail=detail))["detail"] == SHIPPED.texts(409, "en").explanation


@pytest.mark.parametrize("detail", [["a"], {"a": 1}])
def test_94_a_dict_or_list_as_detail_is_the_extension_data(detail: Any) -> None:
    assert document(Problem(409, detail=detail))["data"] == detail


def test_140_instance_is_left_out_unless_set() -> None:
    assert "instance" not in document(path="/seats")
    assert document(Problem(404, instance="/seats/1"))["instance"] == "/seats/1"


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({name for name, _ in pairs}) == len(pairs)
    return dict(pairs)


def refuse(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def test_no_member_comes_twice() -> None:
    problem = Problem(409, request_id="from-the-app", trace_id="from-the-app", data=1)
    body = reply(problem, "json", trace_id="t1").body
    members = json.loads(body, object_pairs_hook=unique)
    assert (members["request_id"], members["trace_id"]) == ("from-the-app", "t1")
    root = xml(problem, trace_id="t1")
    assert len({child.tag for child in root}) == len(root)


def test_a_trace_id_of_the_app_is_told_where_the_request_has_none() -> None:
    assert document(Problem(409, trace_id="from-the-app"))["trace_id"] == "from-the-app"


@settings(max_examples=50)
@given(anything, extensions, st.none() | any_text, st.none() | any_text)
def test_143_a_document_is_valid_whatever_the_problem_holds(
    detail: Any, extra: dict[str, Any], title: str | None, type: str | None
) -> None:
    problem = Problem(409, detail=detail, title=title, type=type, instance=title, **extra)
    made = reply(problem, "json", path=title, trace_id=title)
    members = json.loads(made.body.decode(), object_pairs_hook=unique, parse_constant=refuse)
    assert members["status"] == 409
    assert isinstance(members["title"], str)
    assert isinstance(members["detail"], str)
    assert extra.keys() - {"data", "request_id", "trace_id"} <= members.keys()
    assert xml(problem, path=title, trace_id=title).tag == "{urn:ietf:rfc:7807}problem"
    for format in ("html", "text", "markdown"):
        assert dict(reply(problem, format, path=title).headers)["content-type"] == TYPES[format]


def test_141_the_members_in_xml() -> None:
    root = xml(Problem(409, detail="a < b", seats=["14C", "15D"]), request_id="abc")
    found = {child.tag.partition("}")[2]: child for child in root}
    assert list(found) == ["type", "title", "status", "detail", "request_id", "seats"]
    assert (found["status"].text, found["detail"].text) == ("409", "a < b")
    assert [item.text for item in found["seats"]] == ["14C", "15D"]


@pytest.mark.parametrize(
    ("problem", "type"),
    [
        (404, "/problems/404"),
        (Problem(404), "/problems/404"),
        (Problem(409, code="seat-taken"), "/problems/seat-taken"),
        (Problem(409, code="seat taken?#/é"), "/problems/seat%20taken%3F%23/%C3%A9"),
        (Problem(409, code="\ud800"), "/problems/%3F"),
        (Problem(409, code=""), "/problems/409"),
        (Problem(409, code=5), "/problems/409"),
        (Problem(409, type="https://example.com/x", code="y"), "https://example.com/x"),
    ],
)
@pytest.mark.parametrize("base", ["/problems", "/problems/"])
def test_140_a_problem_that_names_no_type_has_one_below_the_base(
    problem: int | Problem, type: str, base: str
) -> None:
    pages = ErrorPages(problem_type_base=base)
    assert document(problem, pages)["type"] == type
    assert dict(reply(problem, "xml", pages).headers)["content-type"] == TYPES["xml"]


def test_plain_text_tells_all_in_lines() -> None:
    problem = Problem(405, title="No", detail="Not here.\nNor there.")
    shown = lines(
        "text",
        problem,
        path="/seats",
        request_id="abc",
        trace_id="t1",
        headers=[("Allow", "GET"), ("Retry-After", "60")],
    )
    assert shown[0] == "405 Method Not Allowed"
    assert shown[2] == "No"
    assert "Message from this site: Not here." in shown
    for line in ("Reference: abc", "Address: /seats", "Allowed methods: GET", "Trace: t1"):
        assert line in shown
    assert "Try again after: 1 min" in shown
    assert shown[-1].startswith(("Trace", "Time", "Try"))


def test_markdown_is_structured_and_escaped() -> None:
    shown = lines("markdown", Problem(404, title="*No*", detail="[a](b)"), path="/a_b")
    assert shown[0] == "# 404 Not Found"
    assert shown[2] == r"**\*No\***"
    assert r"- **Message from this site**: \[a\](b)" in shown
    assert r"- **Address**: /a\_b" in shown


@pytest.mark.parametrize("format", ["html", "text", "markdown"])
def test_139_errors_of_a_validation_are_listed(format: str) -> None:
    errors = [{"pointer": "#/a_b", "detail": "<too> long"}, {"parameter": "limit"}]
    page = reply(Problem(422, errors=errors), format).body.decode()
    assert "What needs correcting" in page
    place = {"markdown": r"#/a\_b"}.get(format, "#/a_b")
    said = {"html": "&lt;too&gt; long", "markdown": r"\<too\> long", "text": "<too> long"}[format]
    assert place in page
    assert said in page
    assert "limit" in page


@pytest.mark.parametrize("format", ["html", "text", "markdown"])
def test_pages_with_errors_are_not_kept(format: str) -> None:
    pages = ErrorPages()
    for number in range(3):
        reply(Problem(422, errors=[{"detail": str(number)}]), format, pages)
    assert pages._renderer._shelf.pages == {}


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_what_is_not_known_is_not_mentioned(format: str) -> None:
    page = reply(404, format).body.decode()
    for label in ("Address", "Allowed methods", "Try again after", "Trace", "Message from"):
        assert label not in page


def test_125_the_policy_of_a_page_allows_its_style_by_hash() -> None:
    made = reply(404, "html")
    policy = dict(made.headers)["content-security-policy"]
    assert policy == (
        f"default-src 'none'; style-src '{PAGES.style_hashes[0]}'; img-src data:; "
        "form-action 'self'; base-uri 'none'"
    )


@pytest.mark.parametrize("format", ["json", "xml", "text", "markdown"])
def test_125_only_html_has_a_policy(format: str) -> None:
    assert "content-security-policy" not in dict(reply(404, format).headers)


def test_125_a_page_needs_no_script_no_style_attribute_and_nothing_from_elsewhere() -> None:
    for status in (404, 503):
        page = reply(status, "html", path="/a").body.decode()
        assert not re.search(r"<script|\sstyle=|http-equiv|@import|url\(|//", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_weighs_at_most_14_kilobytes(language: str) -> None:
    brand = Brand(name="Example", support="help@example.com", sign_in="/login", search="/s")
    pages = ErrorPages(brand=brand)
    for status in (401, 404, 503):
        assert len(reply(status, "html", pages, language=language, path="/a").body) <= 14336


@pytest.mark.parametrize(
    ("status", "method", "offered"),
    [(503, "GET", True), (503, "POST", False), (404, "GET", False), (599, "GET", False)],
)
def test_a_retry_is_offered_where_it_helps_and_harms_nothing(
    status: int, method: str, offered: bool
) -> None:
    page = reply(status, "html", method=method).body.decode()
    assert ("Try again</a>" in page) == offered


def test_sign_in_and_mail_links_carry_this_request() -> None:
    pages = ErrorPages(brand=Brand(support="help@example.com", sign_in="/login", home=None))
    long = "/a b/" + "x" * 300
    page = reply(401, "html", pages, path=long, request_id="abc").body.decode()
    assert f'href="/login?next=/a%20b/{"x" * 300}"' in page
    assert 'href="mailto:help@example.com?subject=Error%20401%2C%20reference%20abc"' in page
    text = reply(401, "text", pages, path="/a").body.decode()
    assert "login" not in text


def test_pages_are_compiled_once_and_kept() -> None:
    pages = ErrorPages()
    for _ in range(3):
        reply(404, "html", pages)
        reply(404, "json", pages)
    kept = list(pages._renderer._shelf.pages.values())
    assert [type(page) for page in kept] == [CompiledPage, CompiledPage]


def test_130_kept_pages_are_bounded_and_the_oldest_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 2**19)
    pages = ErrorPages()
    for language in LANGUAGES:
        for status in range(400, 600):
            reply(status, "json", pages, language=language)
            reply(status, "xml", pages, language=language)
    kept = pages._renderer._shelf.pages
    assert sum(page.size for page in kept.values()) <= shelf.MOST_BYTES
    assert len(kept) > 100
    assert (599, "xml", "ar", ("request_id",)) in kept
    assert (400, "json", "en", ("request_id",)) not in kept


def test_130_a_page_that_is_too_large_to_be_kept_is_not_kept() -> None:
    kept = shelf.Shelf()
    huge: Any = SimpleNamespace(size=shelf.MOST_BYTES + 1)
    assert kept.keep((404, "html", "en", ()), huge) is huge
    assert kept.pages == {}


def test_the_style_of_all_pages_is_in_memory_once() -> None:
    pages = ErrorPages()
    for status in (404, 500):
        pages.reply(status, accept="text/html")
    css = pages._renderer.theme.css.encode()
    made = [
        page for page in pages._renderer._shelf.pages.values() if isinstance(page, CompiledPage)
    ]
    styles = {id(part) for page in made for part in page.parts if part == css}
    assert len(styles) == 1


def test_own_words_for_one_code_stay_out_of_the_constant_page() -> None:
    own = ErrorPages(texts={"en": {499: {"heading": "Never here"}, "4xx": {"heading": "Mine"}}})
    page, _ = own._renderer.fallback("4xx", "en")
    body = page.body({"status": "404", "phrase": "Not Found"}).decode()
    assert "<h1>Mine</h1>" in body
    assert "Never here" not in body
