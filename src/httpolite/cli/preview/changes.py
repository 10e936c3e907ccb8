"""Changes: tells every open gallery, as server-sent events, that a file has changed."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from random import getrandbits
from typing import TYPE_CHECKING

from watchfiles import awatch

from httpolite.journal import log

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from pathlib import Path


class Changes:
    """The version of the files, and a turn that those who wait for the next one wait for.

    A version begins at random, so that a gallery knows when another preview took the place of its
    own.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self.version = getrandbits(32)
        self._changed = changed
        self._turn = asyncio.Event()
        self._over = asyncio.Event()

    async def watch(self, folders: Iterable[Path]) -> None:
        """Watch the folders until `close`, also those that are taken away and put back."""
        try:
            while not self._over.is_set():
                await self._watch_while_there(tuple(folders))
        except Exception as error:  # too many files are watched, say, or a folder is gone
            log("the theme's files are not watched any more: reload the page yourself", error)

    async def _watch_while_there(self, folders: tuple[Path, ...]) -> None:
        """Watch until one is another than before; of one that is gone, watch the way back."""
        before = [_identity(folder) for folder in folders]
        gone = [folder.parent for folder in folders if _identity(folder) is None]
        watching = awatch(*(gone or folders), recursive=not gone, stop_event=self._over)
        async with aclosing(watching):
            async for _ in watching:
                self.note()
                if before != [_identity(folder) for folder in folders]:
                    # Once more when the next watch has begun: files may come in between.
                    asyncio.get_running_loop().call_soon(self.note)
                    return

    def note(self) -> None:
        """Take note of a change."""
        self._changed()
        self.version += 1
        self._wake()

    def close(self) -> None:
        """End the watch and all streams."""
        self._over.set()
        self._wake()

    async def stream(self, seen: str) -> AsyncIterator[str]:
        """Write an event for each version but the one that was seen."""
        while True:
            turn = self._turn
            if seen != str(self.version):
                seen = str(self.version)
                yield f"id: {seen}\ndata: changed\n\n"
            if self._over.is_set():
                return
            await turn.wait()

    def _wake(self) -> None:
        self._turn.set()
        self._turn = asyncio.Event()


def _identity(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino
    except OSError:
        return None
