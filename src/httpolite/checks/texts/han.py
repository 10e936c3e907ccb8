"""Which Han characters a language writes, from the national standards that Python knows as codecs.

The first level of Big5 and of JIS X 0208 is what is in common use. Beyond it stand rare characters,
and among these the look of many simplified ones; GB 2312 has no traditional ones but a few.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class _Set(NamedTuple):
    codec: str
    first: bytes
    last: bytes


SETS = {
    "GB 2312": _Set("gb2312", b"\xb0\xa1", b"\xf7\xfe"),
    "Big5, level 1": _Set("big5", b"\xa4\x40", b"\xc6\x7e"),
    "JIS X 0208, level 1": _Set("euc_jp", b"\xb0\xa1", b"\xcf\xd3"),
}


@cache
def is_written(character: str, standard: str) -> bool:
    """Tell whether a standard has a Han character among those in use."""
    codec, first, last = SETS[standard]
    try:
        return first <= character.encode(codec) <= last
    except UnicodeEncodeError:
        return False
