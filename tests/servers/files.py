"""A file served by WSGI's own means, and a word in the log each time that Python reads it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from servers.processes import in_room, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

CONTENT = bytes(range(256)) * 1024


class ToldFile(io.FileIO):
    """A file that tells when it is read, and does not when the kernel sends it (sendfile)."""

    def __init__(self, mark: str) -> None:
        path = in_room("content")
        path.write_bytes(CONTENT)
        super().__init__(path)
        self._mark = mark

    def readinto(self, buffer: Any, /) -> int | None:
        say(f"read {self._mark}")
        return super().readinto(buffer)


def served_file(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with a file in the server's wrapper (PEP 3333)."""
    mark = environ["PATH_INFO"].rpartition("/")[2]
    start_response("200 OK", [("Content-Length", str(len(CONTENT)))])
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](io.BufferedReader(ToldFile(mark)))
    return wrapped
