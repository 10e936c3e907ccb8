"""The error pages of Pyramid: HTML, JSON or text; the router's 404 names the path."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from httpolite.replacement.addresses import origin, paths, short_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from httpolite.requests import Inquiry

# The classes of pyramid.httpexceptions: title, then what they explain.
_EXCEPTIONS = {
    400: (
        "Bad Request",
        "The server could not comply with the request since it is either malformed or otherwise incorrect.",
    ),
    401: (
        "Unauthorized",
        "This server could not verify that you are authorized to access the document you requested.  Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.",
    ),
    402: ("Payment Required", "Access was denied for financial reasons."),
    403: ("Forbidden", "Access was denied to this resource."),
    404: ("Not Found", "The resource could not be found."),
    405: ("Method Not Allowed", "The method {method} is not allowed for this resource. "),
    406: ("Not Acceptable", ""),
    407: ("Proxy Authentication Required", "Authentication with a local proxy is needed."),
    408: (
        "Request Timeout",
        "The server has waited too long for the request to be sent by the client.",
    ),
    409: ("Conflict", "There was a conflict when trying to complete your request."),
    410: ("Gone", "This resource is no longer available.  No forwarding address is given."),
    411: ("Length Required", "Content-Length header required."),
    412: ("Precondition Failed", "Request precondition failed."),
    413: ("Request Entity Too Large", "The body of your request was too large for this server."),
    414: ("Request-URI Too Long", "The request URI was too long for this server."),
    415: ("Unsupported Media Type", ""),
    416: ("Request Range Not Satisfiable", "The Range requested is not available."),
    417: ("Expectation Failed", "Expectation failed."),
    418: ("I'm a teapot", "Refusing to brew coffee because I'm a teapot."),
    422: ("Unprocessable Entity", "Unable to process the contained instructions"),
    423: ("Locked", "The resource is locked"),
    424: (
        "Failed Dependency",
        "The method could not be performed because the requested action dependended on another action and that action failed",
    ),
    428: ("Precondition Required", "The origin server requires the request to be conditional."),
    429: (
        "Too Many Requests",
        "The action could not be performed because there were too many requests by the client.",
    ),
    431: ("Request Header Fields Too Large", "The requests header fields were too large."),
    500: (
        "Internal Server Error",
        "The server has either erred or is incapable of performing the requested operation.",
    ),
    501: ("Not Implemented", ""),
    502: ("Bad Gateway", "Bad gateway."),
    503: (
        "Service Unavailable",
        "The server is currently unavailable. Please try again at a later time.",
    ),
    504: ("Gateway Timeout", "The gateway has timed out."),
    505: ("HTTP Version Not Supported", "The HTTP version is not supported."),
    507: ("Insufficient Storage", "There was not enough space to save the resource"),
    520: ("Unknown Error", ""),
}

HTML_OPENING = "<html>\n <head>\n  <title>"
JSON_OPENING = '{"message": "'


def html(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the pages for a status."""
    for line, _, body in _bodies(status, inquiry, "<br/>", _escape):
        yield (
            f"{HTML_OPENING}{line}</title>\n </head>\n <body>\n  <h1>{line}</h1>\n"
            f"  {body}\n </body>\n</html>"
        )


def text(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the texts for a status."""
    for line, _, body in _bodies(status, inquiry, "\n", str):
        yield f"{line}\n\n{body}"


def documents(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the JSON for a status."""
    for line, title, body in _bodies(status, inquiry, "\n", str):
        yield json.dumps({"message": body, "code": line, "title": title})


def _bodies(
    status: int, inquiry: Inquiry, br: str, coded: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """Yield status line, title and body."""
    if status not in _EXCEPTIONS:
        return
    title, explanation = _EXCEPTIONS[status]
    line = f"{status} {title}"
    if status == 405:  # its template has no place for a comment
        said = explanation.format(method=coded(inquiry.method))
        yield line, title, f"{said}{br}{br}\n"
        return
    explanations = [explanation]
    if status in (400, 500):  # the base classes of 4xx and 5xx explain nothing
        explanations.append("")
    for said in explanations:
        for detail in _details(status, inquiry):
            yield line, title, f"{coded(said)}{br}{br}\n{coded(detail)}\n\n"


def _details(status: int, inquiry: Inquiry) -> Iterator[str]:
    yield ""
    if status == 404:
        yield from paths(inquiry)
        url = _url(inquiry)
        yield url  # of the static view
        yield f"Out of bounds: {url}"


def _url(inquiry: Inquiry) -> str:
    facts = inquiry.known()
    scheme, server, port, query, _ = origin(facts)
    host = facts.header("host")
    if host is not None:
        host, _, port = host.rpartition(":") if ":" in host and host[-1] != "]" else (host, "", "")
    usual = {"http": "80", "https": "443"}.get(scheme)
    place = host if host is not None else server
    place += f":{port}" if port and port != usual else ""
    path = quote(short_path(inquiry), "/~!$&'()*+,;=:@", errors="replace")
    return f"{scheme}://{place}{path}" + (f"?{query}" if query else "")


def _escape(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()
