"""Responses: an answer as the toolkit's own response, for all that may still happen to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from httpolite.pages import ErrorPages
    from httpolite.replies import Answer

R = TypeVar("R", bound=Response)
_OURS = 2  # the headers of an answer that kept none: the request's id and the length


def response_of(answer: Answer, kind: type[R], pages: ErrorPages) -> R:
    """Return an answer as a response; its body in a list, lest HEAD's be counted anew."""
    line = f"{answer.status} {pages.reasons[answer.status]}"
    made: Any = kind
    if len(answer.headers) == _OURS:
        made = _complete(made)
    response: R = made([answer.body], line, answer.pairs)
    return response


@lru_cache(256)
def _complete(kind: Any) -> Any:
    """Return the class for headers with nothing to mend: to copy and read them takes 5 us."""
    if kind.get_wsgi_headers is not Response.get_wsgi_headers:
        return kind

    def get_wsgi_headers(self: Any, environ: Any) -> Any:
        mended = self.status_code < 400  # by somebody since
        return Response.get_wsgi_headers(self, environ) if mended else self.headers

    own = {"get_wsgi_headers": get_wsgi_headers, "__module__": kind.__module__}
    return type(kind.__name__, (kind,), own)
