"""The other end of the loopback: `python -m bench.wire PORT SECONDS`.

One thread and 16 connections, each with one request under way, to 127.0.0.1 only. It parses
nothing while it counts, so it needs a third of the time that the fastest server needs.
"""

from __future__ import annotations

import json
import select
import socket
import sys
from time import perf_counter

from bench.clients import Client

CONNECTIONS = 16
PATIENCE = 10.0


def main(port: int, seconds: float) -> dict[str, float]:
    """Ask as often as the server answers; each answer must have the size of the first."""
    request = Client().sent()
    size, keeps_alive = len(first := _one(port, request)), b"connection: close" not in first.lower()
    poller = select.epoll()
    conns = {}
    got = {}

    def ask() -> None:
        conn = _connect(port)
        conn.send(request)
        conns[conn.fileno()], got[conn.fileno()] = conn, 0
        poller.register(conn, select.EPOLLIN)

    for _ in range(CONNECTIONS):
        ask()
    count, began = 0, perf_counter()
    while (now := perf_counter()) < began + seconds:
        for file, _ in poller.poll(PATIENCE):
            data = conns[file].recv(65536)
            got[file] += len(data)
            if data and (got[file] < size or not keeps_alive):
                continue
            if got[file] != size:
                raise ConnectionError(f"{got[file]} bytes where the first answer had {size}")
            count += 1
            if keeps_alive:
                got[file] = 0
                conns[file].send(request)
            else:
                poller.unregister(file)
                conns.pop(file).close()
                ask()
    return {"requests": count, "seconds": now - began, "size": size}


def _one(port: int, request: bytes) -> bytes:
    with _connect(port) as conn:
        conn.send(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += _read(conn)
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-len"))
        while len(body) < length:
            body += _read(conn)
        return head + b"\r\n\r\n" + body


def _read(conn: socket.socket) -> bytes:
    data = conn.recv(65536)
    if not data:
        raise ConnectionError("the server closed within an answer")
    return data


def _connect(port: int) -> socket.socket:
    conn = socket.socket()
    conn.settimeout(PATIENCE)
    conn.connect(("127.0.0.1", port))
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return conn


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), float(sys.argv[2]))))
