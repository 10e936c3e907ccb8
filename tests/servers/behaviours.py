"""What holds on the wire beyond the cases of the contract: on which servers, and why not on others.

Nothing is started by an import, so that the documentation can be made from this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servers.table import BY_NAME, SERVERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servers.table import Server

_ASGI = tuple(server.name for server in SERVERS if server.interface == "asgi")
_WSGI = tuple(server.name for server in SERVERS if server.interface == "wsgi")
_HTTP_2 = tuple(server.name for server in SERVERS if server.protocol == "HTTP/2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A sentence that holds on every server, but for those named: by their doing, not by ours.

    `limits` says what a server does instead; `beside` why the question does not arise there.
    """

    key: str
    numbers: tuple[str, ...]
    sentence: str
    limits: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{', '.join(self.numbers)} {self.sentence}"

    @property
    def holds_on(self) -> tuple[Server, ...]:
        """Return the servers on which it holds."""
        return tuple(s for s in SERVERS if s.name not in {*self.limits, *self.beside})

    @property
    def limited_on(self) -> tuple[Server, ...]:
        """Return the servers that stand in its way."""
        return tuple(BY_NAME[name] for name in self.limits)


_ONE_EACH = {
    "gunicorn-sync": "the sync worker closes the connection after each response",
    "wsgiref": "HTTP/1.0: it closes the connection after each response",
}
_NO_HTTP_1 = dict.fromkeys(_HTTP_2, "HTTP/2 has no such thing")
_NOT_ASGI = dict.fromkeys(_WSGI, "WSGI has no such thing")
_NO_HANDSHAKE = {**_NOT_ASGI, **_NO_HTTP_1}
_LEFT_OPEN = {
    "hypercorn-h2c": "hypercorn leaves the stream open: the client waits on",
    "daphne": "daphne leaves the connection open, and never again notices an exception (37)",
}
_EARLY = "the server sends 100 before it calls the app"
_WHOLE_BODY = "the server calls the app once it has the whole body"

BEHAVIOURS = {
    behaviour.key: behaviour
    for behaviour in (
        Behaviour(
            key="head",
            numbers=("106", "147"),
            sentence="no byte of a body follows the head of a page that HEAD asked for",
        ),
        Behaviour(
            key="empty",
            numbers=("107", "147"),
            sentence="a 204 and a 304 get neither a body nor a length",
        ),
        Behaviour(
            key="http-1.0",
            numbers=("76",),
            sentence="a client of HTTP/1.0 gets a length and nothing chunked",
            beside=_NO_HTTP_1,
        ),
        Behaviour(
            key="keep-alive",
            numbers=("147",),
            sentence="a connection goes on after an error",
            limits=_ONE_EACH,
        ),
        Behaviour(
            key="keep-alive-after-exception",
            numbers=("26",),
            sentence="a connection goes on after an unhandled exception",
            limits={
                **_ONE_EACH,
                **dict.fromkeys(
                    ("uvicorn-httptools", "uvicorn-h11"),
                    "uvicorn closes the connection after an exception that is raised again",
                ),
            },
        ),
        Behaviour(
            key="pipelined",
            numbers=("147",),
            sentence="requests sent in one go get right answers, in order",
            beside=_ONE_EACH,
        ),
        Behaviour(
            key="unread-body",
            numbers=("4",),
            sentence="a page sent without reading the request's body does not spoil what follows",
            beside=_ONE_EACH,
        ),
        Behaviour(
            key="exception",
            numbers=("25", "39", "63"),
            sentence="an exception gets one complete page and is logged exactly once",
        ),
        Behaviour(
            key="held",
            numbers=("30",),
            sentence="an exception while an error is held back gets a page in its place",
        ),
        Behaviour(
            key="early",
            numbers=("58", "59"),
            sentence="an exception before the first chunk of a started response gets a page",
            beside=dict.fromkeys(_ASGI, "an ASGI response leaves when it is started (5)"),
        ),
        Behaviour(
            key="truncated",
            numbers=("28", "60"),
            sentence="an exception in the middle of a body of known length breaks it off",
            limits=_LEFT_OPEN,
        ),
        Behaviour(
            key="truncated-stream",
            numbers=("28", "60"),
            sentence="an exception in the middle of a stream breaks it off",
            limits={
                **_LEFT_OPEN,
                "wsgiref": "HTTP/1.0: a stream ends where the connection does",
                "granian-wsgi": "granian ends the stream as if it were complete",
            },
        ),
        Behaviour(
            key="gone",
            numbers=("34", "35"),
            sentence="a client that goes away gets no page, and its app comes to an end",
            limits={"hypercorn-h2c": "hypercorn lets the app wait in send for ever"},
        ),
        Behaviour(
            key="expect",
            numbers=("23c",),
            sentence="a page answers Expect: 100-continue without a 100",
            limits={
                "hypercorn": _EARLY,
                "daphne": _WHOLE_BODY,
                "gunicorn-gthread": _EARLY,
                "gunicorn-sync": _EARLY,
                "waitress": _EARLY,
                "cheroot": _EARLY,
            },
            beside=_NO_HTTP_1,
        ),
        Behaviour(
            key="first-byte",
            numbers=("5", "23b"),
            sentence="each chunk of a stream arrives before the app goes on to the next",
        ),
        Behaviour(
            key="file",
            numbers=("56",),
            sentence="a file goes the server's own way, sendfile where it has that",
            beside={
                **dict.fromkeys(_ASGI, "ASGI has no file wrapper"),
                **dict.fromkeys(("cheroot", "granian-wsgi"), "it offers no wsgi.file_wrapper"),
            },
        ),
        Behaviour(
            key="lifespan",
            numbers=("1", "2"),
            sentence="lifespan passes: an app is started, may have none, may fail to start",
            beside={
                **_NOT_ASGI,
                **dict.fromkeys(_HTTP_2, "it starts apps the same way whatever the protocol"),
                "daphne": "daphne has no lifespan",
            },
        ),
        Behaviour(
            key="websocket",
            numbers=("51",),
            sentence="a WebSocket handshake and its messages pass, and so does a failure later on",
            beside=_NO_HANDSHAKE,
        ),
        Behaviour(
            key="refused",
            numbers=("52", "53", "54"),
            sentence="a handshake that is refused, or fails, gets a page",
            limits={"daphne": "it takes no denial responses, and answers in words of its own"},
            beside=_NO_HANDSHAKE,
        ),
        Behaviour(
            key="denied",
            numbers=("55",),
            sentence="a bare denial response is replaced, a deliberate one is not",
            beside={**_NO_HANDSHAKE, "daphne": "it takes no denial responses"},
        ),
    )
}
