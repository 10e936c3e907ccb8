"""Starlette: install error pages on an app, in any order with its middleware and handlers."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar

try:
    from starlette.applications import Starlette
except ImportError as error:
    raise ImportError("Starlette is missing: pip install 'httpolite[starlette]'") from error
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from httpolite.asgi import KEEP, inquiry, is_answerable
from httpolite.errors import InstallError
from httpolite.pages import ErrorPages
from httpolite.problems import Problem, as_problem
from httpolite.replacement.fingerprints import is_default_phrase
from httpolite.stacks import answering, around, catching, pages_of

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.types import ASGIApp, Receive, Scope, Send

    ByClass = dict[type[Exception], Any]
App = TypeVar("App", bound=Starlette)


def install(app: App, pages: ErrorPages | None = None) -> App:
    """Give an app its error pages, before its first request; its own error handlers win."""
    own: ByClass = {HTTPException: ExceptionMiddleware(app.router).http_exception}
    return install_with(app, pages, {HTTPException: problem_of}, own)


def respond(
    request: HTTPConnection,
    status_or_problem: int | Problem,
    *,
    detail: Any = None,
    headers: Any = (),
    **extensions: Any,
) -> Response:
    """Answer a request by the pages of its app; a Problem has its own detail."""
    problem, more = as_problem(status_or_problem, detail, extensions), Problem(headers=headers)
    return _reply(request.scope, pages_of(request.scope), problem, headers=more.headers)


def problem_of(exc: HTTPException) -> Problem | None:
    """Return the problem that an exception stands for; None if it is to be sent as it is."""
    status, detail = exc.status_code, exc.detail
    if status not in range(400, 600):
        return None
    # HTTPException(500, str(error)) is everyday code, and must not tell a visitor.
    unsaid = status == 500 or is_default_phrase(status, detail)
    return Problem(status, detail=None if unsaid else detail, headers=exc.headers or ())


def install_with(app: App, pages: ErrorPages | None, makers: ByClass, own: ByClass) -> App:
    """Install with what makes problems of a framework's exceptions, and its own handlers."""
    if hasattr(app.state, "httpolite") or app.middleware_stack is not None:
        raise InstallError("install: once for an app, and before it serves its first request")
    app.state.httpolite = pages = pages or ErrorPages()
    pages.prepare()
    known = pages.with_options(exceptions={**makers, **pages.exceptions})
    if pages.replace != "never":
        # The other policies judge responses, and the framework's own are what they know.
        judged = set(makers) if pages.replace in ("bare", "all") else set()
        _Handlers(app, known, own).take_slots({*judged, Problem, *pages.exceptions} - {Exception})
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: around(build(), known)  # type: ignore[method-assign]
    return app


class _Handlers:
    """Ours for an app; whoever would be in charge without them stays in charge."""

    def __init__(self, app: Starlette, pages: ErrorPages, own: ByClass) -> None:
        self.app, self.pages, self.own = app, pages, own
        self.slots: dict[Any, Any] = app.exception_handlers

    def take_slots(self, kinds: set[type[Exception]]) -> None:
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
        slots = {**self.own, **{k: h for k, h in self.slots.items() if h != self.on_known}}
        others = [slots[k] for k in type(exc).__mro__ if k in slots and k is not Exception]
        problem = self.pages.problem_for(exc) if is_answerable(conn.scope) else None
        if problem is not None and not (others and conn.scope.get(KEEP)):
            reply = _reply(conn.scope, self.pages, problem, exc=exc)
            deny = getattr(conn, "send_denial_response", None)  # Starlette 0.40 would send nothing
            return await deny(reply) if deny else reply
        if not others:
            raise exc
        response = others[0](conn, exc)
        return await response if isawaitable(response) else response

    async def on_unmatched(self, scope: Scope, receive: Receive, send: Send) -> None:
        others = 404 in self.slots or self.slots.get(HTTPException) != self.on_known
        mapped = self.pages.exceptions[HTTPException] is not problem_of
        if others or mapped or scope["type"] != "http" or scope.get(KEEP):
            return await self.app.router.not_found(scope, receive, send)
        return await _reply(scope, self.pages, 404)(scope, receive, send)

    async def on_unhandled(self, _request: HTTPConnection, exc: Exception) -> ASGIApp:
        return answering(exc, self.pages)

    def innermost(self, app: ASGIApp) -> ASGIApp:
        ours = [h for k, h in self.slots.items() if k in (500, Exception)][-1] == self.on_unhandled
        debug, gone = self.app.debug, ClientDisconnect
        return catching(app, self.pages, debug=debug, gone=gone) if ours else app


def _reply(scope: Scope, pages: ErrorPages, problem: int | Problem, **known: Any) -> Response:
    answer = pages.answer(problem, inquiry(scope, pages), **known)
    scope[KEEP] = True
    response = Response(answer.body, answer.status)
    response.raw_headers = answer.raw
    return response
