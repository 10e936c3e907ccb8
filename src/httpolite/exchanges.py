"""Exchange: one WSGI request, and what the app says to it before the server hears of it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from httpolite.bodies import Body, in_turn
from httpolite.environs import error_reply, inquiry, path_of, usual_reply
from httpolite.replacement.policy import KEEP, MOST_BYTES, may_turn_out_bare, surely_bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from httpolite.pages import ErrorPages
    from httpolite.replies import Answer
    from httpolite.requests import Inquiry

    StartResponse = Callable[..., Any]
    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# Places in the list of what there is of a request: the environ, its path in two parts, then these.
STATUS, HEADERS, WRITTEN = 3, 4, 5

# What every server can send; some take "404" alone or a reason in other scripts, some break.
_STATUS_LINE = re.compile(r"[0-9]{3} [!-~][ -~]*")


class Exchange:
    """Stands between app and server until it is known what the response is to be."""

    def __init__(self, pages: ErrorPages, said: list[Any]) -> None:
        """Begin with what there is of a request, and what the app has told by now."""
        self._environ, *place, status, headers = said[:WRITTEN]
        self._pages = pages
        self._path = path_of(*place)
        self._app_body: Iterable[bytes] = ()
        self._written: list[bytes] = said[WRITTEN:]
        self._forwarded = False
        self.status = status or ""
        self.headers = _listed(headers or ())

    def write(self, chunk: bytes) -> None:
        """Take what the app writes before, or while, its iterable is read (PEP 3333)."""
        self._written.append(chunk)

    def send(
        self, body: Iterable[bytes], start_response: StartResponse, *, catch: bool = True
    ) -> Iterable[bytes]:
        """Start the response to the server; return what to iterate, the app's own if that will do."""
        self._app_body = body
        try:
            try:
                body = self._taken(body)
            except Exception as exc:
                if not catch:
                    raise
                body = self._error(exc)
            self._forward(start_response)
        except BaseException:
            self._abandon()  # no server will close what it never got
            raise
        return body

    def send_error(self, exc: Exception, start_response: StartResponse) -> Iterable[bytes]:
        """Answer an exception of the call of the app; nothing was sent yet."""
        try:
            body = self._error(exc)
        except Exception:
            raise exc from None  # no stack is left: what the app raised matters more
        self._forward(start_response)
        return body

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], None]:
        """Take the app's start_response; the server's is called when its turn comes (PEP 3333)."""
        try:
            if self.status and exc_info is None:
                raise AssertionError("start_response was called twice without exc_info")
            if self._forwarded and exc_info is not None:
                raise exc_info[1].with_traceback(exc_info[2])
        finally:
            del exc_info  # its traceback leads to this frame: a cycle (PEP 3333)
        if self.status:
            self._written.clear()  # it belonged to what is replaced now
        self.status = status
        self.headers = _listed(headers)
        return self.write

    def _forward(self, start_response: StartResponse) -> None:
        # Once, and never with exc_info: servers disagree on a second call.
        self._forwarded = True
        start_response(self.status, self.headers)

    def _taken(self, body: Iterable[bytes]) -> Iterable[bytes]:
        started = bool(self.status) and not self._written
        as_it_is = started and isinstance(body, (list, tuple)) and len(body) > 0
        if (as_it_is and self.status < "400") or (started and self._is_a_file(body)):
            return body
        answer = self._usual_replacement(body)
        rest = iter(body)
        if answer is None:
            self._begin(rest)
            answer = self._replacement(rest)
        if answer is not None:
            line = self.status if _STATUS_LINE.fullmatch(self.status) else self._line(answer)
            return self._replace(line, answer)
        return body if as_it_is else Body(in_turn(self._written, rest), body)

    def _error(self, exc: Exception) -> Iterable[bytes]:
        problem = self._pages.problem_for(exc)
        answer = error_reply(
            500 if problem is None else problem, self._environ, self._pages, self._path, exc=exc
        )
        settled = problem is not None or self._pages.settles(exc, reraise=False)
        return self._replace(self._line(answer), answer, None if settled else exc)

    def _abandon(self) -> None:
        # Another exception is on its way and matters more than one of close().
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

    def _usual_replacement(self, body: Iterable[bytes]) -> Answer | None:
        """Answer what nearly every bare error is: one chunk that a framework wrote."""
        if type(body) is not list or len(body) != 1 or self._written:
            return None
        content_type = ""
        for name, value in self.headers:
            header = name.lower()
            if header == "content-type":
                content_type = value
            elif header != "content-length":
                return None  # it may say something, or is to be kept
        status, chunk = self.status[:3], body[0]
        if self._environ.get(KEEP) or not status.isdecimal() or type(chunk) is not bytes:
            return None
        known = surely_bare(int(status), content_type.encode("latin-1", "replace"))
        if self._pages.replace != "bare" or chunk not in known:
            return None
        return usual_reply(int(status), self._environ, self._pages, self._path)

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
            except StopIteration:  # it may have written meanwhile
                return sum(map(len, self._written)) <= MOST_BYTES

    def _line(self, answer: Answer) -> str:
        return f"{answer.status} {self._pages.reasons[answer.status]}"

    def _replace(self, line: str, answer: Answer, exc: Exception | None = None) -> Body:
        self.status = line
        self.headers = answer.pairs
        self._environ[KEEP] = True
        return Body((answer.body,), self._app_body, exc)


def _listed(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return headers if isinstance(headers, list) else list(headers)
