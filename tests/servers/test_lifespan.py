"""Lifespan goes through the middleware as if there were none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servers.asserts import assert_is_a_page
from servers.choices import where_it_holds
from servers.client import Client
from servers.processes import process

if TYPE_CHECKING:
    from pathlib import Path

    from servers.table import Server


@where_it_holds("lifespan")
def test_1_an_app_is_started_and_stopped(server: Server, tmp_path: Path) -> None:
    with process(server, "servers.house:asgi", tmp_path) as running:
        running.wait_until_it_answers()
        assert len(running.lines("lifespan.startup")) == 1
        assert not running.lines("lifespan.shutdown")

    assert len(running.lines("lifespan.shutdown")) == 1


@where_it_holds("lifespan")
def test_1_an_app_without_lifespan_starts(server: Server, tmp_path: Path) -> None:
    with process(server, "servers.other_scopes:without_lifespan", tmp_path) as running:
        running.wait_until_it_answers()
        words = [line for line in running.output().splitlines() if "ifespan" in line]

        assert any("support" in line for line in words)  # it was told by the exception
        assert_is_a_page(Client(server, running.port).ask("GET", "/wire/ok"), status=404)


@where_it_holds("lifespan")
def test_2_a_failure_to_start_is_reported_as_one(server: Server, tmp_path: Path) -> None:
    codes = []
    for app in ("failing", "failing_alone"):
        room = tmp_path / app
        room.mkdir()
        with process(server, f"servers.other_scopes:{app}", room) as running:
            codes.append(running.ended())
            assert "the database is away" in running.output()

    assert codes[0] == codes[1]
    assert (codes[0] == 0) == server.name.startswith("hypercorn")  # which says it in words alone
