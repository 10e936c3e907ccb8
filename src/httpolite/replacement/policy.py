"""The policy: what makes a response of the app one that may be replaced."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from httpolite.replacement.fingerprints import (
    fixed_defaults,
    is_default,
    is_default_length,
    may_become_default,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.requests import Inquiry

Policy = Literal["exceptions", "empty", "bare", "all", "never"]
POLICIES: tuple[Policy, ...] = get_args(Policy)

# Default bodies are shorter, unless they name a long address; more is somebody's own.
MOST_BYTES = 2048
# In a scope or an environ: this response is left alone.
KEEP = "httpolite.keep"
ANSWERED = "answered"  # its value, not the app's, where an exception was answered


def is_bare(
    policy: Policy, status: int, headers: Mapping[str, str], body: bytes, inquiry: Inquiry
) -> bool:
    """Return whether the policy lets this complete response go; `headers` by lower-case name."""
    if policy in ("all", "exceptions", "never"):
        return policy == "all"
    if "content-encoding" in headers or "content-disposition" in headers or "trailer" in headers:
        return False
    content_type = headers.get("content-type", "")
    if content_type.startswith("application/problem+"):
        return False
    if inquiry.method == "HEAD" and not body:
        return _is_bare_head(policy, status, headers, inquiry)
    if not body:
        return True
    return policy == "bare" and is_default(status, content_type, body, inquiry)


def may_turn_out_bare(
    policy: object, status: int, headers: Mapping[str, str], body: bytes, inquiry: Inquiry
) -> bool:
    """Return whether a response that goes on after `body` may still be replaced in the end."""
    if not body or policy not in ("empty", "bare"):
        return True
    content_type = headers.get("content-type", "")
    return policy == "bare" and may_become_default(status, content_type, body, inquiry)


def _is_bare_head(
    policy: Policy, status: int, headers: Mapping[str, str], inquiry: Inquiry
) -> bool:
    content_type, length = headers.get("content-type", ""), headers.get("content-length")
    if length is None:
        return not content_type  # a typed answer of unknown length is a page that streams
    if not length.isdecimal():
        return False
    if int(length) == 0:
        return True
    return policy == "bare" and is_default_length(status, content_type, int(length), inquiry)


@lru_cache(512)
def surely_bare(status: int, content_type: bytes) -> frozenset[bytes]:
    """Return the bodies that are bare where no other header says more."""
    kind = content_type.decode("latin-1")
    if kind.startswith("application/problem+") or not 400 <= status <= 599:
        return frozenset()
    return fixed_defaults(status, kind) | {b""}
