"""HTTP/2 with prior knowledge over a plain socket; h2 checks what the server sends."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Self

import h2.config
import h2.connection
import h2.events

from servers.http1 import LONGEST_WAIT, reset
from servers.messages import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable


class Stream:
    """What has come of one response."""

    def __init__(self) -> None:
        self.headers: list[tuple[str, str]] = []
        self.chunks: list[bytes] = []
        self.interim: list[int] = []
        self.ended = False
        self.reset = False

    @property
    def body(self) -> bytes:
        """Return what has come of the body."""
        return b"".join(self.chunks)


class Connection2:
    """One connection: every request is a stream of its own."""

    def __init__(self, port: int) -> None:
        config = h2.config.H2Configuration(client_side=True, header_encoding="latin-1")
        self._h2 = h2.connection.H2Connection(config)
        self._socket = socket.create_connection(("127.0.0.1", port), LONGEST_WAIT)
        self.streams: dict[int, Stream] = {}
        self._begun = 0
        self._h2.initiate_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def exchange(self, *requests: Request) -> list[Response]:
        """Send all in one write; return all the responses."""
        return [self.response(stream) for stream in self.ask(*requests)]

    def begin(self, request: Request) -> None:
        """Send a request."""
        (self._begun,) = self.ask(request)

    def wait_for(self, mark: bytes) -> None:
        """Wait until this has come of what is answered to it."""
        self.wait(lambda: mark in self.streams[self._begun].body)

    def finish(self) -> Response:
        """Read the answer to what was begun."""
        return self.response(self._begun)

    def ask(self, *requests: Request) -> list[int]:
        """Send all in one write; return the ids of their streams."""
        ids = [self._queue(request) for request in requests]
        self._socket.sendall(self._h2.data_to_send())
        return ids

    def response(self, stream: int) -> Response:
        """Read until a stream has ended, or the connection has."""
        answer = self.streams[stream]
        try:
            self.wait(lambda: answer.ended or answer.reset)
        except EOFError:
            if not answer.headers:
                raise
        headers = dict(answer.headers)
        return Response(
            line=headers[":status"],
            status=int(headers[":status"]),
            headers=tuple(pair for pair in answer.headers if pair[0] != ":status"),
            body=answer.body,
            framing="stream",
            complete=answer.ended and not answer.reset,
            chunks=tuple(filter(None, answer.chunks)),
            interim=tuple(answer.interim),
        )

    def wait(self, done: Callable[[], bool]) -> None:
        """Read until something is so."""
        while not done():
            try:
                data = self._socket.recv(65536)
            except ConnectionError:
                data = b""
            if not data:
                raise EOFError
            for event in self._h2.receive_data(data):
                self._take(event)
            self._socket.sendall(self._h2.data_to_send())

    def abort(self) -> None:
        """Go away at once: the server is told by a reset."""
        reset(self._socket)

    def _queue(self, request: Request) -> int:
        stream = self._h2.get_next_available_stream_id()
        self.streams[stream] = Stream()
        headers = [
            (":method", request.method),
            (":scheme", "http"),
            (":authority", "127.0.0.1"),
            (":path", request.path),
            *((name.lower(), value) for name, value in request.headers),
        ]
        self._h2.send_headers(stream, headers, end_stream=not request.body)
        if request.body:
            self._h2.send_data(stream, request.body, end_stream=True)
        return stream

    def _take(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.ResponseReceived):
            self.streams[event.stream_id].headers = [(str(n), str(v)) for n, v in event.headers]
        elif isinstance(event, h2.events.DataReceived):
            self.streams[event.stream_id].chunks.append(event.data)
            self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.streams[event.stream_id].ended = True
        elif isinstance(event, h2.events.StreamReset):
            self.streams[event.stream_id].reset = True
