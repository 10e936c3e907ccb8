"""Journal: tell of a fault once, not at every request."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

logger = logging.getLogger("httpolite")
_MOST = 256
# They strike wherever the process stands at that moment, so the place says nothing.
_ANYWHERE = (MemoryError, RecursionError)


class Journal:
    """Remembers what it has logged, up to 256 faults."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: set[tuple[str, str, int]] = set()

    def once(self, message: str, exc: Exception | None = None) -> None:
        """Log a message at ERROR, with the traceback of `exc`, unless that fault was logged.

        It is the same fault if the message is the same and `exc` comes from the same line.
        """
        key = (message, *_origin(exc))
        if key not in self._told and len(self._told) < _MOST and log(message, exc):
            self._told.add(key)

    def unmade(self, exc: Exception) -> None:
        """Log that no page could be made, and the line of the template if it is to blame."""
        message = f"constant pages are sent because of {type(exc).__name__}"
        place = None if issubclass(type(exc), _ANYWHERE) else place_in_template(exc)
        self.once(message if place is None else "{} in {}, line {}".format(message, *place), exc)


def place_in_template(exc: Exception) -> tuple[str, int] | None:
    """Return the file and the line of the template that an exception rose from."""
    found, step = None, _traceback(exc)
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith(".html"):
            found = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    return found


def log(message: str, exc: Exception | None = None) -> bool:
    """Log a message at ERROR; return whether it is done with, for nothing may fail here."""
    # As a tuple, since an exception may say that it is false.
    told = None if exc is None else (type(exc), exc, _traceback(exc))
    try:
        logger.error(message, exc_info=told)
    except _ANYWHERE:
        return False  # the next time there may be room for it
    except Exception:
        return True  # a handler of the app's, or an exception that cannot be told of
    return True


def _origin(exc: Exception | None) -> tuple[str, int]:
    """Return the file and the line that an exception was raised in."""
    if exc is None or issubclass(type(exc), _ANYWHERE):
        return "", 0
    place = _traceback(exc)
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return ("", 0) if place is None else (place.tb_frame.f_code.co_filename, place.tb_lineno)


def _traceback(exc: Exception) -> TracebackType | None:
    try:
        return exc.__traceback__
    except Exception:  # its class has made a property of it
        return None
