"""Whole: what every reply is, whatever went wrong while it was made; and what was said of it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import pytest

    from doubles import Seen

OURS = ("content-type", "content-language", "content-length", "vary", "cache-control")
VOID = {"link", "meta", "br", "hr", "img", "input", "wbr"}
SECRETS = (b"secret", b"/srv/", b"Traceback", b" at 0x")


class Tags(HTMLParser):
    """Every element that is opened is closed, in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.html: dict[str, str | None] = {}
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.html = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_whole(seen: Seen, status: int, *, head: bool = False) -> None:
    """Check that this is a complete and valid reply of ours that tells no secret."""
    assert seen.status == status
    for name in OURS:
        assert len(seen.values(name)) == 1, name
    length = int(seen.value("content-length") or "")
    assert length > 0
    assert len(seen.body) == (0 if head else length)
    lines = [f"{name}: {value}" for name, value in seen.headers]
    assert not set("".join(lines)) & set("\r\n\0")
    "\n".join(lines).encode("latin-1")
    if not head:
        content_of(seen)
    for secret in SECRETS:
        assert secret not in seen.body
        assert secret not in "\n".join(lines).encode("latin-1")


def content_of(seen: Seen) -> Any:
    """Parse the body by its content type, strictly."""
    text = seen.body.decode("utf-8")
    kind = (seen.value("content-type") or "").partition(";")[0]
    if kind == "application/problem+json":
        document = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
        assert document["status"] == seen.status
        return document
    if kind == "application/problem+xml":
        return ET.fromstring(text)
    if kind == "text/html":
        assert text.startswith("<!doctype html>")
        assert Tags(text).html["lang"] == seen.value("content-language")
        assert str(seen.status) in text
    else:
        assert kind in ("text/plain", "text/markdown")
    return text


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names))
    return dict(pairs)


def is_constant(seen: Seen) -> bool:
    """Return whether this is a page that was made beforehand: it carries no id."""
    return not seen.values("x-request-id")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of our own faults, and not of the app's exceptions."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "httpolite" and record.getMessage() != "unhandled exception"
    ]


def unhandled(caplog: pytest.LogCaptureFixture) -> list[Any]:
    """Return the exceptions of the app that were logged."""
    return [
        record.exc_info and record.exc_info[1]
        for record in caplog.records
        if record.name == "httpolite" and record.getMessage() == "unhandled exception"
    ]
