"""WSGI: the middleware that any WSGI app can be wrapped in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.environs import error_reply, inquiry
from httpolite.exchanges import Exchange
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
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


def wrap(app: WSGIApp, pages: ErrorPages, *, catch: bool = True) -> WSGIApp:
    """Wrap an app; without `catch` exceptions pass, for they were let out on purpose."""

    # Not a generator: Granian reads status and headers as soon as the call returns.
    def middleware(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # Now, for a mounted app may move them while it runs (80).
        try:
            place = environ["SCRIPT_NAME"], environ["PATH_INFO"]
        except KeyError:  # what is empty may be left out
            place = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        # What the app has started: status, headers and what it has written since; an Exchange
        # where there is more to it. Without `catch` nothing has to wait for the first chunk.
        said: Any = () if catch else Exchange(environ, pages, place, at_once=start_response)

        # No annotations, for they would be made anew with the function at each request.
        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            nonlocal said
            if not said and exc_info is None:
                said = (status, headers, [])
                return said[2].append
            try:
                said = _exchange(said, environ, pages, place)
                return said.start(status, headers, exc_info)
            finally:
                del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)

        try:
            body = app(environ, start)
        except Exception as exc:
            if not catch:
                raise
            said = exchange = _exchange(said, environ, pages, place)
            return exchange.send_error(exc, start_response)
        # Most responses are complete and no error, and the app's own object goes on (56).
        complete = type(body) is list and body and type(said) is tuple and said
        if complete and said[0] < "4" and not said[2]:
            start_response(said[0], said[1])
            return body
        said = exchange = _exchange(said, environ, pages, place)
        return exchange.send(body, start_response, catch=catch)

    middleware.app = app  # type: ignore[attr-defined]
    return middleware


def _exchange(said: Any, environ: Environ, pages: ErrorPages, place: tuple[str, str]) -> Exchange:
    return said if isinstance(said, Exchange) else Exchange(environ, pages, place, *said)
