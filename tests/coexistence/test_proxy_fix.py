"""Werkzeug's ProxyFix: a page tells the address that the visitor sees, and no host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from coexistence.apps import KINDS, PAGES
from doubles import run_wsgi
from httpolite.werkzeug import ErrorPagesMiddleware

if TYPE_CHECKING:
    from httpolite import ErrorPages

PREFIXED = [
    ("accept", "text/html"),
    ("x-forwarded-prefix", "/shop"),
    ("x-forwarded-host", "shop.example"),
    ("x-forwarded-for", "198.51.100.7"),
    ("x-forwarded-proto", "https"),
]
PATHS = ("/nowhere", "/boom/7", "/bare", "/taken")
EACH: dict[str, Any] = {"x_for": 1, "x_proto": 1, "x_host": 1, "x_prefix": 1}
ASKED = [(kind, path) for kind in ("wsgi", "werkzeug") for path in PATHS]
ASKED_OF_FLASK = [
    (first, path) for first in (True, False) for path in PATHS if first or path != "/bare"
]


def fixed(kind: str, pages: ErrorPages, *, first: bool = True) -> Any:
    """Return an app behind ProxyFix; not `first`, Flask gets its pages around it."""
    if kind == "werkzeug":
        return ProxyFix(ErrorPagesMiddleware(KINDS["wsgi"].make(), pages), **EACH)
    app = KINDS[kind].make()
    if kind == "wsgi":
        return ProxyFix(KINDS[kind].give_pages(app, pages), **EACH)
    if first:
        KINDS[kind].give_pages(app, pages)
    app.wsgi_app = ProxyFix(app.wsgi_app, **EACH)
    return app if first else KINDS[kind].give_pages(app, pages)


def tells_where(app: Any, path: str) -> None:
    seen = run_wsgi(app, path=path, headers=PREFIXED)

    assert seen.value("content-type") == "text/html; charset=utf-8"
    assert f'translate="no">/shop{path}<'.encode() in seen.body
    assert b"shop.example" not in seen.body


@pytest.mark.parametrize(("kind", "path"), ASKED)
def test_123_122_a_page_tells_the_whole_address_and_no_host(kind: str, path: str) -> None:
    tells_where(fixed(kind, PAGES), path)


@pytest.mark.parametrize(("first", "path"), ASKED_OF_FLASK)
def test_123_122_flask_is_wrapped_before_it_gets_its_pages_or_after(first: bool, path: str) -> None:
    tells_where(fixed("flask", PAGES, first=first), path)


@pytest.mark.parametrize("first", [True, False])
def test_123_what_flask_lets_out_bare_tells_the_whole_address_too(first: bool) -> None:
    tells_where(fixed("flask", PAGES, first=first), "/bare")


@pytest.mark.parametrize(("kind", "first"), [("wsgi", True), ("flask", True), ("flask", False)])
def test_a_hook_sees_the_request_as_the_proxy_told_it(kind: str, first: bool) -> None:
    seen = []

    def look(facts: Any, *_: Any) -> None:
        seen.append((facts.native["REMOTE_ADDR"], facts.native["wsgi.url_scheme"]))

    app = fixed(kind, PAGES.with_options(on_error=look), first=first)
    run_wsgi(app, path="/nowhere", headers=PREFIXED)

    assert seen == [("198.51.100.7", "https")]
