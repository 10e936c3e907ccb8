"""Servers for the tests: each is started when it is first asked for, and serves all its tests."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from servers.client import Client
from servers.processes import process
from servers.table import SERVERS, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servers.processes import Running


class Pool:
    """One server that runs at a time."""

    def __init__(self, rooms: pytest.TempPathFactory) -> None:
        self._rooms = rooms
        self._server: Server | None = None
        self._running: Any = None
        self._exits = contextlib.ExitStack()

    def get(self, server: Server) -> Running:
        """Return a server that answers; the one before it is ended."""
        if server != self._server:
            self.close()
            room = self._rooms.mktemp(server.name)
            app = f"servers.house:{server.interface}"
            self._running = self._exits.enter_context(process(server, app, room))
            self._running.wait_until_it_answers()
            self._server = server
        running: Running = self._running
        return running

    def close(self) -> None:
        """End the server, if one runs."""
        self._server = None
        self._exits.close()


@pytest.fixture(scope="session")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    pool = Pool(tmp_path_factory)
    yield pool
    pool.close()


@pytest.fixture
def running(server: Server, pool: Pool) -> Running:
    """The server that a test is parametrized with."""
    return pool.get(server)


@pytest.fixture
def client(server: Server, running: Running) -> Client:
    return Client(server, running.port)


@pytest.fixture
def mark() -> str:
    """A word that occurs nowhere else."""
    return uuid4().hex


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put all tests of a server side by side, so that it is started once."""
    found = [(place, server) for place, item in enumerate(items) if (server := _server(item))]
    in_order = sorted(found, key=lambda pair: SERVERS.index(pair[1]))
    sorted_items = [items[place] for place, _ in in_order]
    for (place, _), item in zip(found, sorted_items, strict=True):
        items[place] = item


def _server(item: pytest.Item) -> Server | None:
    callspec = getattr(item, "callspec", None)
    server = callspec.params.get("server") if callspec else None
    return server if isinstance(server, Server) else None
