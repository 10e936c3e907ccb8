"""Litestar."""

from __future__ import annotations

from typing import Any

from litestar import Litestar, Request, get, route
from litestar.enums import HttpMethod
from litestar.response.base import ASGIResponse

from contract.apps.stage import GET_ONLY, NOW, PATH


def make() -> Litestar:
    @route(PATH, http_method=[HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS])
    async def view(request: Request[Any, Any, Any]) -> ASGIResponse:
        return answer(request)

    @route(PATH, http_method=HttpMethod.HEAD)
    async def head(request: Request[Any, Any, Any]) -> ASGIResponse:
        return answer(request)

    @get(GET_ONLY)
    async def get_only() -> str:
        return ""

    return Litestar([view, head, get_only], logging_config=None, openapi_config=None)


def answer(request: Request[Any, Any, Any]) -> ASGIResponse:
    if NOW.keep:
        request.scope["httpolite.keep"] = True  # type: ignore[typeddict-unknown-key]
    if NOW.exc:
        raise NOW.exc
    # Its Response makes one of these, and takes no two headers of a name.
    return ASGIResponse(body=NOW.whole, status_code=NOW.status, headers=NOW.headers)
