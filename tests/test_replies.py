"""Which headers of a replaced response are kept, and how an answer is put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from httpolite import Reply
from httpolite.headers import HeaderBlock, merged_vary
from httpolite.replies import Answer, kept_headers
from strategies import any_text

STALE = (
    "Accept-Ranges",
    "Content-Digest",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-MD5",
    "Content-Type",
    "Digest",
    "ETag",
    "Last-Modified",
    "Repr-Digest",
    "Trailer",
    "Transfer-Encoding",
)
KEPT = (
    "Access-Control-Allow-Origin",
    "Allow",
    "Content-Security-Policy",
    "Link",
    "Proxy-Authenticate",
    "Retry-After",
    "Server-Timing",
    "Set-Cookie",
    "Strict-Transport-Security",
    "Upgrade",
    "Vary",
    "WWW-Authenticate",
    "X-RateLimit-Remaining",
)
BLOCK = HeaderBlock(
    (
        ("content-type", "text/plain"),
        ("vary", "Accept, Accept-Language"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'"),
    )
)


def answer_of(kept: list[tuple[str, str]], body: bytes = b"page", method: str = "GET") -> Answer:
    return Answer.of(404, BLOCK, kept, body, method)


@pytest.mark.parametrize("name", STALE)
@pytest.mark.parametrize("status", [404, 416, 500])
def test_110_what_describes_the_old_body_is_dropped(name: str, status: int) -> None:
    assert kept_headers(status, [(name, "x"), (name.lower(), "x")]) == []


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("status", [404, 500])
def test_109_111_every_other_header_is_kept_in_lower_case(name: str, status: int) -> None:
    assert kept_headers(status, [(name, "Some Value")]) == [(name.lower(), "Some Value")]


def test_109_111_duplicates_and_order_are_kept() -> None:
    pairs = [
        ("www-authenticate", "Basic"),
        ("set-cookie", "a=1"),
        ("www-authenticate", "Bearer"),
        ("set-cookie", "b=2"),
        ("allow", ""),
    ]
    assert kept_headers(401, pairs) == pairs


@pytest.mark.parametrize(("status", "kept"), [(416, True), (404, False), (500, False)])
def test_109_content_range_stays_on_a_416_only(status: int, kept: bool) -> None:
    assert bool(kept_headers(status, [("Content-Range", "bytes */9")])) == kept


@pytest.mark.parametrize(("status", "kept"), [(404, True), (499, True), (500, False), (503, False)])
def test_116_the_apps_cache_control_stays_on_4xx_only(status: int, kept: bool) -> None:
    assert bool(kept_headers(status, [("Cache-Control", "max-age=60")])) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-a", "a\r\nset-cookie: b"),
        ("x-a", "a\nb"),
        ("x-a", "a\0"),
        ("x-a\r\nb", "c"),
        ("x a", "b"),
        ("x-a:", "b"),
        ("", "b"),
        ("x-é", "b"),
        ("x-a", "中"),
        ("x-a", "\ud800"),
    ],
)
def test_22_a_header_that_cannot_be_sent_is_dropped(name: str, value: str) -> None:
    assert kept_headers(404, [(name, value), ("x-good", "é")]) == [("x-good", "é")]


@given(st.lists(st.tuples(any_text | st.sampled_from(KEPT), any_text)), st.integers(400, 599))
def test_22_73_whatever_an_app_sends_can_be_sent_on(
    pairs: list[tuple[str, str]], status: int
) -> None:
    answer = Answer.of(status, BLOCK, kept_headers(status, pairs), b"", "GET")
    for name, value in answer.raw:
        assert not set(name + value) & set(b"\r\n\0")
    assert [(n.decode(), v.decode("latin-1")) for n, v in answer.raw] == answer.pairs


def test_the_answer_has_the_block_then_the_rest_then_the_length() -> None:
    answer = answer_of([("allow", "GET")])
    assert answer.status == 404
    assert answer.pairs == [*BLOCK.pairs, ("allow", "GET"), ("content-length", "4")]
    assert answer.body == b"page"


def test_106_head_has_the_length_of_get_and_no_body() -> None:
    answer = answer_of([], method="HEAD")
    assert answer.body == b""
    assert ("content-length", "4") in answer.pairs


def test_the_length_counts_bytes() -> None:
    assert ("content-length", "3") in answer_of([], "中".encode()).pairs


@pytest.mark.parametrize(
    "name", ["cache-control", "content-security-policy", "x-content-type-options"]
)
def test_the_apps_own_header_stands_in_place_of_ours(name: str) -> None:
    answer = answer_of([(name, "own")])
    assert [value for key, value in answer.pairs if key == name] == ["own"]
    assert len(answer.pairs) == len(BLOCK.pairs) + 1


@pytest.mark.parametrize(
    ("own", "merged"),
    [
        (["Origin"], "Origin, Accept, Accept-Language"),
        (["origin, ACCEPT"], "origin, ACCEPT, Accept-Language"),
        (["Cookie", "Origin"], "Cookie, Origin, Accept, Accept-Language"),
        (["Accept-Language,accept"], "Accept-Language, accept"),
        (["*"], "*"),
        (["Origin, *"], "*"),
        ([" , ,Origin,"], "Origin, Accept, Accept-Language"),
        ([""], "Accept, Accept-Language"),
    ],
)
def test_114_vary_is_merged_into_one(own: list[str], merged: str) -> None:
    answer = answer_of([("vary", value) for value in own])
    assert [value for name, value in answer.pairs if name == "vary"] == [merged]
    assert merged_vary(own) == merged


def test_a_block_has_the_same_lines_as_str_and_as_bytes() -> None:
    block = HeaderBlock((("x-a", "é"),))
    assert block.raw == ((b"x-a", b"\xe9"),)
    assert block.without(frozenset({"x-a"})).pairs == ()


def test_a_reply_is_a_frozen_value() -> None:
    reply = Reply(status=404, headers=(), body=b"")
    assert reply == Reply(status=404, headers=(), body=b"")
    with pytest.raises(AttributeError):
        reply.status = 500  # type: ignore[misc]
