"""Exchange: one WSGI request, and what the app says to it before the server hears of it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from httpolite.bodies import Body, in_turn
from httpolite.catalogue.statuses import reason_phrase
from httpolite.environs import inquiry, path_of
from httpolite.replacement.policy import KEEP, MOST_BYTES, may_turn_out_bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from httpolite.pages import ErrorPages
    from httpolite.replies import Answer
    from httpolite.requests import Inquiry

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# What every server can send; some take "404" alone or a reason in other scripts, some break.
_STATUS_LINE = re.compile(r"[0-9]{3} [!-~][ -~]*")


class Exchange:
    """Stands between app and server until it is known what the response is to be."""

    def __init__(self, environ: dict[str, Any], pages: ErrorPages) -> None:
        self._environ = environ
        self._pages = pages
        # Now: a mounted app may move them while it runs.
        self._path = path_of(environ)
        self._app_body: Iterable[bytes] = ()
        self._written: list[bytes] = []
        self.forwarded = False
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def ask(self, app: Callable[..., Iterable[bytes]]) -> Iterable[bytes]:
        """Call the app; return what to iterate: its own object wherever that will do."""
        body = self._app_body = app(self._environ, self.start)
        started = bool(self.status) and not self._written
        as_it_is = started and isinstance(body, (list, tuple)) and len(body) > 0
        if as_it_is and self.status < "400":  # most responses, and the quickest way out
            return body
        if started and self._is_a_file(body):
            return body
        rest = iter(body)
        self._begin(rest)
        answer = self._replacement(rest)
        if answer is not None:
            line = self.status if _STATUS_LINE.fullmatch(self.status) else _line(answer)
            return self._replace(line, answer)
        return body if as_it_is else Body(in_turn(self._written, rest), body)

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], None]:
        """Take the app's start_response; the server's is called when its turn comes (PEP 3333)."""
        try:
            if self.status and exc_info is None:
                raise AssertionError("start_response was called twice without exc_info")
            if self.forwarded and exc_info is not None:
                raise exc_info[1].with_traceback(exc_info[2])
        finally:
            del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)
        if self.status:
            self._written.clear()  # it belonged to what is replaced now
        self.status = status
        self.headers = headers if isinstance(headers, list) else list(headers)
        return self._written.append

    def error(self, exc: Exception) -> Iterable[bytes]:
        """Answer an exception; nothing was sent yet."""
        asked = inquiry(self._environ, self._pages, self._path)
        answer, settled = self._pages.answer_exception(exc, asked, reraise=False)
        return self._replace(_line(answer), answer, None if settled else exc)

    def abandon(self) -> None:
        """Close the app's iterable; another exception is on its way and matters more."""
        with suppress(Exception):
            Body((), self._app_body).close()

    def _is_a_file(self, body: Iterable[bytes]) -> bool:
        wrapper = self._environ.get("wsgi.file_wrapper")
        # uWSGI's wrapper is a function that returns the file itself.
        return hasattr(body, "fileno") or (isinstance(wrapper, type) and isinstance(body, wrapper))

    def _begin(self, rest: Iterator[bytes]) -> None:
        # A generator starts when it is first asked; and an exception before the first byte can
        # still become a page.
        for chunk in rest:
            self._written.append(chunk)
            if self.status:
                break
        if not self.status:
            raise RuntimeError("the app returned without calling start_response")

    def _replacement(self, rest: Iterator[bytes]) -> Answer | None:
        code = self.status[:3]
        if code < "400" or not code.isdecimal() or self._environ.get(KEEP):
            return None
        asked = inquiry(self._environ, self._pages, self._path)
        if not self._pages.may_replace(int(code), asked):
            return None
        complete = self._hold(int(code), rest, asked)
        if self.status[:3] != code:  # the app has thought better of it
            return self._replacement(rest)
        body = b"".join(self._written)
        return self._pages.replacement(int(code), self.headers, body, asked, complete=complete)

    def _hold(self, status: int, rest: Iterator[bytes], asked: Inquiry) -> bool:
        """Pull as long as the body may turn out bare; return whether all of it came."""
        while True:
            body = b"".join(self._written)
            headers = {name.lower(): value for name, value in self.headers}
            more = may_turn_out_bare(self._pages.replace, status, headers, body, asked)
            if len(body) > MOST_BYTES or not more:
                return False
            try:
                self._written.append(next(rest))
            except StopIteration:
                return True

    def _replace(self, line: str, answer: Answer, exc: Exception | None = None) -> Body:
        self.status = line
        self.headers = answer.pairs
        self._environ[KEEP] = True
        return Body((answer.body,), self._app_body, exc)


def _line(answer: Answer) -> str:
    return f"{answer.status} {reason_phrase(answer.status)}"
