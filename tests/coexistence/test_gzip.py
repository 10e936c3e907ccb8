"""Starlette's GZipMiddleware: our pages are compressed from outside, and left alone if coded."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse

from coexistence.apps import KINDS, PAGES, is_page
from doubles import run_asgi
from httpolite.asgi import ErrorPagesMiddleware

GZIP = ("accept-encoding", "gzip")
HTML = ("accept", "text/html")
ID = ("x-request-id", "7")
MADE_INSIDE = {"/boom/7": 500, "/taken": 409, "/full": 503, "/nowhere": 404, "/refused": 403}
ERRORS = {**MADE_INSIDE, "/bare": 503}


def made(kind: str, *, first: bool, least: int = 500) -> Any:
    if kind == "asgi":
        return GZipMiddleware(ErrorPagesMiddleware(KINDS[kind].make(), PAGES), least)
    app = KINDS[kind].make()
    if first:
        KINDS[kind].give_pages(app, PAGES)
    app.add_middleware(GZipMiddleware, minimum_size=least)
    return app if first else KINDS[kind].give_pages(app, PAGES)


ASKED = [
    *[("asgi", True, path, status) for path, status in ERRORS.items()],
    *[
        (kind, first, path, status)
        for kind in ("starlette", "fastapi")
        for first in (True, False)
        for path, status in MADE_INSIDE.items()
    ],
]


def names(vary: str | None) -> list[str]:
    return sorted((vary or "").replace(" ", "").lower().split(","))


@pytest.mark.parametrize(("kind", "first", "path", "status"), ASKED)
def test_112_a_middleware_outside_compresses_the_page(
    kind: str, first: bool, path: str, status: int
) -> None:
    app = made(kind, first=first, least=1)
    plain, coded = (run_asgi(app, path=path, headers=[ID, *more]) for more in ([], [GZIP]))

    assert is_page(plain, status)
    assert coded.status == status
    assert coded.value("content-encoding") == "gzip"
    assert coded.value("content-length") == str(len(coded.body))
    assert gzip.decompress(coded.body) == plain.body
    assert names(coded.value("vary")) == ["accept", "accept-encoding", "accept-language"]


@pytest.mark.parametrize("kind", ["asgi", "starlette", "fastapi"])
def test_112_a_page_for_people_is_compressed_by_default(kind: str) -> None:
    seen = run_asgi(made(kind, first=True), path="/nowhere", headers=[GZIP, HTML])
    page = gzip.decompress(seen.body)

    assert seen.value("content-type") == "text/html; charset=utf-8"
    assert b"<h1>" in page
    assert page.endswith(b"</html>")
    assert len(seen.body) < len(page) / 2


@pytest.mark.parametrize("kind", ["asgi", "starlette", "fastapi"])
def test_106_head_has_no_body_to_compress(kind: str) -> None:
    app = made(kind, first=True)
    plain, coded = (run_asgi(app, "HEAD", "/nowhere", [ID, *more]) for more in ([], [GZIP]))

    assert coded.body == b""
    assert coded.values("content-encoding") == []
    assert coded.value("content-length") == plain.value("content-length")


def test_112_what_is_coded_already_is_left_alone() -> None:
    async def bare(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("Not Found", 404)(scope, receive, send)

    coding = GZipMiddleware(bare, minimum_size=1)
    alone = run_asgi(coding, headers=[GZIP])
    seen = run_asgi(ErrorPagesMiddleware(coding, PAGES), headers=[GZIP])

    assert seen.messages == alone.messages
    assert gzip.decompress(seen.body) == b"Not Found"
    assert is_page(run_asgi(ErrorPagesMiddleware(coding, PAGES)), 404)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["starlette", "fastapi"])
def test_what_replaces_a_response_is_made_outside_and_is_not_compressed(
    kind: str, first: bool
) -> None:
    seen = run_asgi(made(kind, first=first, least=1), path="/bare", headers=[GZIP])

    assert is_page(seen, 503)
    assert seen.values("content-encoding") == []
