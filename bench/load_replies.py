"""What a client asks for under load, and whether what comes back is right to the byte."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bench.load_apps import NOT_ALLOWED, NOWHERE, ROUTES, SECRET

if TYPE_CHECKING:
    from bench.load_apps import Route

HTML = "text/html; charset=utf-8"
FORMATS = (
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
    (None, "application/problem+json"),
    ("application/json", "application/problem+json"),
    ("application/problem+xml", "application/problem+xml"),
    ("text/plain", "text/plain; charset=utf-8"),
    ("text/markdown", "text/markdown; charset=utf-8"),
)
LANGUAGES = (
    ("zh-TW,zh;q=0.9,en;q=0.1", "zh-Hant"),
    ("zh-CN", "zh-Hans"),
    ("ar", "ar"),
    ("en-GB", "en"),
    (None, "en"),
)
ONCE = (
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "vary",
    "x-content-type-options",
    "x-request-id",
)
OURS = ("content-language", "content-security-policy", "vary", "x-request-id")
TIME = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")
VOID = {"br", "hr", "img", "link", "meta", "path", "rect", "circle", "use"}


class WrongReplyError(Exception):
    """A reply is not what it has to be."""


@dataclass(frozen=True)
class Case:
    """A kind of request: `times` it occurs in a round, and what has to come out of it."""

    kind: str
    path: str
    status: int
    times: int = 1
    method: str = "GET"
    page: bool = False  # a page of httpolite; else what the app sends
    torn: bool = False  # the connection ends in the middle of the body
    closes: bool = False  # the server may close the connection afterwards
    abort: str = ""  # when the client leaves

    @property
    def route(self) -> Route:
        """Return what the app does."""
        if self.method == "POST":
            return NOT_ALLOWED
        return ROUTES.get(self.path, NOWHERE)


CASES = (
    Case("200", "/", 200, times=8),
    Case("200", "/file", 200, times=2),
    Case("200", "/empty", 204),
    Case("stream", "/stream", 200, times=4),
    Case("HEAD", "/", 200, method="HEAD"),
    Case("HEAD", "/nowhere", 404, method="HEAD", page=True),
    Case("HEAD", "/crash", 500, method="HEAD", page=True, closes=True),
    Case("own error", "/own", 404, times=2),
    Case("own error", "/own-page", 503),
    Case("own error", "/own-stream", 500),
    Case("page", "/nowhere", 404, times=6, page=True),
    Case("page", "/", 405, times=3, method="POST", page=True),
    Case("page", "/gone", 410, page=True),
    Case("page", "/busy", 503, page=True),
    Case("page", "/problem", 409, page=True, closes=True),
    Case("exception", "/crash", 500, times=2, page=True, closes=True),
    Case("exception", "/crash-late", 500, page=True, closes=True),
    Case("torn stream", "/torn", 200, torn=True, closes=True),
    Case("aborted", "/nowhere", 404, abort="within the request"),
    Case("aborted", "/nowhere", 404, abort="before the reply"),
    Case("aborted", "/long", 200, abort="within the reply"),
)
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))


@dataclass(frozen=True)
class Asked:
    """One request: its case, what the client accepts, and its id."""

    case: Case
    accept: tuple[str | None, str]
    language: tuple[str | None, str]
    id: str

    @property
    def raw(self) -> bytes:
        """The request as it goes over the wire."""
        lines = [f"{self.case.method} {self.case.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"Accept: {self.accept[0]}"] * (self.accept[0] is not None)
        lines += [f"Accept-Language: {self.language[0]}"] * (self.language[0] is not None)
        body = "seat=14C" if self.case.method == "POST" else ""
        lines += [f"Content-Length: {len(body)}"] * bool(body)
        return "\r\n".join([*lines, f"X-Request-ID: {self.id}", "", body]).encode()


@dataclass(frozen=True)
class Reply:
    """One reply, its framing taken off; header names in lower case."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    whole: bool = True

    def value(self, name: str) -> str | None:
        """Return the value of a header that may come once at most."""
        values = [value for key, value in self.headers if key == name]
        need(len(values) <= 1, f"{name} came {len(values)} times")
        return values[0] if values else None


def need(holds: object, what: str) -> None:
    """Raise unless something holds."""
    if not holds:
        raise WrongReplyError(what)


