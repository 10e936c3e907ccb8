"""Ways: one app and one request through each adapter, and straight from the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from doubles import TEXT, Seen, body, http_scope, run_wsgi, start
from httpolite import ErrorPages, Problem, asgi, wsgi
from httpolite.catalogue.statuses import reason_phrase
from httpolite.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Pairs = tuple[tuple[str, str], ...]

HTML = (("Accept", "text/html"),)
JSON = (("Accept", "application/json"),)
XML = (("Accept", "application/xml"),)
PLAIN = (("Accept", "text/plain"),)
MARKDOWN = (("Accept", "text/markdown"),)
FORMATS = (HTML, JSON, XML, PLAIN, MARKDOWN)


_COMPILED = ErrorPages()


def fresh(**options: Any) -> ErrorPages:
    """Make pages that have told of nothing yet; what is compiled they share, to be quick."""
    object.__setattr__(_COMPILED, "_journal", Journal())
    return _COMPILED.with_options(**options)


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is asked, and what the app does: a bare response of this status, or it raises."""

    pages: ErrorPages
    does: int | BaseException = 404
    asked: Pairs = ()
    sent: Pairs = ()
    path: str = "/x"
    method: str = "GET"

    def act(self) -> Pairs:
        if isinstance(self.does, BaseException):
            raise self.does
        return (("Content-Type", TEXT), *self.sent)


def drive(app: Any, call: Call) -> Seen:
    """Run an ASGI app without an event loop, which would need files of its own."""
    return drive_scope(app, http_scope(call.method, call.path, call.asked))


def drive_scope(app: Any, scope: dict[str, Any]) -> Seen:
    """Do the same for a scope."""
    seen = Seen(native=scope)

    async def receive() -> Any:
        raise AssertionError("nobody reads the request (4)")

    async def send(message: Any) -> None:
        seen.messages.append(message)

    work: Coroutine[Any, Any, None] = app(seen.native, receive, send)
    try:
        work.send(None)
    except StopIteration:
        pass
    except BaseException as exc:  # that, too, is recorded
        seen.raised = exc
    else:
        raise AssertionError("the app waits for something")
    _read_messages(seen)
    return seen


def _read_messages(seen: Seen) -> None:
    for message in seen.messages:
        if message["type"] == "http.response.start":
            assert seen.status is None, "a second response"
            seen.status = message["status"]
            seen.headers = [(n.decode(), v.decode("latin-1")) for n, v in message["headers"]]
        else:
            seen.chunks.append(message.get("body", b""))


def plain_asgi(call: Call) -> Seen:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = call.act()
        await send(start(call.does, headers))  # type: ignore[arg-type]
        await send(body())

    return drive(asgi.ErrorPagesMiddleware(app, call.pages), call)


def plain_wsgi(call: Call) -> Seen:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        headers = call.act()
        start_response(f"{call.does} {reason_phrase(call.does)}", list(headers))  # type: ignore[arg-type]
        return [b""]

    return run_wsgi(wsgi.ErrorPagesMiddleware(app, call.pages), call.method, call.path, call.asked)


def flask(call: Call) -> Seen:
    from flask import Flask, Response

    from httpolite.flask import install

    app = Flask(__name__)

    def view(**_: str) -> Response:
        return Response(b"", call.does, list(call.act()))  # type: ignore[arg-type]

    app.add_url_rule("/<path:path>", view_func=view)
    return run_wsgi(install(app, call.pages), call.method, call.path, call.asked)


def starlette(call: Call) -> Seen:
    from starlette.applications import Starlette
    from starlette.routing import Route

    from httpolite.starlette import install

    app = Starlette(routes=[Route("/{path:path}", _starlette_view(call))])
    return drive(install(app, call.pages), call)


def fastapi(call: Call) -> Seen:
    from fastapi import FastAPI

    from httpolite.fastapi import install

    app = FastAPI()
    app.add_api_route("/{path:path}", _starlette_view(call), response_model=None)
    return drive(install(app, call.pages), call)


def _starlette_view(call: Call) -> Callable[[Any], Any]:
    from starlette.requests import Request
    from starlette.responses import Response

    async def view(request: Any) -> Response:
        response = Response(b"", call.does if isinstance(call.does, int) else 0)
        response.raw_headers = [(n.lower().encode(), v.encode("latin-1")) for n, v in call.act()]
        return response

    view.__annotations__ = {"request": Request}
    return view


def reply(call: Call) -> Seen:
    """Ask the pages themselves; an exception that is no Problem is a 500 here."""
    asked = {name.lower().replace("-", "_"): value for name, value in call.asked}
    does: Any = call.does if isinstance(call.does, (int, Problem)) else 500
    seen = Seen()
    try:
        made = call.pages.reply(
            does, method=call.method, path=call.path, headers=call.sent, **asked
        )
    except BaseException as exc:
        seen.raised = exc
    else:
        seen.status, seen.headers, seen.chunks = made.status, list(made.headers), [made.body]
    return seen


ASGI = (plain_asgi, starlette, fastapi)
WSGI = (plain_wsgi, flask)
ADAPTERS = (*ASGI, *WSGI)
WAYS = (*ADAPTERS, reply)
through_every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
through_every_adapter = pytest.mark.parametrize("way", ADAPTERS, ids=lambda way: way.__name__)
