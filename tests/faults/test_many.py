"""Many clients, each with headers of its own: memory is bounded, and the common ones stay quick."""

from __future__ import annotations

import gc
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from doubles import environ, http_scope
from faults.ways import drive_scope
from httpolite import ErrorPages, asgi, ready, wsgi
from httpolite.negotiation import choices
from httpolite.negotiation.accept_language import choose_language
from httpolite.rendering import shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMON = ("text/html,application/xhtml+xml,*/*;q=0.8", "ar,en;q=0.5")
CLIENTS = 10_000
# What the caches hold when they are full: 1,024 choices and as many ready pages, each known by at
# most 512 characters.
FULL = 2 * 1024 * 1024
LITTLE = 64 * 1024


def different(number: int) -> tuple[str, str]:
    """Return headers that nobody else sends: plain, long, and with odd weights by turns."""
    padding = "x" * (number % 4 * 100)
    accept = f"text/html;level={number}{padding}, application/v{number}+json;q=0.{number}"
    return (
        accept,
        f"x-{number}, zh-{number % 1000:03d};q=0.9, ar;q=0.{number}, en-x-{padding[:200]}",
    )


def by_reply(pages: ErrorPages) -> Callable[[tuple[str, str]], str]:
    def ask(sent: tuple[str, str]) -> str:
        made = pages.reply(404, accept=sent[0], accept_language=sent[1])
        return dict(made.headers)["content-language"]

    return ask


def by_asgi(pages: ErrorPages) -> Callable[[tuple[str, str]], str]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404})
        await send({"type": "http.response.body"})

    wrapped = asgi.ErrorPagesMiddleware(app, pages)

    def ask(sent: tuple[str, str]) -> str:
        headers = zip(("Accept", "Accept-Language"), sent, strict=True)
        seen = drive_scope(wrapped, http_scope(headers=headers))
        return seen.value("content-language") or ""

    return ask


def by_wsgi(pages: ErrorPages) -> Callable[[tuple[str, str]], str]:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [])
        return [b""]

    wrapped = wsgi.ErrorPagesMiddleware(app, pages)

    def ask(sent: tuple[str, str]) -> str:
        got: dict[str, str] = {}
        headers = zip(("Accept", "Accept-Language"), sent, strict=True)
        b"".join(wrapped(environ(headers=headers), lambda _, pairs: got.update(pairs)))
        return got["content-language"]

    return ask


@pytest.fixture
def traced() -> Iterator[Callable[[], int]]:
    def used() -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    yield used
    tracemalloc.stop()


def test_10_000_different_headers_take_no_more_memory_than_the_first_thousands(
    traced: Callable[[], int],
) -> None:
    pages = ErrorPages()
    ways = [way(pages) for way in (by_reply, by_asgi, by_wsgi)]
    assert [ask(COMMON) for ask in ways] == ["ar"] * 3
    before = traced()
    for number in range(CLIENTS // 2):
        ways[number % 3](different(number))
    full = traced()

    for number in range(CLIENTS // 2, CLIENTS):
        ways[number % 3](different(number))

    assert full - before < FULL
    assert traced() - full < LITTLE
    assert [ask(COMMON) for ask in ways] == ["ar"] * 3


def test_the_common_headers_are_read_anew_once_in_a_thousand_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Any] = []

    def reading(accept_language: Any, *more: Any) -> str:
        read.append(accept_language)
        return choose_language(accept_language, *more)

    monkeypatch.setattr(choices, "choose_language", reading)
    ask = by_reply(ErrorPages())

    for number in range(CLIENTS):
        ask(different(number))
        assert ask(COMMON) == "ar"

    assert read.count(COMMON[1]) <= 1 + CLIENTS // choices._MOST
    assert len(read) == CLIENTS + read.count(COMMON[1])


def test_10_000_different_shapes_of_problems_are_kept_within_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from httpolite import Problem

    monkeypatch.setattr(shelf, "MOST_BYTES", 2**17)
    pages = ErrorPages()
    for number in range(CLIENTS):
        members: Any = {f"member{number}": 1}
        pages.reply(Problem(400 + number % 200, title="" if number % 2 else "T", **members))

    kept = pages._renderer._shelf.pages.values()
    assert 2**16 < sum(page.size for page in kept) <= 2**17


# Threads that make room at the same time


class Raced(dict[Any, Any]):
    """A dict that another thread changes between two steps of ours, once."""

    raced = False

    def __iter__(self) -> Iterator[Any]:
        steps = super().__iter__()
        if not self.raced:
            self.raced = True
            self["of another thread"] = None
        return steps


def test_a_choice_that_another_thread_makes_meanwhile_does_no_harm(caplog: Any) -> None:
    made = ErrorPages(languages=["en"])
    raced = Raced(dict.fromkeys(range(choices._MOST)))
    made._choices._made = raced

    for number in range(3):
        assert made.reply(404, accept=f"text/html;a={number}").body.startswith(b"<!doctype html>")

    assert raced.raced
    assert len(raced) == choices._MOST
    assert caplog.records == []


def test_a_ready_page_that_another_thread_makes_meanwhile_does_no_harm() -> None:
    pages = ErrorPages(languages=["en"])
    assert pages.ready is not None
    raced = Raced(dict.fromkeys(range(ready._MOST)))
    pages.ready._made = raced

    for number in range(3):
        written = pages.ready.write(404, f"text/html;a={number}", None, None, "/")
        assert written
        assert written[1].startswith(b"<!doctype html>")

    assert raced.raced
    assert len(raced) == ready._MOST
