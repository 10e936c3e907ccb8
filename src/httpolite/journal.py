"""Journal: tell of a fault once, not at every request."""

from __future__ import annotations

import logging

logger = logging.getLogger("httpolite")
_MOST = 256


class Journal:
    """Remembers what it has logged, up to 256 messages."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: set[str] = set()

    def once(self, message: str, exc: Exception | None = None) -> None:
        """Log a message at ERROR, with the traceback of `exc`, if it was not logged before."""
        if message not in self._told and len(self._told) < _MOST:
            self._told.add(message)
            logger.error(message, exc_info=exc)
