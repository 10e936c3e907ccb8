"""Bodies that take their time, clients that do not wait for them, and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servers.asserts import assert_is_a_page
from servers.choices import where_it_does_not, where_it_holds
from servers.files import CONTENT
from servers.messages import Request

if TYPE_CHECKING:
    from servers.client import Client
    from servers.processes import Running


@where_it_holds("first-byte")
def test_5_each_chunk_arrives_before_the_app_goes_on_to_the_next(
    client: Client, running: Running, mark: str
) -> None:
    with client.connect() as connection:
        connection.begin(Request("GET", f"/wire/gates/{mark}"))
        connection.wait_for(b"first ")
        running.open_gate(mark)
        connection.wait_for(b"second ")
        assert not running.lines(f"over /gates/{mark}")
        running.open_gate(f"{mark}-2")
        response = connection.finish()

    assert (response.body, response.complete) == (b"first second third", True)


def go_away(client: Client, path: str) -> None:
    with client.connect() as connection:
        connection.begin(Request("GET", path))
        connection.wait_for(b"xxx")
        connection.abort()


@where_it_holds("gone")
def test_35_a_client_that_goes_away_gets_no_page_and_the_app_comes_to_an_end(
    client: Client, running: Running, mark: str
) -> None:
    go_away(client, f"/wire/flood/{mark}")
    running.wait_for(f"over /flood/{mark}")

    assert_is_a_page(client.ask("GET", f"/wire/missing/{mark}"), status=404)
    assert told_of(running, mark) == [f"told 404 /missing/{mark}"]


@where_it_does_not("gone")
def test_35_where_a_server_lets_the_app_wait_for_ever_it_lives_on(
    client: Client, running: Running, mark: str
) -> None:
    for app in ("wire", "bare"):
        go_away(client, f"/{app}/flood/{mark}")
        assert_is_a_page(client.ask("GET", f"/wire/missing/{mark}"), status=404)

    assert not running.lines(f"over /flood/{mark}")
    assert told_of(running, mark) == 2 * [f"told 404 /missing/{mark}"]


def told_of(running: Running, mark: str) -> list[str]:
    return [line for line in running.lines(f"/{mark}") if line.startswith("told")]


@where_it_holds("file")
def test_56_a_file_goes_the_server_s_own_way(client: Client, running: Running, mark: str) -> None:
    for app in ("wire", "bare"):
        response = client.ask("GET", f"/{app}/file/{app}-{mark}")
        assert (response.status, response.length) == (200, len(CONTENT))
        assert response.body == CONTENT

        by_sendfile = not running.lines(f"read {app}-{mark}")
        assert by_sendfile == client.server.name.startswith("gunicorn")
