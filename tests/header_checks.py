"""What holds for any header at all: each check takes a text, and fails if something does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from httpolite import ErrorPages
from httpolite.headers import merged_vary
from httpolite.negotiation.accept import FORMATS, choose_format
from httpolite.negotiation.accept_language import choose_language, find_language
from httpolite.negotiation.weights import MAX_LENGTH, MAX_MEMBERS, read_members
from httpolite.rendering.values import LONGEST_PATH, retry_after, shown_path
from httpolite.requests import checked_id, trace_id_of

if TYPE_CHECKING:
    from collections.abc import Callable

# More than ship, and scripts that must not be mixed up.
OFFERED = ("en", "zh-Hans", "zh-Hant", "ar", "pt-BR", "pt", "sr-Latn", "sr", "nb", "he", "en-GB")
LABELS = {unit: "{n} " + unit for unit in ("days", "hours", "minutes", "seconds")}
PAGES = ErrorPages()
OURS = ("content-type", "content-length", "content-language", "vary", "x-request-id")
TYPES = {"application/problem+json", "application/problem+xml"} | {
    f"text/{name}; charset=utf-8" for name in ("html", "plain", "markdown")
}


def check_accept(text: str) -> None:
    members = read_members(text)
    assert len(members) <= MAX_MEMBERS
    assert all(0.0 <= weight <= 1.0 for _, weight, _ in members)
    assert members == read_members(text[:MAX_LENGTH])
    for default in FORMATS:
        assert choose_format(text, default) in FORMATS


def check_accept_language(text: str) -> None:
    assert choose_language(text, OFFERED, "en") in OFFERED
    assert choose_language(text, ("ar", "zh-Hant"), "ar") in ("ar", "zh-Hant")
    assert find_language(text, OFFERED) in (None, *OFFERED)


def check_traceparent(text: str) -> None:
    trace = trace_id_of(text)
    assert trace is None or (len(trace) == 32 and int(trace, 16) > 0 and trace in text)


def check_request_id(text: str) -> None:
    identity = checked_id(text)
    assert identity in (None, text)
    if identity is not None:
        assert 1 <= len(identity) <= 128
        assert identity.isascii()
        assert not set(identity) & set("\r\n\0 <>\"'&,;%\\")


def check_retry_after(text: str) -> None:
    for shown in retry_after(text, LABELS) or ():
        assert 0 < len(shown) < 64
        assert shown.isprintable()


def check_vary(text: str) -> None:
    merged = merged_vary([text, text.upper()])
    names = [name.strip().lower() for name in merged.split(",")]
    assert names == ["*"] or {"accept", "accept-language"} <= set(names)
    assert len(names) == len(set(names))
    assert merged_vary([merged]) == merged


def check_path(text: str) -> None:
    shown = shown_path(text)
    assert len(shown) <= LONGEST_PATH
    shown.encode()


def check_reply(text: str) -> None:
    """Put the text wherever a client or an app can put one; the reply is whole."""
    reply = PAGES.reply(
        503,
        path=text,
        accept=text,
        accept_language=text,
        request_id=text,
        trace_id=text,
        headers=[(name, text) for name in ("Retry-After", "Vary", "Allow", "X-Request-ID", text)],
    )
    assert reply.status == 503
    for name in OURS:
        assert [key for key, _ in reply.headers].count(name) == 1, name
    named = dict(reply.headers)
    assert named["content-length"] == str(len(reply.body))
    assert named["content-type"] in TYPES
    assert not set("".join(map("".join, reply.headers))) & set("\r\n\0")
    if named["content-type"] == "application/problem+json":
        assert json.loads(reply.body)["status"] == 503


CHECKS: dict[str, Callable[[str], None]] = {
    name.removeprefix("check_"): check
    for name, check in list(globals().items())
    if name.startswith("check_")
}
