"""Any header at all, and those that almost are one: no reader fails, and each answer is valid.

`scripts/fuzz.py` runs the same checks for as long as one likes.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from header_checks import CHECKS
from strategies import any_text

TRACE = "0af7651916cd43dd8448eb211c80319c"
WORDS = (
    *("text/html", "application/xhtml+xml", "application/problem+json", "application/*+json"),
    *("text/*", "*/*", "*", "en", "zh", "zh-Hant", "zh_TW", "zh-cmn-Hans", "sr-Latn", "pt-BR"),
    *("iw", "nb", "x-a", "de-*-DE", "i-klingon", "q", "q=0", "q=0.5", "q=1e3", "q=nan", "Q=.9"),
    *("00", "ff", "cc", TRACE, "b7ad6b7169203331", "01", "0" * 32, "0" * 16, "9" * 40),
    *("Wed", "21", "Oct", "2026", "07:28:00", "GMT", "+0000", "-9999", "EST", "99999999999"),
    *("Origin", "Accept", "accept-LANGUAGE", "Cookie"),
)
SEPARATORS = (",", ";", "=", "-", "_", "/", " ", "\t", '"', "\\", ":", ".", "\r\n", "\0", "\u3000")
# The pieces that headers are made of, in any order.
pieces = st.sampled_from(WORDS) | st.sampled_from(SEPARATORS) | st.text(max_size=3)
almost = st.lists(pieces, max_size=40).map("".join)
long = st.builds(lambda text, size: (text * size)[:65536], almost, st.integers(1, 65536))

each_reader = pytest.mark.parametrize("reader", CHECKS)
FILLERS = ("a", ",", ";", "=", '"', "\\", '"\\', "-", "_", "*", "*/", "a-", "-*", " ", "q=0;", "en,",
           "a/b;", '",', ";q=", "0", "+", "/", ".", "\xa0", "a,A,", "Mon, ", "00-", "é中")  # fmt: skip


@each_reader
@given(text=any_text | st.text(max_size=200) | almost)
def test_130_145_146_no_header_breaks_a_reader(reader: str, text: str) -> None:
    CHECKS[reader](text)


@each_reader
@given(text=st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_130_145_146_no_bytes_break_a_reader(reader: str, text: str) -> None:
    CHECKS[reader](text)


@each_reader
@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("end", ["", '"', "text/html", "\\"])
def test_130_no_header_of_64_kib_breaks_or_holds_up_a_reader(
    reader: str, filler: str, end: str
) -> None:
    CHECKS[reader]((filler * 65536)[:65536] + end)


@given(text=long)
def test_130_no_long_header_breaks_a_reply(text: str) -> None:
    CHECKS["reply"](text)


def test_every_reader_is_checked() -> None:
    assert list(CHECKS) == [
        "accept",
        "accept_language",
        "traceparent",
        "request_id",
        "retry_after",
        "vary",
        "path",
        "reply",
    ]
