"""Fragments: what htmx gets is the output of one block, and the headers say that it depends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient
from werkzeug.test import Client

from httpolite import ErrorPages, Problem
from httpolite.asgi import ErrorPagesMiddleware as Asgi
from httpolite.rendering.compiled import CompiledPage, RenderedPage
from httpolite.rendering.themes import built_in_names
from httpolite.requests import Inquiry
from httpolite.wsgi import ErrorPagesMiddleware as Wsgi

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]
    Ask = Callable[[ErrorPages, dict[str, str]], Any]

BASE = "<main>{% block fragment %}<p>{{ page.status }} {{ page.path }}</p>{% endblock %}</main>"
HTMX = {"Accept": "text/html", "HX-Request": "true"}
VARY = "Accept, Accept-Language, HX-Request"


async def asgi_app(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"vary", b"Origin")] if scope["path"] == "/own" else []
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body"})


def wsgi_app(environ: Any, start_response: Any) -> list[bytes]:
    headers = [("Vary", "Origin")] if environ["PATH_INFO"] == "/own" else []
    start_response("404 Not Found", headers)
    return []


def asgi(pages: ErrorPages, headers: dict[str, str], path: str = "/a") -> Any:
    return TestClient(Asgi(asgi_app, pages)).get(path, headers=headers)


def wsgi(pages: ErrorPages, headers: dict[str, str], path: str = "/a") -> Any:
    return Client(Wsgi(wsgi_app, pages)).get(path, headers=headers)


through_both = pytest.mark.parametrize("ask", [asgi, wsgi])


@through_both
def test_htmx_gets_the_fragment_and_all_others_the_page(ask: Any, write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BASE}))
    for _ in range(2):
        part, whole = ask(pages, HTMX), ask(pages, {"Accept": "text/html"})
        assert (part.status_code, part.text) == (404, "<p>404 /a</p>")
        assert whole.text == "<main><p>404 /a</p></main>"
        for answer in (part, whole):
            assert answer.headers["vary"] == VARY
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["content-length"] == str(len(answer.text))


@through_both
@pytest.mark.parametrize("value", ["false", "", "1", "True"])
def test_any_other_value_asks_for_the_page(ask: Any, value: str, write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BASE}))
    answer = ask(pages, {"Accept": "text/html", "HX-Request": value})
    assert answer.text == "<main><p>404 /a</p></main>"


@through_both
def test_a_theme_without_a_fragment_is_untouched(ask: Any, write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": "<p>{{ page.path }}</p>"}))
    answer = ask(pages, HTMX)
    assert answer.text == "<p>/a</p>"
    assert answer.headers["vary"] == "Accept, Accept-Language"


@through_both
def test_a_document_for_programs_does_not_depend_on_htmx(ask: Any) -> None:
    answer = ask(ErrorPages(), {"HX-Request": "true"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["vary"] == "Accept, Accept-Language"


@through_both
def test_115_the_vary_of_the_app_is_kept_beside_it(ask: Any, write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BASE}))
    assert ask(pages, HTMX, "/own").headers["vary"] == f"Origin, {VARY}"


@through_both
@pytest.mark.parametrize("theme", built_in_names())
def test_the_fragment_of_a_built_in_theme_stands_in_its_page(ask: Any, theme: str) -> None:
    pages = ErrorPages(theme=theme)
    headers = {"Accept": "text/html", "X-Request-Id": "abc"}
    whole, part = ask(pages, headers), ask(pages, {**headers, "HX-Request": "true"})
    if "HX-Request" in whole.headers["vary"]:
        assert "<h1" in part.text
        assert "<html" not in part.text
        assert part.text.split("abc")[0] in whole.text
    else:
        assert part.text.split("UTC")[0].split("abc")[0] in whole.text


def fragment(pages: ErrorPages, problem: int | Problem = 404) -> str:
    inquiry = Inquiry(path="/<a>", accept="text/html", request_id="abc", fragment=True)
    return pages.answer(problem, inquiry).body.decode()


def test_a_template_of_one_status_may_extend_the_one_with_the_fragment(write_theme: Write) -> None:
    own = (
        '{% set word = "Own" %}{% extends "page.html" %}'
        "{% block fragment %}{{ word }}: {{ super() }}{% endblock %}"
    )
    pages = ErrorPages(theme=write_theme({"page.html": BASE, "404.html": own}))
    assert fragment(pages) == "Own: <p>404 /&lt;a&gt;</p>"
    assert fragment(pages, 410) == "<p>410 /&lt;a&gt;</p>"
    assert {type(page) for page in pages._renderer._shelf.pages.values()} == {CompiledPage}


def test_a_page_without_the_block_is_sent_whole(write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BASE, "404.html": "<p>no</p>"}))
    assert fragment(pages) == "<p>no</p>"
    assert dict(pages.reply(404, accept="text/html").headers)["vary"] == VARY


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{% set x = 5 %}{% block fragment %}{{ x }}{% endblock %}", "5"),
        ("{% for i in [1, 2] %}{% block fragment scoped %}{{ i }}{% endblock %}{% endfor %}", "1"),
        ("{% block main %}a{% block fragment %}b{% endblock %}{% endblock %}", "b"),
        ("{% block fragment %}a{% block inner %}b{% endblock %}c{% endblock %}", "abc"),
        ("{% block fragment %}{% endblock %}", ""),
        ("{% block fragment %}{{ page.path|upper }}{% endblock %}", "/&lt;A&gt;"),
        ("{% block fragment %}a{% endblock %}{{ self.fragment() }}", "a"),
        ('{% extends "plain/" ~ "page.html" %}{% block fragment %}x{% endblock %}', "x"),
    ],
)
def test_the_fragment_is_what_the_block_writes_in_its_place(
    write_theme: Write, template: str, shown: str
) -> None:
    assert fragment(ErrorPages(theme=write_theme({"page.html": template}))) == shown


def test_139_errors_of_a_validation_are_in_the_fragment(write_theme: Write) -> None:
    template = "a{% block fragment %}{{ page.errors[0].detail }}{% endblock %}"
    pages = ErrorPages(theme=write_theme({"page.html": template}))
    assert fragment(pages, Problem(422, errors=[{"detail": "<too> long"}])) == "&lt;too&gt; long"


def test_31_a_fragment_that_breaks_gives_the_constant_page_and_names_its_line(
    write_theme: Write, caplog: pytest.LogCaptureFixture
) -> None:
    template = "\n{% block fragment %}\n{{ 1 // 0 }}{% endblock %}"
    pages = ErrorPages(theme=write_theme({"page.html": template}))
    assert fragment(pages).startswith("<!doctype html>")
    [record] = caplog.records
    assert record.message.endswith("page.html, line 3")


def test_a_fragment_and_a_page_are_kept_apart(write_theme: Write) -> None:
    pages = ErrorPages(theme=write_theme({"page.html": BASE}))
    for _ in range(2):
        fragment(pages)
        pages.reply(404, accept="text/html", path="/b", request_id="abc")
    kept: Any = list(pages._renderer._shelf.pages.values())
    assert len(kept) == 2
    assert not any(isinstance(page, RenderedPage) for page in kept)
