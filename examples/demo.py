"""The demo: a page of links to each error in each language and format.

`python examples/demo.py` serves it on http://127.0.0.1:8000; PORT changes the port.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from httpolite import Brand, ErrorPages, Problem, statuses
from httpolite.catalogue.languages import SHIPPED
from httpolite.starlette import install

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Message, Receive, Scope, Send

LANGUAGES = {tag: language.name for tag, language in SHIPPED.languages.items()}
FORMATS = {
    "html": "text/html",
    "json": "application/problem+json",
    "xml": "application/problem+xml",
    "txt": "text/plain",
    "md": "text/markdown",
}
SHOWN_AS = {"xml": "application/xml", "md": "text/plain; charset=utf-8"}
HEADERS = {
    401: {"WWW-Authenticate": "Bearer"},
    405: {"Allow": "GET, HEAD"},
    429: {"Retry-After": "30"},
    503: {"Retry-After": "120"},
}
ERRORS = [status for code, status in statuses.items() if code >= 400]

templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
pages = ErrorPages(
    languages=LANGUAGES,
    brand=Brand(name="httpolite demo", support="help@example.com", status_page="/status"),
    language=lambda facts: facts.path.split("/")[1],
)


class SeatTaken(
    Problem,
    status=409,
    type="https://example.com/problems/seat-taken",
    title="Seat taken",
    detail="Seat {seat} was taken a moment ago.",
):
    """Somebody was faster."""

    seat: str


async def links(request: Request) -> Response:
    language = request.url.path.strip("/") or "en"
    page = templates.get_template("demo.html").render(
        language=language,
        direction=SHIPPED.languages[language].direction,
        languages=LANGUAGES,
        formats=FORMATS,
        errors=ERRORS,
    )
    return HTMLResponse(page)


async def error(request: Request) -> Response:
    code = request.path_params["code"]
    if not 400 <= code <= 599:
        raise HTTPException(404)
    raise HTTPException(code, headers=HEADERS.get(code))


async def seat(_: Request) -> Response:
    raise SeatTaken(seat="14C")


async def gone(_: Request) -> Response:
    raise HTTPException(410, detail="The 2019 programme was taken down.")


async def crash(_: Request) -> Response:
    raise RuntimeError("what stands here is logged and never sent")


async def bare(_: Request) -> Response:
    return Response(status_code=503, headers={"Retry-After": "30"})


site = Starlette(
    routes=[
        *(Route(path, links) for path in ("/", *(f"/{language}/" for language in LANGUAGES))),
        *(Route(f"/{{language}}/{{code:int}}.{ending}", error) for ending in FORMATS),
        *(Route(f"/{{language}}/seat.{ending}", seat) for ending in FORMATS),
        *(Route(f"/{{language}}/gone.{ending}", gone) for ending in FORMATS),
        *(Route(f"/{{language}}/crash.{ending}", crash) for ending in FORMATS),
        *(Route(f"/{{language}}/bare.{ending}", bare) for ending in FORMATS),
    ]
)
install(site, pages)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Let the ending of a link ask for a format, as a program would by its Accept header."""
    ending = PurePosixPath(scope.get("path", "")).suffix[1:]
    if ending in FORMATS:
        accept = Headers(scope=scope).get("accept", "")
        others = [header for header in scope["headers"] if header[0] != b"accept"]
        scope = {**scope, "headers": [*others, (b"accept", FORMATS[ending].encode())]}
        if "text/html" in accept and ending in SHOWN_AS:
            send = shown_as(SHOWN_AS[ending], send)
    await site(scope, receive, send)


def shown_as(media_type: str, send: Send) -> Send:
    """Name a media type that a browser shows, where it would only save what it is sent."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"])["content-type"] = media_type
        await send(message)

    return sending


if __name__ == "__main__":
    import uvicorn

    port = int(os.environ.get("PORT", "8000"))
    print(f"The demo is at http://127.0.0.1:{port} (Ctrl+C ends it)", flush=True)
    uvicorn.run(app, port=port, log_level="warning")
