"""Answers: what an ASGI server is sent in place of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.headers import length_headers
from httpolite.replacement.policy import ANSWERED, KEEP, surely_bare
from httpolite.requests import ACCEPT, ACCEPT_LANGUAGE, REQUEST_ID
from httpolite.scopes import STARTED, inquiry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from httpolite.pages import ErrorPages
    from httpolite.problems import Problem
    from httpolite.replies import Answer

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]
    Raw = tuple[list[tuple[bytes, bytes]], bytes]


def usual_replacement(
    start: Message, message: Message, scope: Scope, pages: ErrorPages
) -> Raw | None:
    """Return what replaces a bare response of a start and one body; None if it has to be judged."""
    body = message.get("body")
    if (
        type(body) is not bytes
        or message.get("more_body")
        or message["type"] != "http.response.body"
        or start.get("trailers")
    ):
        return None
    content_type = b""
    for name, value in start["headers"]:
        if name == b"content-type":
            content_type = value
        elif name != b"content-length":
            return None  # it may say something, or is to be kept
    status = start["status"]
    if pages.replace != "bare" or body not in surely_bare(status, content_type):
        return None
    return usual_reply(status, scope, pages)


def usual_reply(status: int, scope: Scope, pages: ErrorPages) -> Raw | None:
    """Return headers and body of what most errors get; None where it takes more than that."""
    ready = pages.ready
    if ready is None or scope.get("method") != "GET":
        return None
    try:
        accept = language = given = None
        places = pages.header_places
        others = places.others
        # The dearest loop of all, over 15 headers and more; as a function of its own, with a list of
        # what it found, it took a third longer.
        for name, value in scope["headers"]:
            if name not in others:
                place = places[name]
                if place == ACCEPT:
                    accept = value if accept is None else accept + b", " + value
                elif place == ACCEPT_LANGUAGE:
                    language = value if language is None else language + b", " + value
                elif place:
                    if place != REQUEST_ID or given is not None:
                        return None
                    given = value
        written = ready.write(status, accept, language, given, scope["path"])
        if written is None:
            return None
        block, body, identity = written
        own = (ready.raw_id_header, identity), length_headers[len(body)]
        return [*block.raw, *own], body  # noqa: TRY300
    except Exception:
        return None  # what fails here fails again where it is told


async def answer_exception(exc: Exception, scope: Scope, send: Send, pages: ErrorPages) -> bool:
    """Answer an exception unless a response has started; return whether that settles it."""
    if scope.get(STARTED):
        return False
    try:
        problem = pages.problem_for(exc)
        reply = usual_reply(500, scope, pages) if problem is None else None
        if reply is None:
            await send_error(500 if problem is None else problem, scope, send, pages, exc)
        else:
            scope[KEEP] = ANSWERED
            headers, body = reply
            await send({"type": "http.response.start", "status": 500, "headers": headers})
            await send({"type": "http.response.body", "body": body, "more_body": False})
    except Exception:
        return False  # the client is gone, or no stack is left: what the app raised matters more
    return problem is not None or pages.settles(exc, reraise=True)


def send_error(
    problem: int | Problem,
    scope: Scope,
    send: Send,
    pages: ErrorPages,
    exc: Exception | None = None,
) -> Awaitable[None]:
    """Send the reply to a status or a problem, which no tier outside replaces again."""
    reply = usual_reply(problem, scope, pages) if type(problem) is int else None
    scope[KEEP] = ANSWERED
    if reply is not None:
        return send_reply(problem, reply, send)  # type: ignore[arg-type]
    return send_answer(pages.answer(problem, inquiry(scope, pages), exc=exc), scope, send)


async def send_answer(answer: Answer, scope: Scope, send: Send) -> None:
    """Send a complete response; the denial of a handshake in one piece, for Granian."""
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    await send({"type": f"{kind}.start", "status": answer.status, "headers": answer.raw})
    await send({"type": f"{kind}.body", "body": answer.body, "more_body": False})


async def send_reply(status: int, reply: Raw, send: Send) -> None:
    """Send a reply to an HTTP request."""
    headers, body = reply
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
