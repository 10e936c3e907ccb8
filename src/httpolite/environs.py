"""Environs: what a WSGI server says of a request, read into an Inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.replies import Answer
from httpolite.requests import Inquiry, RequestFacts, inquiry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.pages import ErrorPages
    from httpolite.problems import Problem


def inquiry(environ: Mapping[str, Any], pages: ErrorPages, path: str | None = None) -> Inquiry:
    """Read a request; `path` tells the whole one if a mounted app may have moved it."""
    if path is None:
        path = path_of(*place_of(environ))
    found = asked(environ, pages)
    return inquiry_of(environ["REQUEST_METHOD"], path, found, lambda: facts(environ, path))


def asked(environ: Mapping[str, Any], pages: ErrorPages) -> list[str | None]:
    """Find the headers that are read, each at its place in READ_HEADERS; the id's is the last."""
    return [environ.get(key) for key in pages.environ_keys]


def usual_reply(
    status: int, environ: Mapping[str, Any], pages: ErrorPages, path: str
) -> Answer | None:
    """Return what most errors get; None where it takes more than a look-up."""
    ready = pages.ready
    if ready is None or environ["REQUEST_METHOD"] != "GET":
        return None
    try:
        _, accept, language, traceparent, _, content_type, htmx, given = asked(environ, pages)
        if traceparent or content_type or htmx:
            return None
        written = ready.write(status, accept, language, given, path)
    except Exception:
        return None  # what fails here fails again where it is told
    if written is None:
        return None
    block, body, identity = written
    own = [(ready.id_header, identity.decode()), ("content-length", str(len(body)))]
    return Answer(status, block, own, body)


def error_reply(
    problem: int | Problem,
    environ: Mapping[str, Any],
    pages: ErrorPages,
    path: str | None = None,
    **known: Any,
) -> Answer:
    """Return the reply to a status or a problem."""
    if path is None:
        path = path_of(*place_of(environ))
    usual = usual_reply(problem, environ, pages, path) if type(problem) is int else None
    if usual is not None and not known.get("headers"):
        return usual
    return pages.answer(problem, inquiry(environ, pages, path), **known)


def place_of(environ: Mapping[str, Any]) -> tuple[str, str]:
    """Return the path in two parts: where the app is mounted, and the rest."""
    return environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")


def path_of(script_name: str, path_info: str) -> str:
    """Return the whole path; it comes as bytes decoded by latin-1 (PEP 3333)."""
    raw = script_name + path_info
    return raw if raw.isascii() else raw.encode("latin-1", "replace").decode("utf-8", "replace")


def facts(environ: Mapping[str, Any], path: str) -> RequestFacts:
    """Return what a hook may know of a request."""
    names = {key: key.removeprefix("HTTP_") for key in environ if key.startswith("HTTP_")}
    names |= {key: key for key in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(key)}
    headers = tuple((n.replace("_", "-").lower(), environ[key]) for key, n in names.items())
    method = environ["REQUEST_METHOD"]
    return RequestFacts(method=method, path=path, headers=headers, native=environ)
