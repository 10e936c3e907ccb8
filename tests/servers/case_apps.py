"""The cases of the contract, each at its index in the path: `/17`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.cases import CASES
from contract.raised import RAISED
from httpolite import ErrorPages
from httpolite.catalogue.statuses import reason_phrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from contract.case import Case
    from httpolite import Reply
    from httpolite.asgi import ASGIApp, Receive, Scope, Send
    from httpolite.wsgi import WSGIApp

    Parts = tuple[int, list[tuple[str, str]], bytes]

PAGES = ErrorPages()


def given(case: Case) -> Parts:
    """Return the app's response, which httpolite may replace."""
    return case.status, list(case.headers), case.body


def due(case: Case) -> Parts:
    """Return what a client must get, for an app that knows nothing of httpolite to send."""
    if case.becomes is None:
        return given(case)
    reply = reply_to(case)
    return reply.status, list(reply.headers), reply.body


def reply_to(case: Case, path: str | None = None, request_id: str | None = None) -> Reply:
    """Return what takes the place of the app's response."""
    return PAGES.reply(
        case.status,
        method=case.method,
        path=path,
        accept=_asked(case, "accept"),
        accept_language=_asked(case, "accept-language"),
        request_id=request_id or _asked(case, "x-request-id"),
        headers=case.headers,
    )


def _asked(case: Case, header: str) -> str | None:
    values = [value for name, value in case.asked if name.lower() == header]
    return ", ".join(values) or None


def asgi_cases(parts: Callable[[Case], Parts]) -> ASGIApp:
    """Make an ASGI app that answers by the case whose index is asked for."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        status, headers, body = parts(CASES[int(scope["path"][1:])])
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})

    return app


def wsgi_cases(parts: Callable[[Case], Parts]) -> WSGIApp:
    """Make a WSGI app that answers by the case whose index is asked for."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        status, headers, body = parts(CASES[int(environ["PATH_INFO"][1:])])
        start_response(f"{status} {reason_phrase(status)}", headers)
        return [body]

    return app


async def asgi_raised(scope: Scope, _receive: Receive, _send: Send) -> None:
    """Raise what the case raises whose index is asked for."""
    raise RAISED[int(scope["path"][1:])].exc()


def wsgi_raised(environ: WSGIEnvironment, _start_response: StartResponse) -> list[bytes]:
    """Raise what the case raises whose index is asked for."""
    raise RAISED[int(environ["PATH_INFO"][1:])].exc()
