"""Ready pages: what most errors get, found by one look-up; and what they leave to others."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doubles import asgi_app, body, environ, http_scope, run_asgi, start
from httpolite import Brand, ErrorPages
from httpolite.answers import usual_reply
from httpolite.asgi import ErrorPagesMiddleware
from httpolite.environs import usual_reply as usual_wsgi_reply
from httpolite.ready import _LONGEST, _MOST
from httpolite.requests import _ID, ACCEPT, ACCEPT_LANGUAGE, REQUEST_ID, HeaderNames, checked_id
from strategies import any_text

PAGES = ErrorPages()
HTML = (("accept", "text/html"), ("accept-language", "zh-TW"))
BARE = (start(404, [("content-type", "text/plain; charset=utf-8")]), body(b"Not Found"))
ID = ("x-request-id", "abc")
_TIME = re.compile(rb"[0-9-]{10} [0-9:]{8} UTC")


def replied(headers: Any, pages: ErrorPages = PAGES, **request: Any) -> Any:
    return usual_reply(404, http_scope(headers=headers, **request), pages)


def same(pairs: Any, page: bytes, asked: Any, pages: ErrorPages = PAGES, **request: Any) -> bool:
    """Return whether this is what the general road makes of it, the time apart."""
    known = {name.replace("-", "_"): value for name, value in asked if name != "x-request-id"}
    reply = pages.reply(404, request_id="abc", path="/x", **known, **request)
    return len(reply.body) == len(page) and sorted(reply.headers) == sorted(pairs)


@pytest.mark.parametrize("asked", [(), HTML, HTML[:1], (("accept", "text/markdown"),)])
def test_a_ready_reply_is_the_one_of_the_general_road(asked: Any) -> None:
    headers, page = replied([*asked, ID])
    pairs = [(name.decode(), value.decode()) for name, value in headers]
    answer = usual_wsgi_reply(404, environ(headers=[*asked, ID]), PAGES, "/x")

    assert same(pairs, page, asked)
    assert answer is not None
    assert sorted(answer.pairs) == sorted(pairs)
    assert len(answer.body) == len(page)


@given(st.lists(st.booleans(), min_size=6, max_size=6))
def test_20_names_of_headers_are_found_in_any_case(upper: list[bool]) -> None:
    name = "".join(
        letter.upper() if up else letter for letter, up in zip("accept", upper, strict=True)
    )

    headers, _ = replied([(name, "text/html"), ID])

    assert (b"content-type", b"text/html; charset=utf-8") in headers


def test_20_headers_that_come_twice_are_joined() -> None:
    headers, _ = replied([("accept", "image/png"), ("Accept", "text/html"), *HTML[1:]])
    assert (b"content-type", b"text/html; charset=utf-8") in headers

    languages = [("accept-language", "en;q=0.1"), ("accept-language", "ar")]
    headers, _ = replied([*HTML[:1], *languages])
    assert (b"content-language", b"ar") in headers


@pytest.mark.parametrize(
    ("headers", "request_"),
    [
        ((), {"method": "POST"}),
        ((), {"method": "HEAD"}),
        ((("traceparent", "00-x"),), {}),
        ((("content-type", "application/grpc"),), {}),
        ((("x-request-id", "a"), ("x-request-id", "b")), {}),
    ],
)
def test_what_is_unusual_goes_the_general_road(headers: Any, request_: Any) -> None:
    assert replied(headers, **request_) is None


def test_a_websocket_is_unusual() -> None:
    scope = {"type": "websocket", "path": "/", "headers": []}
    assert usual_reply(403, scope, PAGES) is None


@pytest.mark.parametrize(
    "options",
    [
        {"on_error": lambda *_: None},
        {"language": lambda _: "ar"},
        {"nonce": lambda _: "n"},
        {"request_id": lambda _: "n"},
        {"default_format": lambda _: "html"},
        {"replace": lambda *_: True},
    ],
)
def test_hooks_are_asked_on_the_general_road(options: Any) -> None:
    assert ErrorPages(**options).ready is None


def test_a_page_that_shows_more_goes_the_general_road() -> None:
    pages = ErrorPages(brand=Brand(support="help@example.com"))

    assert replied(HTML, pages) is None
    assert replied((), pages) is not None  # a document shows no links


def test_a_page_that_cannot_be_compiled_goes_the_general_road(write_theme: Any) -> None:
    folder = write_theme({"page.html": "{{ page.path|upper }}{{ page.request_id }}"})
    assert replied(HTML, ErrorPages(theme=folder)) is None


def test_a_page_without_the_id_goes_the_general_road(write_theme: Any) -> None:
    folder = write_theme({"page.html": "{{ page.path }}{{ page.time }}"})
    assert replied(HTML, ErrorPages(theme=folder)) is None


def test_a_page_that_shows_the_id_twice_and_no_time_is_ready(write_theme: Any) -> None:
    folder = write_theme({"page.html": "{{ page.request_id }} {{ page.request_id }}"})
    _, page = replied([*HTML, ID], ErrorPages(theme=folder))
    assert page == b"abc abc"


@given(any_text)
def test_22_122_whatever_the_path_is_the_page_is_sound(path: str) -> None:
    scope = {**http_scope(headers=HTML), "path": path}
    reply = usual_reply(404, scope, PAGES)

    if not path:
        assert reply is None  # a page without a path
        return
    assert reply is not None
    headers, page = reply
    assert dict(headers)[b"content-length"] == str(len(page)).encode()
    assert page.decode().count("<script") == 0
    assert len(page) < 8192


formats = st.sampled_from(
    ["text/html", "text/markdown", "text/plain", "application/json", "text/xml"]
)
odd_paths = st.text("/ab_*~<>&\"'é\u202e\x00 |`", min_size=1, max_size=300)


@given(st.from_regex(_ID, fullmatch=True), odd_paths, formats)
def test_a_ready_body_is_the_one_of_the_general_road_for_any_id_and_path(
    identity: str, path: str, accept: str
) -> None:
    headers = ((b"accept", accept.encode()), (b"x-request-id", identity.encode()))
    reply = usual_reply(404, {**http_scope(), "headers": headers, "path": path}, PAGES)
    general = PAGES.reply(404, path=path, accept=accept, request_id=identity)

    assert reply is not None
    assert dict(reply[0])[b"x-request-id"] == identity.encode()
    assert _TIME.sub(b"", reply[1]) == _TIME.sub(b"", general.body)


@pytest.mark.parametrize("piece", ["/long", "/<b>&"])
def test_22_a_path_that_is_too_long_is_cut(piece: str) -> None:
    path = piece * 100
    reply = usual_reply(404, {**http_scope(headers=[*HTML, ID]), "path": path}, PAGES)
    general = PAGES.reply(
        404, path=path, accept="text/html", accept_language="zh-TW", request_id="abc"
    )

    assert reply is not None
    assert _TIME.sub(b"", reply[1]) == _TIME.sub(b"", general.body)
    assert "…".encode() in reply[1]


@given(any_text)
def test_146_an_unfit_id_is_replaced_by_a_new_one(given_: str) -> None:
    raw = given_.encode("latin-1", "replace")
    scope = {**http_scope(), "headers": [(b"x-request-id", raw)]}
    reply = usual_reply(404, scope, PAGES)

    assert reply is not None
    identity = dict(reply[0])[b"x-request-id"].decode()
    assert identity == raw.decode("latin-1") or (len(identity) == 32 and checked_id(identity))


def test_130_the_pages_are_bounded_and_long_headers_are_not_remembered() -> None:
    pages = ErrorPages()
    assert pages.ready is not None
    for number in range(_MOST + 10):
        assert replied([("accept", f"text/html;v={number}")], pages)
    kept = pages.ready._made
    assert len(kept) == _MOST
    assert (404, b"text/html;v=0", None) not in kept

    assert replied([("accept", "text/html," + "x" * _LONGEST)], pages)
    assert all(len(key[1] or b"") <= _LONGEST for key in kept)


def test_a_fault_of_a_ready_page_is_left_to_the_general_road(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> str:
        raise MemoryError

    monkeypatch.setattr("httpolite.ready.now", fails)

    assert replied(HTML) is None
    assert usual_wsgi_reply(404, environ(headers=HTML), PAGES, "/") is None
    seen = run_asgi(ErrorPagesMiddleware(asgi_app(*BARE), PAGES), headers=HTML)
    assert seen.status == 404
    assert seen.body.endswith(b"</html>\n") or seen.body.endswith(b"</html>")
    assert caplog.records == []


# Names of headers


def test_names_are_remembered_up_to_a_number_and_a_length() -> None:
    names = HeaderNames({"accept": ACCEPT, "accept-language": ACCEPT_LANGUAGE})
    assert names[b"ACCEPT"] == ACCEPT
    assert b"ACCEPT" in names
    assert names[b"cookie"] == 0
    assert b"cookie" in names.others

    assert names[b"x" * 100] == 0
    for number in range(1000):
        assert names[b"x-%d" % number] == 0
    assert len(names) + len(names.others) <= 512
    assert b"x" * 100 not in names.others
    assert names[b"aCCept"] == ACCEPT
    assert REQUEST_ID > ACCEPT_LANGUAGE > ACCEPT


# Threads


def test_32_threads_may_start_at_once() -> None:
    pages = ErrorPages()
    app = ErrorPagesMiddleware(asgi_app(*BARE), pages)
    ready, wrong = threading.Barrier(32), []
    before = sys.getswitchinterval()

    def work(number: int) -> None:
        ready.wait()
        language = ("en", "ar", "zh-Hans", "zh-Hant")[number % 4]
        for turn in range(20):
            identity = f"id-{number}-of-{turn}"
            asked = [("accept", f"text/html;v={turn % 5}"), ("accept-language", language)]
            seen = run_asgi(app, "GET", f"/{identity}", [*asked, ("x-request-id", identity)])
            shown = seen.body.decode()
            if f'lang="{language}"' not in shown or shown.count(identity) != 2:
                wrong.append((language, identity))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []


FORKING = """
import os
from httpolite import ErrorPages

pages = ErrorPages()
pages.prepare()
pages.reply(404, accept="text/html")
for _ in range(4):
    read, write = os.pipe()
    if os.fork() == 0:
        reply = pages.reply(404, accept="text/html", accept_language="ar")
        assert dict(reply.headers)["x-request-id"].encode() in reply.body
        os.write(write, dict(reply.headers)["x-request-id"].encode())
        os._exit(0)
    os.wait()
    print(os.read(read, 99).decode())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_processes_make_pages_with_ids_of_their_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKING], capture_output=True, text=True, check=True
    )
    made = done.stdout.split()
    assert len(set(made)) == 4
    assert all(checked_id(identity) for identity in made)
