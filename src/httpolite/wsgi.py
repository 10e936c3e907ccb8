"""WSGI: the middleware that any WSGI app can be wrapped in."""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from httpolite.environs import error_reply, inquiry
from httpolite.exchanges import Exchange
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    Headers = list[tuple[str, str]]
    StartResponse = Callable[..., Any]
    WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]

_STATUS, _HEADERS, _WRITTEN = 3, 4, 5  # their places in what the app has said

__all__ = ["KEEP", "ErrorPagesMiddleware", "error_reply", "inquiry", "wrap"]


def ErrorPagesMiddleware(app: WSGIApp, pages: ErrorPages | None = None) -> WSGIApp:  # noqa: N802
    """Wrap a WSGI app: its bare errors become pages and documents.

    An unhandled exception is answered and logged; with `propagate=True` it is raised again when
    the server closes the response.
    """
    pages = ErrorPages() if pages is None else pages
    pages.prepare()
    return app if pages.replace == "never" else wrap(app, pages)


def wrap(app: WSGIApp, pages: ErrorPages, *, catch: bool = True) -> WSGIApp:  # noqa: C901
    """Wrap an app; without `catch` exceptions pass, for they were let out on purpose."""

    # What there is of a request is a list, and what the app is given are methods of it: a function
    # and a variable of its own for each request would take half as long again. It holds the
    # environ, the path in two parts, status and headers once the app has told them, and what it
    # has written since; or the Exchange in place of the status, where there is more to it.
    def start(
        said: list[Any], status: str, headers: Headers, exc_info: Any = None
    ) -> Callable[[bytes], None]:
        if said[_STATUS] is None and exc_info is None:
            said[_STATUS], said[_HEADERS] = status, headers
            return MethodType(write, said)
        try:
            return exchange_of(said).start(status, headers, exc_info)
        finally:
            del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)

    def write(said: list[Any], chunk: bytes) -> None:
        known = said[_STATUS]
        (known.write if isinstance(known, Exchange) else said.append)(chunk)

    def exchange_of(said: list[Any]) -> Exchange:
        if not isinstance(said[_STATUS], Exchange):
            said[_STATUS] = Exchange(pages, said)
        exchange: Exchange = said[_STATUS]
        return exchange

    # Not a generator: Granian reads status and headers as soon as the call returns.
    def middleware(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # The path now, for a mounted app may move its parts while it runs (80).
        try:
            said = [environ, environ["SCRIPT_NAME"], environ["PATH_INFO"], None, None]
        except KeyError:  # what is empty may be left out
            place = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
            said = [environ, *place, None, None]
        if not catch:  # then nothing has to wait for the first chunk
            said[_STATUS] = Exchange(pages, said, at_once=start_response)
        try:
            body = app(environ, MethodType(start, said))
        except Exception as exc:
            if not catch:
                raise
            return exchange_of(said).send_error(exc, start_response)
        # Most responses are complete and no error, and the app's own object goes on (56).
        status = said[_STATUS]
        complete = type(body) is list and body and len(said) == _WRITTEN
        if complete and type(status) is str and status < "4":
            start_response(status, said[_HEADERS])
            return body
        return exchange_of(said).send(body, start_response, catch=catch)

    middleware.app = app  # type: ignore[attr-defined]
    return middleware
