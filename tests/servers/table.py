"""The servers that the live tests start, and which headers each cannot carry.

Nothing is started by an import, so that the documentation can be made from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from contract.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server: how it is started, and what it speaks to its apps and to its clients."""

    name: str
    interface: Literal["asgi", "wsgi"]
    protocol: Literal["HTTP/1.0", "HTTP/1.1", "HTTP/2"] = "HTTP/1.1"
    command: tuple[str, ...]
    opens_port: bool = False  # it cannot be given a socket that is open already
    reason: Literal["the app's", "its own", "none"] = "its own"  # phrase in the status line
    reorders: str = ""  # how it changes the order of headers

    def __str__(self) -> str:
        return self.name


_UVICORN = ("uvicorn", "--fd", "{fd}", "--timeout-keep-alive", "60", "{app}")
_HYPERCORN = (
    *("hypercorn", "--bind", "fd://{fd}", "--keep-alive", "60", "--graceful-timeout", "1"),
    "{app}",
)
_GRANIAN = ("granian", "--port", "{port}", "--interface")
_GUNICORN = (
    *("gunicorn", "--bind", "fd://{fd}", "--no-control-socket", "--timeout", "120"),
    *("--keep-alive", "60", "{app}", "--worker-class"),
)
_GROUPED = "puts those of the same name together"
_HOP_BY_HOP = ("proxy-authenticate", "upgrade")

SERVERS = (
    Server(name="uvicorn-httptools", interface="asgi", command=(*_UVICORN, "--http", "httptools")),
    Server(name="uvicorn-h11", interface="asgi", command=(*_UVICORN, "--http", "h11")),
    Server(name="hypercorn", interface="asgi", command=_HYPERCORN, reason="none"),
    Server(
        name="hypercorn-h2c",
        interface="asgi",
        protocol="HTTP/2",
        command=_HYPERCORN,
        reason="none",
    ),
    Server(
        name="granian",
        interface="asgi",
        command=(*_GRANIAN, "asgi", "{app}"),
        opens_port=True,
        reorders=_GROUPED,
    ),
    Server(
        name="granian-h2c",
        interface="asgi",
        protocol="HTTP/2",
        command=(*_GRANIAN, "asgi", "{app}"),
        opens_port=True,
        reason="none",
        reorders=_GROUPED,
    ),
    Server(
        name="daphne",
        interface="asgi",
        command=("daphne", "--fd", "{fd}", "{app}"),
        reorders=_GROUPED,
    ),
    Server(
        name="gunicorn-gthread",
        interface="wsgi",
        command=(*_GUNICORN, "gthread", "--threads", "4"),
        reason="the app's",
    ),
    Server(
        name="gunicorn-sync",
        interface="wsgi",
        command=(*_GUNICORN, "sync"),
        reason="the app's",
    ),
    Server(
        name="waitress",
        interface="wsgi",
        command=("servers.waitress_runner", "{app}", "{fd}"),
        reason="the app's",
        reorders="sorts them by name",
    ),
    Server(
        name="cheroot",
        interface="wsgi",
        command=("servers.cheroot_runner", "{app}", "{fd}"),
        reason="the app's",
    ),
    Server(
        name="wsgiref",
        interface="wsgi",
        protocol="HTTP/1.0",
        command=("servers.wsgiref_runner", "{app}", "{fd}"),
        reason="the app's",
    ),
    Server(
        name="granian-wsgi",
        interface="wsgi",
        command=(*_GRANIAN, "wsgi", "{app}"),
        opens_port=True,
        reorders=_GROUPED,
    ),
)
BY_NAME = {server.name: server for server in SERVERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a server does to responses that carry one of these headers."""

    servers: tuple[str, ...]
    headers: tuple[str, ...]
    does: Literal["drops", "refuses"]  # the header; or the response, with a 500 of its own
    why: str


LIMITS = (
    Limit(
        servers=("gunicorn-gthread", "gunicorn-sync"),
        headers=_HOP_BY_HOP,
        does="drops",
        why="gunicorn drops hop-by-hop headers that an app sends",
    ),
    Limit(
        servers=("waitress", "wsgiref"),
        headers=_HOP_BY_HOP,
        does="refuses",
        why="an app may not send hop-by-hop headers (PEP 3333), and this server insists on it",
    ),
    Limit(
        servers=("hypercorn-h2c", "granian-h2c"),
        headers=("upgrade",),
        does="drops",
        why="HTTP/2 has no Upgrade (RFC 9113, Section 8.2.2)",
    ),
)


def limit_of(server: Server, case: Case) -> Limit | None:
    """Return what keeps a server from carrying a case of the contract, if anything does."""
    names = {name.lower() for name, _ in case.headers} - set(case.gone)
    for limit in LIMITS:
        if server.name in limit.servers and names.intersection(limit.headers):
            return limit
    return None
