"""The examples do what they say."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient
from werkzeug.test import Client

from httpolite import ErrorPages, statuses
from httpolite.catalogue.languages import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[..., Any]

EXAMPLES = Path(__file__).parent.parent / "examples"
PEOPLE = {"accept": "text/html", "accept-language": "zh-TW"}


def load(name: str) -> Any:
    spec = spec_from_file_location(f"example_{Path(name).stem}", EXAMPLES / name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    # Pydantic looks annotations up in it.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def wsgi_client(name: str) -> Ask:
    client = Client(load(name).app)
    return lambda method, path, headers, **_: client.open(path, method=method, headers=headers)


def asgi_client(name: str) -> Ask:
    client = TestClient(load(name).app, raise_server_exceptions=False)
    return lambda method, path, headers, **more: client.request(
        method, path, headers=headers, **more
    )


CLIENTS = {
    "flask_app.py": wsgi_client,
    "any_wsgi.py": wsgi_client,
    "starlette_app.py": asgi_client,
    "fastapi_app.py": asgi_client,
}


@pytest.fixture(scope="module", params=CLIENTS)
def example(request: pytest.FixtureRequest) -> Ask:
    return CLIENTS[request.param](request.param)


@pytest.fixture(scope="module", params=[name for name in CLIENTS if name != "any_wsgi.py"], ids=str)
def framework_example(request: pytest.FixtureRequest) -> Ask:
    return CLIENTS[request.param](request.param)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/gone", 410),
        ("GET", "/crash", 500),
        ("POST", "/", 405),
    ],
)
def test_an_example_answers_people_and_programs(
    example: Ask, method: str, path: str, status: int
) -> None:
    page = example(method, path, PEOPLE)
    document = example(method, path, {"accept": "application/json"})

    assert page.status_code == document.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == "zh-Hant"
    assert '<html lang="zh-Hant" dir="ltr">' in page.text
    assert document.headers["content-type"] == "application/problem+json"
    assert read(document)["status"] == status
    assert "never sent" not in page.text + document.text
    if status == 405:
        assert "GET" in page.headers["allow"]
        assert "GET" in document.headers["allow"]


def test_an_example_still_answers_what_is_no_error(example: Ask) -> None:
    answer = example("GET", "/", PEOPLE)

    assert answer.status_code == 200
    assert "/nowhere" in answer.text


def test_a_detail_of_ones_own_is_told(example: Ask) -> None:
    document = example("GET", "/gone", {"accept": "application/json"})

    assert read(document)["detail"] == "The 2019 programme was taken down."


def test_a_problem_of_ones_own_carries_its_members(framework_example: Ask) -> None:
    document = read(framework_example("GET", "/seats/14C", {"accept": "application/json"}))

    assert document.pop("request_id")
    assert document == {
        "type": "https://example.com/problems/seat-taken",
        "title": "Seat taken",
        "status": 409,
        "detail": "Seat 14C was taken a moment ago.",
        "seat": "14C",
    }


def test_respond_is_used_for_an_error_that_is_no_exception(framework_example: Ask) -> None:
    page = framework_example("GET", "/busy", PEOPLE)

    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert 'lang="zh-Hant"' in page.text


def test_the_fastapi_example_says_what_is_invalid() -> None:
    ask = asgi_client("fastapi_app.py")
    query = read(ask("GET", "/shows?page=marker", {}))
    body = read(ask("POST", "/orders", {}, json={"title": "Macbeth", "tickets": -2}))

    assert [(error["parameter"], error["in"]) for error in query["errors"]] == [("page", "query")]
    assert [error["pointer"] for error in body["errors"]] == ["#/tickets"]
    assert "marker" not in str(query)


@pytest.mark.parametrize("path", ["/nowhere", "/crash"])
def test_the_own_theme_extends_the_built_in_one(path: str) -> None:
    page = wsgi_client("own_theme/app.py")("GET", path, {"accept": "text/html"})

    assert "Harbour Theatre, Pier 3." in page.text
    assert "--accent:#8a2f4b;" in page.text
    assert ("Looking for a show?" in page.text) == (path == "/nowhere")
    texts = ErrorPages().texts_for(page.status_code, "en")
    assert texts.heading in page.text


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, int, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "a" and "data-status" in attributes:
            link = (attributes["href"], int(attributes["data-status"]), attributes["data-type"])
            self.found.append(link)


@pytest.fixture(scope="module")
def demo() -> TestClient:
    return TestClient(load("demo.py").app, raise_server_exceptions=False)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "ar", "pt-BR", "sr-Cyrl", "th"])
def test_each_link_of_the_demo_answers_as_it_promises(demo: TestClient, language: str) -> None:
    # Whatever the client's headers say, the link decides.
    asked = {"accept": "image/png", "accept-language": "fr"}
    links = Links(demo.get(f"/{language}/").text).found
    promised = {status for _, status, _ in links}

    assert promised == {code for code in statuses if code >= 400}
    assert len(links) == (len(promised) + 5) * 5
    for href, status, media_type in links:
        answer = demo.get(href, headers=asked)
        assert answer.status_code == status, href
        assert answer.headers["content-type"].split(";")[0] == media_type, href
        assert answer.headers["content-language"] == language, href
        assert len(answer.content) > 100, href


@pytest.mark.parametrize("language", SHIPPED.languages)
def test_the_demo_has_a_page_of_links_in_each_language(demo: TestClient, language: str) -> None:
    facts = SHIPPED.languages[language]
    page = demo.get(f"/{language}/").text
    assert f'<bdi lang="{language}" dir="{facts.direction}">' in page
    assert f'aria-current="page"><bdi>{facts.name}</bdi>' in page
    assert all(f'href="/{tag}/"' in page for tag in SHIPPED.languages)


def test_the_demo_starts_at_a_page_that_is_found(demo: TestClient) -> None:
    assert demo.get("/", follow_redirects=False).text == demo.get("/en/").text
    assert demo.get("/nowhere").status_code == 404
    assert demo.get("/en/200.html").status_code == 404


def test_a_browser_can_show_what_the_demo_links_to(demo: TestClient) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    types = [
        demo.get(f"/en/404.{ending}", headers=browser).headers["content-type"]
        for ending in ("html", "json", "xml", "txt", "md")
    ]

    assert types == [
        "text/html; charset=utf-8",
        "application/problem+json",
        "application/xml",
        "text/plain; charset=utf-8",
        "text/plain; charset=utf-8",
    ]


def test_the_demos_button_is_answered_with_what_is_allowed(demo: TestClient) -> None:
    answer = demo.post("/ar/gone.html")

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert 'lang="ar" dir="rtl"' in answer.text


def read(answer: Any) -> Any:
    return json.loads(answer.text)
