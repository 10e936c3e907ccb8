"""Reason phrases: what any Python calls a status, for a body that says no more than that."""

from __future__ import annotations

from httpolite.catalogue.statuses import reason_phrase

# What http.HTTPStatus said before Python 3.13, and says of the unused 418.
_OTHER_PHRASES = {
    413: ("Request Entity Too Large",),
    414: ("Request-URI Too Long",),
    416: ("Requested Range Not Satisfiable",),
    422: ("Unprocessable Entity",),
}


def phrases(status: int) -> tuple[str, ...]:
    """Return the phrases of a status, in the wording of each Python."""
    return (reason_phrase(status), *_OTHER_PHRASES.get(status, ()))


def is_default_phrase(status: int, text: object) -> bool:
    """Return whether a text is only the status' reason phrase, in any Python's wording."""
    return text in phrases(status)
