"""asgi-correlation-id: one id, the same on the page, in the header and in the log."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from asgi_correlation_id import CorrelationIdFilter, CorrelationIdMiddleware, correlation_id
from starlette.middleware.base import BaseHTTPMiddleware

from coexistence.apps import KINDS, PAGES, is_page
from doubles import run_asgi
from httpolite import ErrorPages
from httpolite.asgi import ErrorPagesMiddleware

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doubles import Seen

HEX = re.compile(r"[0-9a-f]{32}")
GIVEN = "0af7651916cd43dd8448eb211c80319c"
HOOKED = ErrorPages(request_id=lambda facts: correlation_id.get())
LOGGED = HOOKED.with_options(propagate=False)
ERRORS = {
    "/boom/7": 500,
    "/taken": 409,
    "/full": 503,
    "/nowhere": 404,
    "/refused": 403,
    "/bare": 503,
}
KINDS_AND_ORDERS = [(kind, first) for kind in ("starlette", "fastapi") for first in (True, False)]


class Dispatching(BaseHTTPMiddleware):
    """Runs what is inside of it in a task, so with a copy of the context variables."""

    async def dispatch(self, request: Any, call_next: Any) -> Any:
        return await call_next(request)


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.addFilter(CorrelationIdFilter())
        self.records: list[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    handler, loggers = (
        Kept(),
        [logging.getLogger("coexistence.app"), logging.getLogger("httpolite")],
    )
    for logger in loggers:
        logger.addHandler(handler)
    yield handler.records
    for logger in loggers:
        logger.removeHandler(handler)


def made(kind: str, pages: ErrorPages, *, first: bool, beside: tuple[Any, ...] = ()) -> Any:
    app = KINDS[kind].make()
    if first:
        KINDS[kind].give_pages(app, pages)
    for middleware in beside or (CorrelationIdMiddleware,):
        app.add_middleware(middleware)
    return app if first else KINDS[kind].give_pages(app, pages)


def the_one_id(seen: Seen, status: int) -> str:
    """Return the id that the page and the header tell, the header once."""
    assert is_page(seen, status)
    identity = str(json.loads(seen.body)["request_id"])
    assert seen.values("x-request-id") == [identity]
    return identity


@pytest.mark.parametrize(("kind", "first"), KINDS_AND_ORDERS)
@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_43_page_and_header_tell_one_id(kind: str, first: bool, path: str, status: int) -> None:
    app = made(kind, HOOKED, first=first)

    assert HEX.fullmatch(the_one_id(run_asgi(app, path=path), status))
    given = run_asgi(app, path=path, headers=[("x-request-id", GIVEN)])
    assert the_one_id(given, status) == GIVEN
    unfit = run_asgi(app, path=path, headers=[("x-request-id", "not an id")])
    assert HEX.fullmatch(the_one_id(unfit, status))


@pytest.mark.parametrize(("kind", "first"), KINDS_AND_ORDERS)
@pytest.mark.parametrize(
    "beside", [(CorrelationIdMiddleware, Dispatching), (Dispatching, CorrelationIdMiddleware)]
)
@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_42_another_middleware_may_change_the_context(
    kind: str, first: bool, beside: Any, path: str, status: int
) -> None:
    seen = run_asgi(made(kind, HOOKED, first=first, beside=beside), path=path)

    assert HEX.fullmatch(the_one_id(seen, status))


@pytest.mark.parametrize(("kind", "first"), KINDS_AND_ORDERS)
def test_43_the_log_of_a_500_has_the_id_of_its_page(
    kind: str, first: bool, logged: list[Any]
) -> None:
    seen = run_asgi(made(kind, LOGGED, first=first), path="/boom/7")

    messages = [(record.getMessage(), record.correlation_id) for record in logged]
    identity = the_one_id(seen, 500)
    assert messages == [("about to fail", identity), ("unhandled exception", identity)]


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_43_outside_of_a_plain_apps_pages_it_takes_the_hook_too(
    path: str, status: int, logged: list[Any]
) -> None:
    app = CorrelationIdMiddleware(ErrorPagesMiddleware(KINDS["asgi"].make(), LOGGED))
    identity = the_one_id(run_asgi(app, path=path), status)

    assert {record.correlation_id for record in logged} <= {identity}


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_43_inside_of_a_plain_apps_pages_it_takes_no_hook(
    path: str, status: int, logged: list[Any]
) -> None:
    pages = PAGES.with_options(propagate=False)
    app = ErrorPagesMiddleware(CorrelationIdMiddleware(KINDS["asgi"].make()), pages)
    identity = the_one_id(run_asgi(app, path=path), status)

    assert {record.correlation_id for record in logged} <= {identity}


def test_without_the_hook_the_header_comes_twice() -> None:
    seen = run_asgi(made("starlette", PAGES, first=True), path="/boom/7")

    assert seen.values("x-request-id") == [json.loads(seen.body)["request_id"]] * 2


def test_with_the_hook_inside_of_a_plain_apps_pages_a_500_has_no_header() -> None:
    app = ErrorPagesMiddleware(CorrelationIdMiddleware(KINDS["asgi"].make()), HOOKED)
    seen = run_asgi(app, path="/boom/7")

    assert is_page(seen, 500)
    assert seen.values("x-request-id") == []
