"""The app of the preview: the gallery, the pages in its frames, and the news of a change."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from httpolite.cli.preview.changes import Changes
from httpolite.cli.preview.choices import choose, options_of
from httpolite.cli.preview.faults import Fault
from httpolite.cli.preview.findings import findings_of
from httpolite.cli.preview.gallery import cards_of
from httpolite.errors import OptionError
from httpolite.starlette import install

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from httpolite.cli.preview.choices import Choice
    from httpolite.cli.preview.workshop import Workshop

_HERE = Path(__file__).parent
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
}


def make_app(workshop: Workshop) -> Starlette:
    """Make the app; its state holds the `changes` that it watches for while it lives."""
    changes = Changes(workshop.forget)
    rooms = _Rooms(workshop, changes)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(changes.watch(workshop.folders))
        yield
        changes.close()
        await watching

    app = Starlette(
        routes=[
            Route("/", rooms.gallery),
            Route("/page", rooms.page),
            Route("/findings", rooms.findings),
            Route("/events", rooms.events),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
        # A site elsewhere could have its own name lead here.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        lifespan=lifespan,
    )
    app.state.changes = changes
    return install(app)


class _Rooms:
    """What the addresses lead to."""

    def __init__(self, workshop: Workshop, changes: Changes) -> None:
        self._workshop = workshop
        self._changes = changes
        self._templates = Jinja2Templates(directory=_HERE)

    def gallery(self, request: Request) -> Response:
        version = self._changes.version  # before the files are read, so that no change is missed
        choice, options = self._asked(request)
        cards = cards_of(self._workshop, choice, options)
        faults = dict.fromkeys(card.fault for card in cards if card.fault)
        return self._templates.TemplateResponse(
            request,
            "gallery.html",
            {
                "choice": choice,
                "options": options,
                "statuses": _by_family(options["status"]),
                "cards": cards,
                "faults": list(faults),
                "version": version,
            },
            headers=_HEADERS,
        )

    def page(self, request: Request) -> Response:
        choice, _ = self._asked(request)
        framed = self._workshop.framed(choice, choice.schemes[0])
        if isinstance(framed, Fault):
            text = f"{framed.place}\n{framed.message}\n"
            return PlainTextResponse(text, 500, headers={"cache-control": "no-store"})
        text, headers = framed
        return Response(text, headers={**headers, "cache-control": "no-store"})

    def findings(self, request: Request) -> Response:
        choice, _ = self._asked(request)
        found = findings_of(self._workshop.report(choice.theme), choice)
        return self._templates.TemplateResponse(
            request, "findings.html", {"choice": choice, "found": found}, headers=_HEADERS
        )

    async def events(self, request: Request) -> Response:
        seen = request.headers.get("last-event-id") or request.query_params.get("since", "")
        return StreamingResponse(
            self._changes.stream(seen),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    def _asked(self, request: Request) -> tuple[Choice, dict[str, dict[str, str]]]:
        options = options_of(self._workshop.themes)
        try:
            return choose(request.query_params, options, self._workshop.theme), options
        except OptionError as error:
            raise HTTPException(400, str(error)) from error


def _by_family(statuses: dict[str, str]) -> dict[str, Any]:
    groups = groupby(statuses.items(), key=lambda status: f"{status[0][0]}xx")
    return {family: list(group) for family, group in groups}
