"""Werkzeug: what its exceptions say, as a Problem; and the middleware for apps built on it alone."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

try:
    from werkzeug.exceptions import BadRequestKeyError, HTTPException, SecurityError
except ImportError as error:
    raise ImportError("Werkzeug is missing: pip install 'httpolite[werkzeug]'") from error

from httpolite.catalogue.statuses import reason_phrase
from httpolite.pages import ErrorPages
from httpolite.problems import Problem
from httpolite.wsgi import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from httpolite.replies import Answer
    from httpolite.wsgi import Environ, StartResponse, WSGIApp

R = TypeVar("R")
_WRITERS = ("get_body", "get_description", "get_response")


def ErrorPagesMiddleware(app: WSGIApp, pages: ErrorPages | None = None) -> WSGIApp:  # noqa: N802
    """Wrap a WSGI app as httpolite.wsgi does; HTTPExceptions that leave it become problems."""
    pages = ErrorPages() if pages is None else pages
    known = pages.with_options(exceptions={HTTPException: problem_of, **pages.exceptions})
    known.prepare()
    return app if pages.replace == "never" else wrap(_sending_responses(app), known)


def problem_of(exc: HTTPException) -> Problem | None:
    """Return the problem that an exception stands for; None if it is to be sent as it is.

    Without an error status, with a response (behaviour 83), or of a class that writes its own.
    """
    if (
        exc.code not in range(400, 600)
        or exc.response is not None
        or any(getattr(type(exc), name) is not getattr(HTTPException, name) for name in _WRITERS)
    ):
        return None
    headers = [pair for pair in exc.get_headers() if pair[0].lower() != "content-type"]
    return Problem(exc.code, detail=_detail(exc), headers=headers)


def response_of(answer: Answer, kind: Callable[..., R]) -> R:
    """Return an answer as a response; its body in a list, lest HEAD's be counted anew."""
    return kind([answer.body], f"{answer.status} {reason_phrase(answer.status)}", answer.pairs)


def _detail(exc: HTTPException) -> Any:
    """Return the description if somebody chose it, for Werkzeug's own texts say nothing new."""
    kinds = [kind for kind in type(exc).__mro__ if kind.__module__ == HTTPException.__module__]
    # In debug this class' description names the key; what was given to it stands beside.
    text: Any = exc._description if isinstance(exc, BadRequestKeyError) else exc.description
    # abort(500, str(error)) is everyday code; a SecurityError names the Host (behaviour 122).
    if exc.code == 500 or isinstance(exc, SecurityError) or not text:
        return None
    said = text not in [vars(kind).get("description") for kind in kinds]
    return (text if isinstance(text, (dict, list)) else str(text)) if said else None


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
