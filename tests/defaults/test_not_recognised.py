"""What is no default though a framework wrote it: debug pages, what tells more, Sanic's HTML."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from defaults.asking import PAGES, Request, alone, behind, serve
from defaults.frameworks import FRAMEWORKS
from httpolite import asgi, wsgi

if TYPE_CHECKING:
    from doubles import Seen

pytestmark = pytest.mark.filterwarnings("ignore")

NAMED = {f.name: f for f in FRAMEWORKS}


def sent(seen: Seen) -> Any:
    return seen.status, seen.line, seen.headers, seen.body


def is_untouched(name: str, request: Request) -> bool:
    framework = NAMED[name]
    first, second = alone(framework, request), behind(framework, request)
    assert first.body
    return sent(first)[:2] == sent(second)[:2] and first.body == second.body


@pytest.mark.parametrize("path", ["/nowhere", "/raise/404/x", "/crash/x"])
def test_8_the_html_page_of_sanic_is_left_alone(path: str) -> None:
    request = Request(path=path, accept="text/html")

    seen = alone(NAMED["Sanic"], request)

    assert len(seen.body) > 20_000
    assert is_untouched("Sanic", request)


@pytest.mark.parametrize("path", ["/nowhere", "/raise/404/x", "/crash/x"])
def test_without_its_html_page_sanic_is_recognised(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = NAMED["Sanic"].app
    monkeypatch.setattr(app.config, "FALLBACK_ERROR_FORMAT", "text")

    seen = behind(NAMED["Sanic"], Request(path=path, accept="text/html"))

    assert seen.value("content-type") == "text/html; charset=utf-8"
    assert seen.value("content-language") == "en"


@pytest.mark.parametrize(
    ("name", "request_", "words"),
    [
        ("Django WSGI", Request(path="/form", method="POST"), b"CSRF verification failed"),
        ("Django ASGI", Request(path="/form", method="POST"), b"CSRF verification failed"),
        ("Pyramid", Request(path="/only-get", method="POST"), b"predicate mismatch"),
        ("Pyramid", Request(path="/secret"), b"failed permission check"),
        ("FastAPI", Request(path="/number", query="n=x"), b"valid integer"),
        ("Litestar", Request(path="/number"), b"required query parameter"),
        ("BlackSheep", Request(path="/number/x"), b"parameter"),
        ("Falcon WSGI", Request(path="/number"), b"parameter is required"),
        ("Falcon ASGI", Request(path="/number"), b"parameter is required"),
    ],
    ids=str,
)
def test_152_what_tells_more_than_the_status_is_deliberate(
    name: str, request_: Request, words: bytes
) -> None:
    seen = alone(NAMED[name], request_)

    assert seen.status in (400, 403, 404, 422)
    assert words in seen.body
    assert is_untouched(name, request_)


def starlette() -> Any:
    from starlette.applications import Starlette
    from starlette.routing import Route

    def crash(_request: Any) -> None:
        raise KeyError

    return Starlette(debug=True, routes=[Route("/crash/x", crash)])


def litestar() -> Any:
    from litestar import Litestar, get

    @get("/crash/x")
    async def crash() -> None:
        raise KeyError

    return Litestar([crash], debug=True, logging_config=None, openapi_config=None)


def blacksheep() -> Any:
    from blacksheep import Application
    from blacksheep.server.routing import Router

    app = Application(router=Router(), show_error_details=True)

    async def crash() -> None:
        raise KeyError

    app.router.add_get("/crash/x", crash)
    starting: Any = app.start
    asyncio.run(starting())
    return app


@pytest.mark.parametrize("accept", ["", "text/html", "application/json"])
@pytest.mark.parametrize("make", [starlette, litestar, blacksheep])
def test_152_the_page_of_a_debug_mode_is_left_alone(make: Any, accept: str) -> None:
    app = make()
    request = Request(path="/crash/x", accept=accept)

    seen = serve("asgi", app, request)
    behind_ = serve("asgi", asgi.ErrorPagesMiddleware(app, PAGES), request)

    assert seen.status == 500
    assert b"KeyError" in seen.body
    assert b"KeyError" in behind_.body
    assert seen.headers == behind_.headers


@pytest.mark.parametrize("name", ["Django WSGI", "Django ASGI"])
@pytest.mark.parametrize("path", ["/nowhere", "/raise/500/a", "/raise/400/a"])
def test_152_the_pages_of_djangos_debug_mode_are_left_alone(name: str, path: str) -> None:
    from django.test.utils import override_settings

    assert NAMED[name].app  # settings come to be with it
    with override_settings(DEBUG=True):
        seen = behind(NAMED[name], Request(path=path))

    assert seen.value("content-language") is None
    assert b"DEBUG = True" in seen.body


@pytest.mark.parametrize("accept", ["", "text/html", "application/json"])
def test_152_the_page_of_sanics_debug_mode_is_left_alone(
    accept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = NAMED["Sanic"].app
    monkeypatch.setitem(app.config, "DEBUG", True)
    monkeypatch.setattr(app.error_handler, "debug", True)

    seen = behind(NAMED["Sanic"], Request(path="/crash/x", accept=accept))

    assert seen.value("content-language") is None
    assert any(words in seen.body for words in (b"DEBUG mode", b"Traceback of", b'"exceptions"'))


def test_152_the_page_of_bottles_debug_mode_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import bottle

    monkeypatch.setattr(bottle, "DEBUG", True)

    seen = behind(NAMED["Bottle"], Request(path="/crash/x"))

    assert seen.value("content-language") is None
    assert b"Traceback" in seen.body


def test_152_what_pyramid_says_of_a_missing_view_in_debug_mode_is_left_alone() -> None:
    from pyramid.config import Configurator

    app = Configurator(settings={"pyramid.debug_notfound": True}).make_wsgi_app()

    seen = serve("wsgi", wsgi.ErrorPagesMiddleware(app, PAGES), Request())

    assert seen.value("content-language") is None
    assert b"debug_notfound of url" in seen.body
