"""A page in the one colour scheme, whatever the system's.

A frame's `color-scheme` would do in some browsers only, and in none of those that are told by
their tools to prefer a scheme. So the question is answered in the page, for the preview alone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

_FEATURE = re.compile(r"\(\s*prefers-color-scheme\s*(?::\s*(\w+)\s*)?\)", re.IGNORECASE)
_DECLARATION = re.compile(
    r"(?<![\w-])(color-scheme\s*:\s*)(?:light\s+dark|dark\s+light)\b", re.IGNORECASE
)
_META = re.compile(r"<meta\b[^>]*\bcolor-scheme\b[^>]*>", re.IGNORECASE)
_BOTH = re.compile(r"light\s+dark|dark\s+light", re.IGNORECASE)
_ANCESTORS = re.compile(r"\s*frame-ancestors\b[^;]*;?", re.IGNORECASE)
_TRUE, _FALSE = "(min-width:0)", "(max-width:0)"


def pinned(text: str, scheme: str) -> str:
    """Return a page, or its CSS, as if `scheme` were the one that is preferred."""

    def answer(asked: re.Match[str]) -> str:
        return _TRUE if asked[1] is None or asked[1].lower() == scheme else _FALSE

    text = _FEATURE.sub(answer, text)
    text = _DECLARATION.sub(rf"\g<1>{scheme}", text)
    return _META.sub(lambda meta: _BOTH.sub(scheme, meta[0]), text)


def pinned_policy(policy: str, css: str, scheme: str) -> str:
    """Return the page's policy with the hash of the CSS as it is now, and so that it is framed."""
    before, after = _hash(css), _hash(pinned(css, scheme))
    return _ANCESTORS.sub("", policy).replace(before, after)


def _hash(css: str) -> str:
    return "sha256-" + b64encode(sha256(css.encode()).digest()).decode()
