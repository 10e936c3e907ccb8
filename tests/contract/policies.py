"""What each policy takes, and what it leaves; `bare` is the default of all other cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract.case import HTML, JSON, PLAIN, PROBLEM, Case, kept

if TYPE_CHECKING:
    from collections.abc import Callable

EXCEPTIONS = {"replace": "exceptions"}
EMPTY = {"replace": "empty"}
BARE = {"replace": "bare"}
ALL = {"replace": "all"}
NEVER = {"replace": "never"}
MINE: Any = {"body": b"my words"}
NOTHING: Any = {"body": b"", "headers": ()}


def _decides(hook: Callable[..., Any]) -> dict[str, Any]:
    return {"replace": hook}


TAKEN = (
    Case(number="154", name="empty takes empty bodies", options=EMPTY, **NOTHING),
    Case(number="154", name="bare takes empty bodies", options=BARE, **NOTHING),
    Case(number="154", name="bare takes default bodies", options=BARE),
    Case(number="154", name="all takes default bodies", options=ALL),
    Case(number="154", name="all takes empty bodies", options=ALL, **NOTHING),
    Case(number="154", name="all takes deliberate bodies", options=ALL, **MINE),
    Case(
        number="154",
        name="all takes deliberate JSON",
        options=ALL,
        body=b'{"a":1}',
        headers=(("Content-Type", JSON),),
    ),
    Case(number="154", name="all takes long bodies", options=ALL, body=b"x" * 5000),
    Case(
        number="112",
        name="all drops the coding of the old body",
        headers=(*PLAIN, ("Content-Encoding", "gzip")),
        body=b"\x1f\x8b",
        options=ALL,
        gone=("content-encoding",),
    ),
    Case(
        number="153",
        name="a callable decides",
        options=_decides(lambda facts, status, headers, body: body == b"my words"),
        **MINE,
    ),
    Case(
        number="127",
        name="default_format decides for who accepts anything",
        asked=(("Accept", "*/*"),),
        options={"default_format": "html"},
        becomes=HTML,
    ),
)
LEFT = (
    kept("154", "never leaves default bodies", options=NEVER),
    kept("154", "never leaves empty bodies", options=NEVER, **NOTHING),
    kept("154", "exceptions leaves default bodies", options=EXCEPTIONS),
    kept("154", "exceptions leaves empty bodies", options=EXCEPTIONS, **NOTHING),
    kept("154", "empty leaves default bodies", options=EMPTY),
    kept("154", "empty leaves deliberate bodies", options=EMPTY, **MINE),
    kept("154", "bare leaves deliberate bodies", options=BARE, **MINE),
    kept("154", "all leaves what is no error", options=ALL, status=200, **MINE),
    kept("119", "all leaves TRACE", method="TRACE", options=ALL),
    kept(
        "152", "bare leaves problem documents", options=BARE, headers=(("Content-Type", PROBLEM),)
    ),
    kept("153", "a callable may decline", options=_decides(lambda *_: False)),
    kept("31", "a callable that raises declines", options=_decides(lambda *_: 1 // 0)),
    kept(
        "8",
        "a callable is not asked beyond 2 KiB",
        body=b"x" * 2049,
        options=_decides(lambda *_: True),
    ),
    kept(
        "153",
        "a callable is not asked of what is no error",
        status=200,
        options=_decides(lambda *_: True),
    ),
)
