"""WSGI: the middleware that any WSGI app can be wrapped in."""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from httpolite.environs import error_reply, inquiry, place_of
from httpolite.exchanges import HEADERS, STATUS, WRITTEN, Exchange
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    Headers = list[tuple[str, str]]
    StartResponse = Callable[..., Any]
    WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]

__all__ = ["KEEP", "ErrorPagesMiddleware", "error_reply", "inquiry", "wrap"]


def ErrorPagesMiddleware(app: WSGIApp, pages: ErrorPages | None = None) -> WSGIApp:  # noqa: N802
    """Wrap a WSGI app: its bare errors become pages and documents.

    An unhandled exception is answered and logged; with `propagate=True` it is raised again when
    the server closes the response.
    """
    pages = ErrorPages() if pages is None else pages
    pages.prepare()
    return app if pages.replace == "never" else wrap(app, pages)


def wrap(app: WSGIApp, pages: ErrorPages) -> WSGIApp:
    """Wrap an app; an exception that leaves it is answered."""

    # What there is of a request is a list, and what the app is given are methods of it: a function
    # and a variable of its own for each request would take half as long again. It holds the
    # environ, the path in two parts, status and headers once the app has told them, and what it
    # has written since; or the Exchange in place of the status, where there is more to it.
    def start(
        said: list[Any], status: str, headers: Headers, exc_info: Any = None
    ) -> Callable[[bytes], None]:
        if said[STATUS] is None and exc_info is None:
            said[STATUS], said[HEADERS] = status, headers
            return MethodType(write, said)
        try:
            return exchange_of(said).start(status, headers, exc_info)
        finally:
            del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)

    def write(said: list[Any], chunk: bytes) -> None:
        known = said[STATUS]
        (known.write if isinstance(known, Exchange) else said.append)(chunk)

    def exchange_of(said: list[Any]) -> Exchange:
        if not isinstance(said[STATUS], Exchange):
            said[STATUS] = Exchange(pages, said)
        exchange: Exchange = said[STATUS]
        return exchange

    # Not a generator: Granian reads status and headers as soon as the call returns.
    def middleware(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # The path now, for a mounted app may move its parts while it runs (80).
        try:
            said = [environ, environ["SCRIPT_NAME"], environ["PATH_INFO"], None, None]
        except KeyError:  # what is empty may be left out
            said = [environ, *place_of(environ), None, None]
        try:
            body = app(environ, MethodType(start, said))
        except Exception as exc:
            return exchange_of(said).send_error(exc, start_response)
        # Most responses are complete and no error, and the app's own object goes on (56).
        status = said[STATUS]
        complete = type(body) is list and body and len(said) == WRITTEN
        if complete and type(status) is str and status < "4":
            start_response(status, said[HEADERS])
            return body
        return exchange_of(said).send(body, start_response)

    middleware.app = app  # type: ignore[attr-defined]
    return middleware


def watch(app: WSGIApp, pages: ErrorPages) -> WSGIApp:
    """Wrap an app whose exceptions were let out on purpose; nothing has to wait for one."""

    def middleware(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        place = place_of(environ)
        # `start_response` once the response is none of our business, else the Exchange.
        out: Any = None

        # No annotations, for they would be made anew with the function at each request.
        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            nonlocal out
            try:
                if out is None:
                    passes = status < "4" or environ.get(KEEP)
                    out = start_response if passes else held()
                if out is not start_response:
                    return out.start(status, headers, exc_info)
                return out(status, headers, exc_info) if exc_info else out(status, headers)
            finally:
                del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)

        def held() -> Exchange:
            return Exchange(pages, [environ, *place, None, None])

        body = app(environ, start)
        if out is start_response:
            return body
        out = out or held()
        return out.send(body, start_response, catch=False)  # type: ignore[no-any-return]

    middleware.app = app  # type: ignore[attr-defined]
    return middleware
