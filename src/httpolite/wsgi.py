"""WSGI: the middleware that any WSGI app can be wrapped in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.environs import inquiry
from httpolite.exchanges import Exchange
from httpolite.pages import ErrorPages
from httpolite.replacement.policy import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    StartResponse = Callable[..., Any]
    WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]

__all__ = ["KEEP", "ErrorPagesMiddleware", "inquiry", "wrap"]


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
        exchange = Exchange(environ, pages)
        try:
            try:
                body = exchange.ask(app)
            except Exception as exc:
                if not catch:
                    raise
                body = exchange.error(exc)
            # Once, and never with exc_info: servers disagree on a second call.
            start_response(exchange.status, exchange.headers)
        except BaseException:
            exchange.abandon()  # no server will close what it never got
            raise
        exchange.forwarded = True
        return body

    middleware.app = app  # type: ignore[attr-defined]
    return middleware
