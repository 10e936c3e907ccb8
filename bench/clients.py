"""The requests: what a server hands to an app, each made of objects that nobody has seen before.

A server cuts every header out of what it has read, so its bytes have no cached hash yet. One
that is used twice would make each look-up cheaper than it can be in production.
"""

from __future__ import annotations

import io
import random
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    Scope = dict[str, Any]
    Environ = dict[str, Any]
    Pairs = list[tuple[bytes, bytes]]

BROWSER = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
PROGRAM = "application/json"
TAIWAN = "zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7"

LONGEST = 8192


class Client:
    """Sends what Chrome sends: 15 headers, of which `accept` may be another."""

    def __init__(
        self, accept: str = BROWSER, *, language: str = TAIWAN, path: str = "/shop/items/14c"
    ) -> None:
        self.path = path
        self._raw, self._spans = _lines(
            {
                "host": "shop.example.com",
                "connection": "keep-alive",
                "cache-control": "max-age=0",
                "sec-ch-ua": '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
                "sec-ch-ua-mobile": "?0",
                "sec-ch-ua-platform": '"Windows"',
                "upgrade-insecure-requests": "1",
                "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
                "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "accept": accept,
                "sec-fetch-site": "same-origin",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "document",
                "referer": "https://shop.example.com/shop/",
                "accept-encoding": "gzip, deflate, br, zstd",
                "accept-language": language,
            }
        )

    def scopes(self, count: int) -> list[Scope]:
        """Return so many ASGI scopes."""
        return [_scope(path, headers) for path, headers in self._requests(count)]

    def environs(self, count: int) -> list[Environ]:
        """Return so many WSGI environs."""
        return [_environ(path, headers) for path, headers in self._requests(count)]

    def sent(self) -> bytes:
        """Return the request as it goes over the wire."""
        return b"GET " + self.path.encode() + b" HTTP/1.1\r\n" + self._raw + b"\r\n"

    def _requests(self, count: int) -> Iterator[tuple[bytes, Pairs]]:
        raw, path = self._raw, b"GET " + self.path.encode()
        for _ in range(count):
            yield path[4:], [(raw[a:b], raw[c:d]) for a, b, c, d in self._spans]


class HostileClient(Client):
    """Sends other values each time, up to as long as a server lets through, and costly to read.

    Each names HTML and a language first, so that each gets a page with its path on it.
    """

    def __init__(self, *, longest: int = LONGEST, seed: int = 4) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._longest = longest
        self._ranges = self._noise(", application/x{:x}+json;v={:x};q=0.{:d}", ", a{:x}/*;q=0.{:d}")
        self._tags = self._noise(", x{:x}-a{:x};q=0.{:d}", ", {:x}-Hant-TW;q=0.{:d}")
        self._path = self._noise("/<b>{:x}&", "\"{:x}'/", "{:x}é")

    def _requests(self, count: int) -> Iterator[tuple[bytes, Pairs]]:
        for _, usual in super()._requests(count):
            own = {
                b"accept": b"text/html" + self._some(self._ranges),
                b"accept-language": b"zh-TW" + self._some(self._tags),
            }
            yield self._some(self._path), [(name, own.get(name, value)) for name, value in usual]

    def _some(self, pieces: list[bytes]) -> bytes:
        most = (self._longest - 20) // max(map(len, pieces[:50]))
        at = self._random.randrange(len(pieces) - most)
        return b"".join(pieces[at : at + self._random.randint(1, most)])

    def _noise(self, *forms: str) -> list[bytes]:
        bits = self._random.getrandbits
        return [form.format(bits(16), bits(16), bits(16)).encode() for form in forms * 5000]


def _lines(headers: dict[str, str]) -> tuple[bytes, list[tuple[int, int, int, int]]]:
    raw, spans = b"", []
    for name, value in headers.items():
        at = len(raw)
        raw += f"{name}: {value}\r\n".encode("latin-1")
        spans.append((at, at + len(name), at + len(name) + 2, len(raw) - 2))
    return raw, spans


def _scope(path: bytes, headers: Pairs) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "scheme": "http",
        "method": "GET",
        "root_path": "",
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": b"",
        "headers": headers,
        "state": {},
    }


def _environ(path: bytes, headers: Pairs) -> Environ:
    environ = {
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _FileWrapper,
        "wsgi.input_terminated": True,
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
        "SERVER_SOFTWARE": "gunicorn",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "REMOTE_PORT": "50000",
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "RAW_URI": path.decode("latin-1"),
    }
    for name, value in headers:
        key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        environ[key] = value.decode("latin-1")
    return environ


class _FileWrapper:
    """Stands in an environ where servers have theirs."""
