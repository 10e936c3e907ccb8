"""The error page of Bottle: it names the whole URL, and the router's 404 the path as well."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin

from httpolite.replacement.addresses import origin, paths, short_path
from httpolite.replacement.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.requests import Inquiry

OPENING = '\n    <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n'
_PAGE = (
    OPENING
    + """\
    <html>
        <head>
            <title>Error: {line}</title>
            <style type="text/css">
              html {{background-color: #eee; font-family: sans-serif;}}
              body {{background-color: #fff; border: 1px solid #ddd;
                    padding: 15px; margin: 15px;}}
              pre {{background-color: #eee; border: 1px solid #ddd; padding: 5px;}}
            </style>
        </head>
        <body>
            <h1>Error: {line}</h1>
            <p>Sorry, the requested URL <tt>{url}</tt>
               caused an error:</p>
            <pre>{text}</pre>
        </body>
    </html>
"""
)

# What the router, static_file, auth_basic and the handler of exceptions say.
_TEXTS = {
    400: ("Path has wrong format.",),
    401: ("Access denied",),
    403: ("Access denied.", "You do not have permission to access this file."),
    404: ("File does not exist.",),
    405: ("Method not allowed.",),
    413: ("Request entity too large",),
    416: ("Requested Range Not Satisfiable",),
    500: ("Internal Server Error", "Unhandled exception"),
}


def pages(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the pages for a status; `abort` without a text says "Unknown Error."."""
    url, rest = _url(inquiry)
    texts = ["", "Unknown Error.", *_TEXTS.get(status, ())]
    if status == 404:
        texts += [f"Not found: {path!r}" for path in (paths(inquiry) if rest else "/")]
    own = "I'm a teapot" if status == 418 else "Unknown"
    for phrase in (*phrases(status), own):
        line = _escape(f"{status} {phrase}")
        for text in texts:
            yield _PAGE.format(line=line, url=_escape(repr(url)), text=_escape(text))


def last_resorts(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield what is sent when making the page has failed."""
    if status == 500:
        for path in paths(inquiry):
            yield f"<h1>Critical error while processing request: {_escape(path)}</h1>"


def _url(inquiry: Inquiry) -> tuple[str, str]:
    """Return the URL as Bottle puts it together, and the path below the mount."""
    facts = inquiry.known()
    scheme, server, port, query, mount = origin(facts)
    scheme = facts.header("x-forwarded-proto") or scheme
    host = facts.header("x-forwarded-host") or facts.header("host")
    if not host:
        usual = "80" if scheme == "http" else "443"
        host = f"{server}:{port}" if port and port != usual else server
    decoded = mount.encode("latin-1", "replace").decode("utf-8", "replace")
    rest = short_path(inquiry).removeprefix(decoded)
    above = mount.strip("/")  # never decoded
    try:
        path = urljoin(f"/{above}/" if above else "/", rest.lstrip("/"))
    except ValueError:  # a path such as /http://[: Bottle fails as well
        path = ""
    return SplitResult(scheme, host, quote(path, errors="replace"), query, "").geturl(), rest


def _escape(text: str) -> str:
    for character, entity in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("'", "&#039;"),
    ):
        text = text.replace(character, entity)
    return text
