"""HeaderBlock, and what is made ready of headers beside it."""

from __future__ import annotations

from httpolite.headers import HeaderBlock, LengthHeaders


def test_a_block_has_its_lines_as_str_and_as_bytes() -> None:
    block = HeaderBlock((("vary", "Accept"), ("x-name", "é")))
    assert block.raw == ((b"vary", b"Accept"), (b"x-name", "é".encode("latin-1")))
    assert block.without(frozenset({"vary"})).pairs == (("x-name", "é"),)


def test_the_header_of_a_length_is_made_once() -> None:
    headers = LengthHeaders()
    assert headers[2528] == (b"content-length", b"2528")
    assert headers[2528] is headers[2528]


def test_the_headers_of_lengths_are_bounded_and_right_beyond_the_bound() -> None:
    headers = LengthHeaders()
    for length in range(6000):
        assert headers[length] == (b"content-length", str(length).encode())
    assert len(headers) == 4096
