"""Callables of a user's that do not keep to the rules: they raise, or say nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from faults.ways import HTML, JSON, fresh
from httpolite import Problem
from strategies import Pretender, Unclassed, Undecided, Unspeakable

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpolite import ErrorPages

# What is asked of it, so that the hook has its say.
ASKED: dict[str, Any] = {
    "default_format": (),
    "language": JSON,
    "nonce": HTML,
    "on_error": JSON,
    "request_id": JSON,
    "replace": JSON,
}
UNASKED = {("reply", "replace")}  # nothing is replaced there
each_hook = pytest.mark.parametrize("hook", ASKED)


class UnspokenError(Unspeakable, Exception):
    pass


class UnclassedError(Unclassed, Exception):
    pass


def deeper() -> Any:
    return deeper()


def raising(fault: BaseException | Callable[[], Any]) -> Any:
    def hook(*_: Any) -> Any:
        raise fault if isinstance(fault, BaseException) else fault()

    return hook


def saying(value: Any) -> Any:
    return lambda *_: value


def pages_with(hook: str, function: Any) -> ErrorPages:
    return fresh(**{hook: function})


# By their names, since some cannot be shown.
FAULTS: dict[str, Any] = {
    "KeyError": KeyError("secret"),
    "MemoryError": MemoryError(),
    "RecursionError": deeper,
    "UnspokenError": UnspokenError(),
    "UnclassedError": UnclassedError(),
    "ExceptionGroup": ExceptionGroup("secret", [ValueError("secret")]),
    "Problem": Problem(418),
    "StopIteration": StopIteration(),
}

NONSENSE = {
    "int": 5,
    "bytes": b"html",
    "object": object(),
    "Unspeakable": Unspeakable(),
    "Unclassed": Unclassed(),
    "Undecided": Undecided(),
    "Pretender": Pretender(str),
    "list": ["html"],
    "dict": {},
    "float": float("nan"),
    "generator": (letter for letter in "html"),
}
