"""Django in the middleware of its protocol: what it does of its own must go on."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
from django.core.asgi import get_asgi_application
from django.core.signals import got_request_exception
from django.core.wsgi import get_wsgi_application
from django.http import Http404
from django.test.utils import override_settings

from contract.adapters import BY_NAME, Adapter, ask, serve, with_a_body
from contract.apps.django_apps import made
from contract.apps.stage import NOW
from contract.asserts import assert_ours, assert_same, pages_of
from contract.case import HTML, PROBLEM, Case
from contract.raised import secret
from doubles import http_scope, run_asgi
from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Iterator

both = pytest.mark.parametrize("adapter", [BY_NAME["Django WSGI"], BY_NAME["Django ASGI"]], ids=str)
GET = Case(name="")
PAGE = Case(name="", asked=(("Accept", "text/html"),), becomes=HTML)
COMMON_MIDDLEWARE = "django.middleware.common.CommonMiddleware"


@pytest.fixture
def signalled() -> Iterator[list[Any]]:
    """Collect what Django tells error trackers and its test client of."""
    told: list[Any] = []

    def tell(**_: Any) -> None:
        told.append(NOW.exc)

    got_request_exception.connect(tell)
    yield told
    got_request_exception.disconnect(tell)


@both
def test_98_99_an_exception_is_signalled_and_logged_once(
    adapter: Adapter, signalled: list[Any], caplog: Any
) -> None:
    exc = secret()

    seen = ask(adapter, PAGE, pages_of(PAGE), exc=exc)

    assert seen.status == 500
    assert_ours(seen, PAGE, [])
    assert signalled == [exc]
    assert [record.exc_info[1] for record in caplog.records] == [exc]


@both
def test_98_what_a_view_does_not_find_is_a_404(adapter: Adapter, signalled: list[Any]) -> None:
    seen = ask(adapter, GET, pages_of(GET), exc=Http404("No seat 14C"))

    assert (seen.status, seen.value("content-type")) == (404, PROBLEM)
    assert signalled == []


@both
def test_100_a_missing_slash_redirects(adapter: Adapter) -> None:
    make = get_asgi_application if adapter.protocol == "asgi" else get_wsgi_application
    app = adapter.middleware(made(make, COMMON_MIDDLEWARE), ErrorPages())

    with override_settings(ALLOWED_HOSTS=["*"]):
        moved = serve(adapter.protocol, app, "GET", "/slash", [])
        lost = serve(adapter.protocol, app, "GET", "/slash/lost", [])

    assert (moved.status, moved.value("location")) == (301, "/slash/")
    assert moved.value("vary") is None
    assert (lost.status, lost.value("content-type")) == (404, PROBLEM)


@both
@pytest.mark.parametrize(
    ("path", "status", "words"), [("/lost", 404, b"URLconf"), ("/x", 500, b"RuntimeError")]
)
def test_101_the_pages_for_developers_stay(
    adapter: Adapter, path: str, status: int, words: bytes
) -> None:
    with override_settings(DEBUG=True, ALLOWED_HOSTS=["*"]):
        seen = ask(adapter, PAGE, pages_of(PAGE), exc=secret(), path=path)

    assert seen.status == status
    assert words in seen.body
    assert seen.value("content-language") is None


@both
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Django's own, see below
def test_101_what_django_lets_out_gets_a_page_and_is_raised(adapter: Adapter) -> None:
    exc = secret()

    with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=True):
        seen = ask(adapter, PAGE, ErrorPages(propagate=True), exc=exc)

    assert seen.raised is exc
    assert seen.status == 500
    assert_ours(seen, PAGE, [])

    # On ASGI it has left the request's body open, whose warning is to come here.
    NOW.exc = seen.raised = exc.__traceback__ = None
    gc.collect()


def test_102_a_request_that_django_cannot_read_gets_a_page() -> None:
    adapter = BY_NAME["Django ASGI"]
    scope = {**http_scope(), "query_string": b"\xff"}
    app = adapter.middleware(made(get_asgi_application), ErrorPages())

    seen = run_asgi(with_a_body(app), scope=scope)

    assert (seen.status, seen.value("content-type")) == (400, PROBLEM)


@both
@pytest.mark.parametrize("debug", [False, True])
def test_100_what_a_view_answers_is_its_own(adapter: Adapter, debug: bool) -> None:
    case = Case(name="", status=403, body=b"Not your seat.")

    with override_settings(DEBUG=debug):
        assert_same(ask(adapter, case, pages_of(case)), ask(adapter, case, None))
