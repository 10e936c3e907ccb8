"""The clients under load: keep-alive connections that read every reply strictly.

Run by load.py in a process of its own; talks to 127.0.0.1 only. Prints "go" when all
connections are open, and what it saw as JSON at the end.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from array import array
from collections import Counter
from contextlib import suppress
from itertools import count, islice
from time import perf_counter
from typing import TYPE_CHECKING

from bench.load_replies import (
    CASES,
    FORMATS,
    KINDS,
    LANGUAGES,
    Asked,
    Judge,
    Reply,
    WrongReplyError,
    need,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds for one exchange; after that the server hangs
IDLE = 4.0  # seconds: a server may close a connection that was idle for 5
MOST_COMPLAINTS = 50
STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5][0-9]{2})(?: [ -~]*)?")
HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\x80-\xff]*?)[ \t]*")
ROUND = [case for case in CASES for _ in range(case.times)]


class ClosedError(Exception):
    """The server closed the connection before the first byte of a reply."""


class Load:
    """All connections to one server, and what they have seen."""

    def __init__(self, port: int, seconds: float, *, bare: bool) -> None:
        self.port = port
        self.seconds = seconds
        self.judge = Judge(bare=bare)
        self.kinds: Counter[str] = Counter()
        self.complaints: Counter[str] = Counter()
        self.times = array("d")
        self.reopened = 0
        self.uncaused = 0
        self.ends = 0.0

    async def run(self, connections: int) -> None:
        """Open so many connections and use them until the time is over."""
        clients = [Client(self, number) for number in range(connections)]
        await asyncio.gather(*(client.open() for client in clients))
        print("go", flush=True)
        started = perf_counter()
        self.ends = started + self.seconds
        await asyncio.gather(*(client.run() for client in clients))
        self.seconds = perf_counter() - started

    def complain(self, asked: Asked, what: str) -> None:
        """Take note of what is wrong; count what is wrong in the same way."""
        case = asked.case
        line = f"{case.method} {case.path} ({case.kind}; {asked.accept[1]}): {what}"
        if line in self.complaints or len(self.complaints) < MOST_COMPLAINTS:
            self.complaints[line] += 1
        else:
            self.complaints["and others"] += 1

    def report(self) -> dict[str, object]:
        """Return the figures."""
        times = sorted(self.times)
        return {
            "kinds": {kind: self.kinds[kind] for kind in KINDS},
            "complaints": dict(self.complaints),
            "reopened": self.reopened,
            "uncaused": self.uncaused,
            "seconds": self.seconds,
            "p50": times[len(times) // 2],
            "p99": times[len(times) * 99 // 100],
        }


class Client:
    """One connection, opened again whenever it is closed."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def __init__(self, load: Load, number: int) -> None:
        self.load = load
        self.name = f"load-{number}"
        self.random = random.Random(number)
        self.closes = self.may_be_closed = False
        self.sent = 0.0

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection(HOST, self.load.port)
        self.closes = False
        self.sent = perf_counter()

    def send(self, data: bytes) -> None:
        """Send a request, and note whether the server may have closed the connection by now."""
        now = perf_counter()
        self.may_be_closed = self.closes or now - self.sent > IDLE
        self.sent = now
        self.writer.write(data)

    async def reopen(self) -> None:
        """Leave at once, whatever is under way, and connect again."""
        self.writer.transport.abort()
        await self.open()

    def requests(self) -> Iterator[Asked]:
        """Yield requests for ever: each round has all the cases, in an order of its own."""
        numbers = count()
        while True:
            for case in self.random.sample(ROUND, len(ROUND)):
                accept, language = self.random.choice(FORMATS), self.random.choice(LANGUAGES)
                yield Asked(case, accept, language, f"{self.name}.{next(numbers)}")

    async def run(self) -> None:
        """Send requests until the time is over, one round at least."""
        requests = self.requests()
        for asked in islice(requests, len(ROUND)):
            await self.exchange(asked)
        while perf_counter() < self.load.ends:
            await self.exchange(next(requests))
        self.writer.close()

    async def exchange(self, asked: Asked) -> None:
        """Send one request; judge the reply, or leave before it has come."""
        try:
            async with asyncio.timeout(PATIENCE):
                if asked.case.abort:
                    await self.abort(asked)
                else:
                    await self.complete(asked)
        except Exception as error:
            self.load.complain(asked, f"{type(error).__name__}: {error}")
            with suppress(OSError):  # the next exchange will tell
                await self.reopen()
        self.load.kinds[asked.case.kind] += 1

    async def abort(self, asked: Asked) -> None:
        """Send a request and close the connection early."""
        try:
            if asked.case.abort == "within the request":
                self.send(asked.raw[:40])
                await asyncio.sleep(0)
            elif asked.case.abort == "before the reply":
                self.send(asked.raw)
                await self.writer.drain()
            else:
                await self.leave_within(asked)
        except (OSError, ClosedError):
            if not self.may_be_closed:
                raise
        await self.reopen()

    async def leave_within(self, asked: Asked) -> None:
        """Read the beginning of a reply."""
        self.send(asked.raw)
        status, _ = await self.read_head()
        need(status == asked.case.status, f"status {status}")
        await self.reader.readexactly(100_000)

    async def complete(self, asked: Asked) -> None:
        """Send a request and judge its reply."""
        judge, case, started = self.load.judge, asked.case, perf_counter()
        try:
            reply = await self.get(asked)
        except (ClosedError, ConnectionError):
            if judge.judges(case) and not case.torn:
                raise
            await self.reopen()  # Granian may not have sent the head when the body fails
            return
        self.load.times.append(perf_counter() - started)
        self.closes = case.closes
        if not reply.whole or reply.value("connection") == "close":
            more = await self.reader.read()
            await self.reopen()
            need(not more or not judge.judges(case), "bytes after the end")
        self.load.uncaused += reply.status >= 500 > case.status and judge.judges(case)
        judge.check(asked, reply)

    async def get(self, asked: Asked) -> Reply:
        """Send a request and read its reply; once more if the server had closed the connection."""
        try:
            return await self.ask(asked)
        except (ClosedError, ConnectionError):
            if not self.may_be_closed:
                raise
        self.load.reopened += 1
        await self.reopen()
        return await self.ask(asked)

    async def ask(self, asked: Asked) -> Reply:
        """Send a request and read its reply."""
        self.send(asked.raw)
        status, headers = await self.read_head()
        reply = Reply(status, headers, b"")
        length, coding = reply.value("content-length"), reply.value("transfer-encoding")
        if asked.case.method == "HEAD" or status == 204:
            return reply
        need((length is None) != (coding is None), f"length {length} and coding {coding}")
        if length is not None:
            need(length.isdecimal(), f"content-length: {length}")
            return Reply(status, headers, await self.reader.readexactly(int(length)))
        need(coding == "chunked", f"transfer-encoding: {coding}")
        return Reply(status, headers, *await self.read_chunks())

    async def read_head(self) -> tuple[int, list[tuple[str, str]]]:
        """Read a status line and headers."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            need(not error.partial, f"the head ends at {error.partial[-40:]!r}")
            raise ClosedError("closed without a reply") from None
        first, *lines = head[:-4].split(b"\r\n")
        line = STATUS_LINE.fullmatch(first)
        if line is None:
            raise WrongReplyError(f"status line {first[:60]!r}")
        headers = []
        for each in lines:
            header = HEADER.fullmatch(each)
            if header is None:
                raise WrongReplyError(f"header {each!r}")
            headers.append((header[1].decode().lower(), header[2].decode("latin-1")))
        return int(line[1]), headers

    async def read_chunks(self) -> tuple[bytes, bool]:
        """Read a chunked body; return it, and whether it came to its end."""
        body = bytearray()
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                size = await self.reader.readuntil(b"\r\n")
                need(re.fullmatch(rb"[0-9A-Fa-f]{1,8}\r\n", size), f"chunk size {size!r}")
                chunk = await self.reader.readexactly(int(size, 16) + 2)
                need(chunk.endswith(b"\r\n"), "a chunk is longer than it says")
                body += chunk[:-2]
                if len(chunk) == 2:
                    return bytes(body), True
        return bytes(body), False


def main() -> None:
    """Read the task from the command line, run it, print the figures."""
    task = json.loads(sys.argv[1])
    load = Load(task["port"], task["seconds"], bare=task["bare"])
    asyncio.run(load.run(task["connections"]))
    print(json.dumps(load.report()))


if __name__ == "__main__":
    main()
