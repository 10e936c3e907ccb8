"""Starlette's CORSMiddleware: a browser may read our errors wherever it may read the app."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.middleware.cors import CORSMiddleware

from coexistence.apps import KINDS, PAGES, is_page
from doubles import run_asgi
from httpolite.asgi import ErrorPagesMiddleware

SHOP = "https://shop.example"
ORIGIN = [("origin", SHOP)]
LISTED: dict[str, Any] = {"allow_origins": [SHOP], "allow_credentials": True}
ERRORS = {
    "/boom/7": 500,
    "/taken": 409,
    "/full": 503,
    "/nowhere": 404,
    "/refused": 403,
    "/bare": 503,
}
ASKED = [
    (kind, first, path, status)
    for kind in ("starlette", "fastapi")
    for first in (True, False)
    for path, status in (ERRORS | ({"/number": 422} if kind == "fastapi" else {})).items()
]


def made(kind: str, *, first: bool, **options: Any) -> Any:
    app = KINDS[kind].make()
    if first:
        KINDS[kind].give_pages(app, PAGES)
    app.add_middleware(CORSMiddleware, **options)
    return app if first else KINDS[kind].give_pages(app, PAGES)


def names(vary: str) -> list[str]:
    return sorted(vary.replace(" ", "").lower().split(","))


@pytest.mark.parametrize(("kind", "first", "path", "status"), ASKED)
def test_44_114_an_error_carries_cors_headers_whichever_was_added_first(
    kind: str, first: bool, path: str, status: int
) -> None:
    seen = run_asgi(made(kind, first=first, **LISTED), path=path, headers=ORIGIN)

    assert is_page(seen, status)
    assert seen.value("access-control-allow-origin") == SHOP
    assert seen.value("access-control-allow-credentials") == "true"
    assert names(seen.value("vary") or "") == ["accept", "accept-language", "origin"]


@pytest.mark.parametrize(("kind", "first", "path", "status"), ASKED)
def test_44_an_error_may_be_read_from_everywhere_if_the_app_may(
    kind: str, first: bool, path: str, status: int
) -> None:
    app = made(kind, first=first, allow_origins=["*"], expose_headers=["x-request-id"])
    seen = run_asgi(app, path=path, headers=ORIGIN)

    assert is_page(seen, status)
    assert seen.value("access-control-allow-origin") == "*"
    assert seen.value("access-control-expose-headers") == "x-request-id"


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["starlette", "fastapi"])
def test_an_error_carries_no_permission_for_a_foreign_origin(kind: str, first: bool) -> None:
    app = made(kind, first=first, **LISTED)
    seen = run_asgi(app, path="/boom/7", headers=[("origin", "https://evil.example")])

    assert is_page(seen, 500)
    assert seen.values("access-control-allow-origin") == []


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["starlette", "fastapi"])
@pytest.mark.parametrize(("origin", "status"), [(SHOP, 200), ("https://evil.example", 400)])
def test_119_a_preflight_is_answered_by_the_middleware_alone(
    kind: str, first: bool, origin: str, status: int
) -> None:
    alone = KINDS[kind].make()
    alone.add_middleware(CORSMiddleware, **LISTED)
    asked = [("origin", origin), ("access-control-request-method", "GET")]
    now = run_asgi(made(kind, first=first, **LISTED), "OPTIONS", "/ok", asked)
    before = run_asgi(alone, "OPTIONS", "/ok", asked)

    assert now.status == status
    assert now.messages == before.messages


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_44_around_a_plain_app_the_middleware_is_to_be_outside(path: str, status: int) -> None:
    app = CORSMiddleware(ErrorPagesMiddleware(KINDS["asgi"].make(), PAGES), **LISTED)
    seen = run_asgi(app, path=path, headers=ORIGIN)

    assert is_page(seen, status)
    assert seen.value("access-control-allow-origin") == SHOP
    assert names(seen.value("vary") or "") == ["accept", "accept-language", "origin"]


def test_44_around_a_plain_app_it_does_not_see_a_500_that_is_made_outside_of_it() -> None:
    app = ErrorPagesMiddleware(CORSMiddleware(KINDS["asgi"].make(), **LISTED), PAGES)

    assert run_asgi(app, path="/nowhere", headers=ORIGIN).value("access-control-allow-origin")
    assert run_asgi(app, path="/boom/7", headers=ORIGIN).values("access-control-allow-origin") == []