class Judge:
    """Judges replies; documents that differ in id and time alone are parsed once."""

    def __init__(self, *, bare: bool) -> None:
        self._bare = bare
        self._parsed: set[tuple[str, str, int, bytes]] = set()

    def judges(self, case: Case) -> bool:
        """Return whether the reply is the app's or ours: an exception left alone is the server's."""
        return not (self._bare and case.closes)

    def check(self, asked: Asked, reply: Reply) -> None:
        """Raise WrongReplyError if a reply is not what was asked for."""
        case = asked.case
        need(SECRET.encode() not in reply.body, "the exception's text came out")
        need(SECRET not in str(reply.headers), "the exception's text came out in a header")
        if not self.judges(case):
            return
        need(reply.status == case.status, f"status {reply.status} in place of {case.status}")
        need(reply.whole is not case.torn, "torn" if case.torn is False else "whole")
        if case.page and not self._bare:
            self._check_page(asked, reply)
        else:
            check_untouched(asked, reply)

    def _check_page(self, asked: Asked, reply: Reply) -> None:
        media_type, language = asked.accept[1], asked.language[1]
        for name in ONCE:
            need(reply.value(name) is not None, f"no {name}")
        need((reply.value("content-security-policy") is not None) == (media_type == HTML), "CSP")
        need(reply.value("content-type") == media_type, "another format")
        need(reply.value("content-language") == language, "another language")
        need((reply.value("vary") or "").startswith("Accept, Accept-Language"), "vary")
        need(reply.value("x-request-id") == asked.id, "the id of another request")
        check_kept(asked.case.route, reply)
        if asked.case.method == "HEAD":
            need(int(reply.value("content-length") or 0) > 0, "HEAD tells no length")
            return
        need(asked.id.encode() in reply.body, "the page lacks its id")
        common = TIME.sub(b"TIME", reply.body.replace(asked.id.encode(), b"ID"))
        key = (media_type, language, reply.status, common)
        if key not in self._parsed:
            check_document(*key)
            self._parsed.add(key)


def check_untouched(asked: Asked, reply: Reply) -> None:
    """Check that the app's own response came through byte for byte."""
    route = asked.case.route
    for name in OURS:
        need(reply.value(name) is None, f"{name} on a response of the app")
    for name, value in route.headers:
        need((name.lower(), value) in reply.headers, f"{name} is lost")
    expected = b"" if asked.case.method == "HEAD" else route.body
    if asked.case.torn:
        need(expected.startswith(reply.body), "a torn stream holds what the app did not send")
    else:
        need(reply.body == expected, "the app's body has changed")


def check_kept(route: Route, reply: Reply) -> None:
    """Check the headers that a page keeps of the response it replaces."""
    for name, value in route.headers:
        if name in {"Allow", "Retry-After", "Set-Cookie"}:
            need(reply.headers.count((name.lower(), value)) == 1, f"{name} is lost")


def check_document(media_type: str, language: str, status: int, body: bytes) -> None:
    """Parse a page or document and see that it is whole and speaks of its status."""
    text = body.decode()
    if media_type == HTML:
        need(f'<html lang="{language}"' in text, "the page is in another language")
        need(text.lower().startswith("<!doctype html>"), "the page does not begin as one")
        need(text.rstrip().endswith("</html>"), "the page lacks its </html>")
        need(text.count("</html>") == 1, "a page within a page")
        Balance().check(text)
    elif media_type.endswith("json"):
        document = json.loads(text)
        need((document["status"], document["request_id"]) == (status, "ID"), "the document's facts")
    elif media_type.endswith("xml"):
        found = ET.fromstring(text).findtext("{urn:ietf:rfc:7807}status")  # noqa: S314 - ours
        need(found == str(status), "the document's status")
    need(str(status) in text, "the page does not name its status")


class Balance(HTMLParser):
    """Sees that every element of a page is closed in its turn."""

    def check(self, text: str) -> None:
        """Raise WrongReplyError unless all is in balance."""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        need(not self.open, f"left open: {self.open}")

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base's
        """Take note of an element."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Let an element that closes itself pass."""

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if tag not in VOID:
            need(self.open and self.open.pop() == tag, f"</{tag}> closes another element")
