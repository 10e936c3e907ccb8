"""Werkzeug: what its exceptions say, as a Problem; and the middleware for apps built on it alone."""

from __future__ import annotations

import sys
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

try:
    from werkzeug.exceptions import BadRequestKeyError, HTTPException, SecurityError
except ImportError as error:
    raise ImportError("Werkzeug is missing: pip install 'httpolite[werkzeug]'") from error

from httpolite.pages import ErrorPages
from httpolite.problems import Problem
from httpolite.wsgi import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from httpolite.wsgi import Environ, StartResponse, WSGIApp

_WRITERS = ("get_body", "get_description", "get_response")


def ErrorPagesMiddleware(app: WSGIApp, pages: ErrorPages | None = None) -> WSGIApp:  # noqa: N802
    """Wrap a WSGI app as httpolite.wsgi does; HTTPExceptions that leave it become problems."""
    pages = ErrorPages() if pages is None else pages
    known = pages.with_options(exceptions={HTTPException: problem_of, **pages.exceptions})
    known.prepare()
    return app if pages.replace == "never" else wrap(_sending_responses(app), known)


def problem_of(exc: HTTPException) -> int | Problem | None:
    """Return the status or problem that an exception stands for; None if it sends itself (83)."""
    kind: Any = type(exc)
    writes, plain, texts = _traits(kind)
    if exc.code not in range(400, 600) or exc.response is not None or writes:
        return None
    sent = () if plain else exc.get_headers()
    headers = [pair for pair in sent if pair[0].lower() != "content-type"]
    detail = _detail(exc, texts)
    if detail is None and not headers:
        return exc.code
    return Problem(exc.code, detail=detail, headers=headers)


@lru_cache(256)
def _traits(kind: Any) -> tuple[bool, bool, frozenset[object]]:
    """Return whether a class writes a page of its own, has headers, and what it says by itself."""
    writes = any(getattr(kind, name) is not getattr(HTTPException, name) for name in _WRITERS)
    plain = kind.get_headers is HTTPException.get_headers
    own = [base for base in kind.__mro__ if base.__module__ == HTTPException.__module__]
    return writes, plain, frozenset(vars(base).get("description") for base in own)


def _detail(exc: HTTPException, texts: frozenset[object]) -> Any:
    """Return the description if somebody chose it, for Werkzeug's own texts say nothing new."""
    # In debug this class' description names the key; what was given to it stands beside.
    text: Any = exc._description if isinstance(exc, BadRequestKeyError) else exc.description
    # abort(500, str(error)) is everyday code; a SecurityError names the Host (behaviour 122).
    if exc.code == 500 or isinstance(exc, SecurityError) or not text:
        return None
    if isinstance(text, (dict, list)):
        return text
    return None if text in texts else str(text)


def _sending_responses(app: WSGIApp) -> WSGIApp:
    def sending(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return app(environ, start_response)
        except HTTPException as exc:
            if exc.response is None and (exc.code is None or problem_of(exc) is not None):
                raise
            # The app may have started a response already: then PEP 3333 wants exc_info.
            return exc(environ, partial(start_response, exc_info=sys.exc_info()))

    sending.app = app  # type: ignore[attr-defined]
    return sending
