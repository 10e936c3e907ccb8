"""What holds through every adapter, as data: a response of the app, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "text/plain; charset=utf-8"
PROBLEM = "application/problem+json"
HTML = "text/html; charset=utf-8"
PLAIN = (("Content-Type", TEXT),)
COMMON = (
    ("content-language", "en"),
    ("vary", "Accept, Accept-Language"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """An app's response and the request; then what the client gets, None if it is untouched."""

    name: str
    status: int = 404
    headers: tuple[tuple[str, str], ...] = PLAIN
    body: bytes = b"Not Found"
    method: str = "GET"
    asked: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    becomes: str | None = PROBLEM
    sent: tuple[tuple[str, str], ...] = ()  # exactly these lines of their names, in this order
    gone: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def _bare(status: int, body: bytes, name: str, *headers: tuple[str, str], **more: Any) -> Case:
    return Case(name=name, status=status, body=body, headers=(*PLAIN, *headers), **more)


REPLACED = (
    Case(name="105b a bare 404 gets a document", sent=COMMON),
    Case(
        name="105b a bare 404 gets a page",
        asked=(("Accept", "text/html"),),
        becomes=HTML,
        sent=COMMON,
    ),
    Case(name="105b empty bodies are bare", headers=(), body=b"", status=503),
    Case(
        name="78 an empty 405 without any length is bare",
        headers=(("Allow", "GET, HEAD"),),
        body=b"",
        status=405,
        sent=(("allow", "GET, HEAD"),),
    ),
    Case(
        name="106 HEAD has the headers of GET and no body",
        method="HEAD",
        headers=(*PLAIN, ("Content-Length", "9")),
        body=b"",
    ),
    _bare(
        405,
        b"Method Not Allowed",
        "109 a 405 keeps Allow",
        ("Allow", "GET"),
        sent=(("allow", "GET"),),
    ),
    _bare(
        401,
        b"Unauthorized",
        "109 a 401 keeps each WWW-Authenticate",
        ("WWW-Authenticate", 'Basic realm="a"'),
        ("WWW-Authenticate", "Bearer"),
        sent=(("www-authenticate", 'Basic realm="a"'), ("www-authenticate", "Bearer")),
    ),
    _bare(
        407,
        b"Proxy Authentication Required",
        "109 a 407 keeps Proxy-Authenticate",
        ("Proxy-Authenticate", "Basic"),
        sent=(("proxy-authenticate", "Basic"),),
    ),
    _bare(
        426,
        b"Upgrade Required",
        "109 a 426 keeps Upgrade",
        ("Upgrade", "TLS/1.2"),
        sent=(("upgrade", "TLS/1.2"),),
    ),
    _bare(
        416,
        b"Requested Range Not Satisfiable",
        "109 a 416 keeps Content-Range",
        ("Content-Range", "bytes */10"),
        sent=(("content-range", "bytes */10"),),
    ),
    _bare(
        503,
        b"Service Unavailable",
        "109 a 503 keeps Retry-After",
        ("Retry-After", "30"),
        sent=(("retry-after", "30"),),
    ),
    _bare(
        451,
        b"Unavailable For Legal Reasons",
        "109 a 451 keeps Link",
        ("Link", '<https://example.com>; rel="blocked-by"'),
        sent=(("link", '<https://example.com>; rel="blocked-by"'),),
    ),
    Case(
        name="110 what described the old body goes",
        headers=(
            *PLAIN,
            ("ETag", '"a"'),
            ("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("Content-Location", "/old"),
            ("Accept-Ranges", "bytes"),
            ("Content-MD5", "Q2hlY2sgSW50ZWdyaXR5IQ=="),
            ("Repr-Digest", "sha-256=:AAAA:"),
            ("Content-Range", "bytes 0-1/2"),
        ),
        gone=(
            "etag",
            "last-modified",
            "content-location",
            "accept-ranges",
            "content-md5",
            "repr-digest",
            "content-range",
        ),
    ),
    Case(
        name="111 the rest stays, duplicates and order included",
        headers=(
            *PLAIN,
            ("Set-Cookie", "a=1"),
            ("X-Frame-Options", "DENY"),
            ("Set-Cookie", "b=2"),
            ("Access-Control-Allow-Origin", "*"),
        ),
        sent=(
            ("set-cookie", "a=1"),
            ("x-frame-options", "DENY"),
            ("set-cookie", "b=2"),
            ("access-control-allow-origin", "*"),
        ),
    ),
    Case(
        name="114 Vary is merged",
        headers=(*PLAIN, ("Vary", "accept, Origin")),
        sent=(("vary", "accept, Origin, Accept-Language"),),
    ),
    Case(name="114 a star in Vary stays", headers=(*PLAIN, ("Vary", "*")), sent=(("vary", "*"),)),
    Case(
        name="115 Content-Language is the language of the page",
        asked=(("Accept-Language", "zh-TW"),),
        sent=(("content-language", "zh-Hant"),),
    ),
    Case(
        name="116 a 404 keeps the app's Cache-Control",
        headers=(*PLAIN, ("Cache-Control", "max-age=60")),
        sent=(("cache-control", "max-age=60"),),
    ),
    Case(name="116 a 404 without one is not stored", sent=(("cache-control", "no-store"),)),
    _bare(
        500,
        b"Internal Server Error",
        "116 a 500 is never stored",
        ("Cache-Control", "max-age=60"),
        sent=(("cache-control", "no-store"),),
    ),
    Case(name="118 unregistered codes get their class's text", status=499, headers=(), body=b""),
    Case(name="118 599 is replaced as well", status=599, headers=(), body=b""),
    Case(
        name="146 an id among the app's headers wins",
        headers=(*PLAIN, ("X-Request-ID", "from-the-app")),
        asked=(("X-Request-ID", "from-the-client"),),
        sent=(("x-request-id", "from-the-app"),),
    ),
    Case(
        name="146 a fit id of the client is used",
        asked=(("X-Request-ID", "from-the-client"),),
        sent=(("x-request-id", "from-the-client"),),
    ),
    Case(
        name="151 HEAD without length and type is bare",
        method="HEAD",
        headers=(),
        body=b"",
    ),
    Case(name="all replaces deliberate bodies", body=b"my words", options={"replace": "all"}),
    Case(
        name="112 all drops the coding of the old body",
        headers=(*PLAIN, ("Content-Encoding", "gzip")),
        body=b"\x1f\x8b",
        options={"replace": "all"},
        gone=("content-encoding",),
    ),
    Case(
        name="a callable decides",
        body=b"my words",
        options={"replace": lambda facts, status, headers, body: body == b"my words"},
    ),
    Case(
        name="default_format decides for who accepts anything",
        asked=(("Accept", "*/*"),),
        options={"default_format": "html"},
        becomes=HTML,
    ),
)


def _kept(name: str, **more: Any) -> Case:
    return Case(name=name, becomes=None, **more)


UNTOUCHED = (
    _kept("108 a 200 is untouched", status=200, body=b"fine", headers=(*PLAIN, ("ETag", '"a"'))),
    _kept(
        "108 a 206 keeps its range", status=206, headers=(*PLAIN, ("Content-Range", "bytes 0-8/90"))
    ),
    _kept("108 a 302 keeps Retry-After", status=302, headers=(*PLAIN, ("Retry-After", "3"))),
    _kept("107 a 204 has no body", status=204, body=b"", headers=()),
    _kept("107 a 304 has no body", status=304, body=b"", headers=(("ETag", '"a"'),)),
    _kept("deliberate text is untouched", body=b"Item not found"),
    _kept(
        "deliberate JSON is untouched",
        body=b'{"a":1}',
        headers=(("Content-Type", "application/json"),),
    ),
    _kept("a default of another status is deliberate", status=403),
    _kept("152 problem documents are deliberate", headers=(("Content-Type", PROBLEM),), body=b""),
    _kept(
        "152 attachments are deliberate", headers=(*PLAIN, ("Content-Disposition", "attachment"))
    ),
    _kept("112 coded bodies are deliberate", headers=(*PLAIN, ("Content-Encoding", "gzip"))),
    _kept("8 more than 2 KiB is deliberate", body=b"x" * 2049, headers=()),
    _kept(
        "151 HEAD of a longer body is deliberate",
        method="HEAD",
        body=b"",
        headers=(*PLAIN, ("Content-Length", "10")),
    ),
    _kept(
        "119 a preflight is never replaced",
        method="OPTIONS",
        asked=(("Access-Control-Request-Method", "PUT"),),
        status=400,
        body=b"",
        headers=(),
    ),
    _kept("119 TRACE is never replaced", method="TRACE"),
    _kept("119 CONNECT is never replaced", method="CONNECT"),
    _kept("120 gRPC is never replaced", asked=(("Content-Type", "application/grpc+proto"),)),
    _kept("never replaces nothing", options={"replace": "never"}),
    _kept("exceptions replaces no response", options={"replace": "exceptions"}),
    _kept("empty leaves default bodies", options={"replace": "empty"}),
    _kept("a callable may decline", options={"replace": lambda *_: False}),
    _kept("a callable that raises declines", options={"replace": lambda *_: 1 // 0}),
    _kept(
        "a callable is not asked beyond 2 KiB",
        body=b"x" * 2049,
        options={"replace": lambda *_: True},
    ),
)
