"""What no single case of the table shows."""

from __future__ import annotations

import ast
import asyncio
import gc
import logging
import threading
import weakref
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import pytest
from fastapi import FastAPI

import httpolite
import httpolite.fastapi
from contract.adapters import ADAPTERS, BY_NAME, Adapter, ask, dressed
from contract.apps.stage import NOW
from contract.asserts import assert_same, pages_of
from contract.case import HTML, PROBLEM, Case
from contract.raised import secret
from doubles import asgi_app, body, http_scope, run_asgi, start
from httpolite import ErrorPages
from httpolite.asgi import ErrorPagesMiddleware

if TYPE_CHECKING:
    from httpolite import RequestFacts

every_adapter = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
GET = Case(name="")
PAGE = Case(name="", asked=(("Accept", "text/html"),), becomes=HTML)
SOURCE = Path(httpolite.__file__).parent


@pytest.mark.parametrize("steps", [(start(404), body()), (RuntimeError("secret"),)])
def test_4_23c_a_page_is_sent_without_a_look_at_the_requests_body(steps: Any) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("a server would answer Expect: 100-continue now")

    async def send(message: Any) -> None:
        sent.append(message["type"])

    async def serve() -> None:
        with suppress(RuntimeError):
            await ErrorPagesMiddleware(asgi_app(*steps))(http_scope(), receive, send)

    asyncio.run(serve())

    assert sent == ["http.response.start", "http.response.body"]


def test_40_no_exception_is_kept() -> None:
    class Secret(Exception):  # noqa: N818 - a built-in one takes no weak reference
        pass

    exc = Secret()
    gone = weakref.ref(exc)
    logging.disable()  # what a handler of logs keeps is its own affair
    try:
        run_asgi(ErrorPagesMiddleware(asgi_app(exc), ErrorPages(propagate=False)))
    finally:
        logging.disable(logging.NOTSET)

    del exc
    gc.collect()

    assert gone() is None


@pytest.mark.parametrize("name", ["ASGI", "Starlette", "FastAPI"])
def test_41_hooks_run_before_anything_is_sent(name: str) -> None:
    order: list[str] = []
    pages = ErrorPages(on_error=lambda *_: order.append("hook"))
    NOW.set(GET, secret(), keep=False)

    run_asgi(
        dressed(BY_NAME[name], pages),
        send=lambda message: order.append(message["type"].removeprefix("http.response.")),
    )

    assert order == ["hook", "start", "body"]


@pytest.mark.parametrize("name", ["ASGI", "WSGI", "Flask", "Starlette", "FastAPI"])
def test_47_a_page_needs_no_file_and_no_thread(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = BY_NAME[name]
    first = ask(adapter, PAGE, pages_of(PAGE))
    exc = ask(adapter, PAGE, pages_of(PAGE), exc=secret())

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("no file, no thread")

    with monkeypatch.context() as patched:
        for owner, what in (
            (Path, "open"),
            (Path, "read_bytes"),
            (Path, "read_text"),
            (threading.Thread, "start"),
            (anyio.to_thread, "run_sync"),
        ):
            patched.setattr(owner, what, refuse)
        patched.setattr("builtins.open", refuse)
        again = ask(adapter, PAGE, pages_of(PAGE))

    assert (first.status, again.status, exc.status) == (404, 404, 500)
    assert again.value("content-type") == HTML


def test_48_nothing_is_built_on_base_http_middleware() -> None:
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Name, ast.Attribute))
    }

    assert "Middleware" in names
    assert "BaseHTTPMiddleware" not in names


@pytest.mark.parametrize("steps", [(start(200), body()), (start(404), body())])
def test_48_a_context_variable_of_the_app_is_seen_outside(steps: Any) -> None:
    user: ContextVar[str] = ContextVar("user")
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        user.set("ada")
        await asgi_app(*steps)(scope, receive, send)

    middleware = ErrorPagesMiddleware(app)

    async def outside(scope: Any, receive: Any, send: Any) -> None:
        await middleware(scope, receive, send)
        seen.append(user.get())

    run_asgi(outside)

    assert seen == ["ada"]


def test_96_the_openapi_document_stays_as_it_is() -> None:
    def made() -> FastAPI:
        app = FastAPI()

        @app.get("/items/{item}")
        def item(item: int) -> int:
            return item

        return app

    assert httpolite.fastapi.install(made()).openapi() == made().openapi()


@every_adapter
def test_126_a_callable_may_leave_what_htmx_asks_for(adapter: Adapter) -> None:
    def is_no_fragment(facts: RequestFacts, *_: Any) -> bool:
        return facts.header("hx-request") is None

    pages = ErrorPages(replace=is_no_fragment)
    fragment = Case(name="", asked=(("HX-Request", "true"),))

    assert ask(adapter, GET, pages).value("content-type") == PROBLEM
    assert_same(ask(adapter, fragment, pages), ask(adapter, fragment, None))
