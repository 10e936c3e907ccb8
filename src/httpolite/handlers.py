"""Handlers: ours in an app's slots; whoever would be in charge without them stays in charge."""

from __future__ import annotations

from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.websockets import WebSocket

from httpolite.asgi import KEEP, inquiry, is_answerable, send_error
from httpolite.stacks import answering, catching

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.applications import Starlette
    from starlette.requests import HTTPConnection
    from starlette.types import ASGIApp, Receive, Scope, Send

    from httpolite.pages import ErrorPages
    from httpolite.problems import Problem

    ByClass = dict[type[Exception], Any]


class Handlers:
    """Ours for an app; whoever would be in charge without them stays in charge."""

    def __init__(
        self, app: Starlette, pages: ErrorPages, makers: ByClass, own: ByClass, build: Any
    ) -> None:
        self.app, self.pages, self.makers, self.own = app, pages, makers, own
        self.slots: dict[Any, Any] = app.exception_handlers
        self.others: dict[type[Exception], Any] = {}
        self.build = build  # what builds the stack, if that is Starlette's own way and ours

    def take_slots(self, kinds: set[type[Exception]]) -> None:
        """Take those slots that are empty, or hold the framework's own default."""
        for kind in kinds:
            if self.slots.get(kind) in (None, self.own.get(kind)):
                self.slots[kind] = self.on_known
        if 500 not in self.slots:
            self.slots.setdefault(Exception, self.on_unhandled)
        if self.app.router.default == self.app.router.not_found:
            self.app.router.default = self.on_unmatched
        # Not the method itself: error trackers set an attribute on what they find here.
        self.app.user_middleware.append(Middleware(lambda app: self.innermost(app)))  # noqa: PLW0108

    async def on_known(self, conn: HTTPConnection, exc: Exception) -> Any:
        """Handle an HTTPException, a Problem or a mapped exception."""
        problem = self.pages.problem_for(exc) if is_answerable(conn.scope) else None
        if problem is None or conn.scope.get(KEEP):
            other = self.other_for(type(exc))
            if other is not None:
                response = other(conn, exc)
                return await response if isawaitable(response) else response
        if problem is None:
            raise exc
        if isinstance(conn, WebSocket):  # Starlette 0.40 sends none of what is returned for it
            denial = reply_to(conn.scope, self.pages, problem, exc=exc)
            return await conn.send_denial_response(denial)
        pages, known = self.pages, problem

        # A Response would be made only to be sent at once; annotations, anew with the function.
        def reply(scope, _receive, send):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            return send_error(known, scope, send, pages, exc)

        return reply

    def other_for(self, kind: type[Exception]) -> Any:
        """Return who would be in charge; found once, for Starlette takes no handler any more."""
        if kind not in self.others:
            slots = {**self.own, **{k: h for k, h in self.slots.items() if h != self.on_known}}
            found = (slots[k] for k in kind.__mro__ if k in slots and k is not Exception)
            self.others[kind] = next(found, None)
        return self.others[kind]

    def on_unmatched(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer a path without a route, without the exception that it would take."""
        if not self.owns_unmatched or scope["type"] != "http" or scope.get(KEEP):
            return self.app.router.not_found(scope, receive, send)
        return send_error(404, scope, send, self.pages)

    @cached_property
    def owns_unmatched(self) -> bool:
        """Whether nobody else is to hear of a path without a route."""
        others = 404 in self.slots or self.slots.get(HTTPException) != self.on_known
        maker = self.pages.exceptions[HTTPException]
        return not others and maker is self.makers[HTTPException]

    async def on_unhandled(self, _request: HTTPConnection, exc: Exception) -> ASGIApp:
        """Answer what was raised outside of `innermost`."""
        return answering(exc, self.pages, gone=ClientDisconnect)

    def innermost(self, app: ASGIApp) -> ASGIApp:
        """Wrap what is innermost, unless somebody else is in charge of unhandled exceptions."""
        ours = [h for k, h in self.slots.items() if k in (500, Exception)][-1] == self.on_unhandled
        debug, gone = self.app.debug, ClientDisconnect
        # With no other middleware on the way out, and nobody else who builds the stack,
        # on_unhandled does as well, and each request is spared a coroutine.
        alone = len(self.app.user_middleware) == 1
        bare = alone and not debug and vars(self.app).get("build_middleware_stack") is self.build
        return catching(app, self.pages, debug=debug, gone=gone) if ours and not bare else app


def reply_to(scope: Scope, pages: ErrorPages, problem: int | Problem, **known: Any) -> Response:
    """Return the reply to a status or a problem as a Response."""
    answer = pages.answer(problem, inquiry(scope, pages), **known)
    scope[KEEP] = True
    response = Response(answer.body, answer.status)
    response.raw_headers = answer.raw
    return response
