"""What an exception of the app leaves on the wire and in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from servers.asserts import assert_is_a_page, assert_is_fine, assert_logged_once
from servers.choices import where_it_does_not, where_it_holds
from servers.client import Client
from servers.http2 import Connection2
from servers.messages import Request
from servers.processes import process

if TYPE_CHECKING:
    from pathlib import Path

    from servers.messages import Response
    from servers.processes import Running
    from servers.table import Server

OK = Request("GET", "/wire/ok")
BROKEN_OFF = b"first "


@where_it_holds("exception")
def test_25_an_exception_gets_one_page_and_is_logged_once(
    client: Client, running: Running, mark: str
) -> None:
    response = client.ask("GET", f"/wire/crash/{mark}")

    assert_is_a_page(response, status=500)
    assert mark.encode() not in response.body
    assert response.header("cache-control") == "no-store"
    assert_logged_once(client, running, mark)


@where_it_holds("held")
def test_30_an_exception_while_an_error_is_held_back_gets_its_place(
    client: Client, running: Running, mark: str
) -> None:
    response = client.ask("GET", f"/wire/held/{mark}")

    assert_is_a_page(response, status=500)
    assert_logged_once(client, running, mark)


@where_it_holds("early")
def test_59_an_exception_before_the_first_chunk_gets_a_page(
    client: Client, running: Running, mark: str
) -> None:
    response = client.ask("GET", f"/wire/early/{mark}")

    assert_is_a_page(response, status=500)
    assert_logged_once(client, running, mark)


def broken_off(client: Client, running: Running, path: str) -> Response:
    """Read what comes of a body whose app fails when its beginning has arrived."""
    with client.connect() as connection:
        connection.begin(Request("GET", path))
        connection.wait_for(BROKEN_OFF)
        running.open_gate(path.rpartition("/")[2])
        return connection.finish()


@where_it_holds("truncated")
def test_60_a_body_of_known_length_breaks_off(client: Client, running: Running, mark: str) -> None:
    response = broken_off(client, running, f"/wire/mid/{mark}")

    assert (response.status, response.body, response.complete) == (200, BROKEN_OFF, False)
    assert_logged_once(client, running, mark)


@where_it_holds("truncated-stream")
def test_28_a_stream_breaks_off(client: Client, running: Running, mark: str) -> None:
    response = broken_off(client, running, f"/wire/mid-stream/{mark}")

    assert (response.status, response.body, response.complete) == (200, BROKEN_OFF, False)
    assert_logged_once(client, running, mark)


@where_it_does_not("truncated-stream", "wsgiref", "granian-wsgi")
@pytest.mark.parametrize("app", ["wire", "bare"])
def test_28_where_a_server_ends_a_broken_stream_cleanly_it_does_so_without_httpolite(
    client: Client, running: Running, app: str, mark: str
) -> None:
    response = broken_off(client, running, f"/{app}/mid-stream/{mark}")

    assert (response.status, response.body, response.complete) == (200, BROKEN_OFF, True)


@where_it_does_not("truncated", "hypercorn-h2c")
@pytest.mark.parametrize("path", ["mid", "mid-stream"])
@pytest.mark.parametrize("app", ["wire", "bare"])
def test_28_where_hypercorn_leaves_a_stream_open_it_does_so_without_httpolite(
    client: Client, running: Running, app: str, path: str, mark: str
) -> None:
    with Connection2(client.port) as connection:
        (broken,) = connection.ask(Request("GET", f"/{app}/{path}/{mark}"))
        running.open_gate(mark)
        running.wait_for(f"RuntimeError: secret {mark}")
        assert_is_fine(*connection.exchange(OK))  # all that was sent before has come

        stream = connection.streams[broken]
        assert (stream.body, stream.ended, stream.reset) == (BROKEN_OFF, False, False)


@where_it_does_not("truncated", "daphne")
@pytest.mark.parametrize(
    ("app", "path"), [("wire", "mid"), ("wire", "mid-stream"), ("bare", "mid-stream")]
)
def test_37_where_daphne_leaves_a_body_open_it_does_so_without_httpolite(
    server: Server, app: str, path: str, mark: str, tmp_path: Path
) -> None:
    # A process of its own: this one will never again notice that an app has failed.
    with process(server, "servers.house:asgi", tmp_path) as running:
        client = Client(server, running.port)
        with client.raw() as connection:
            connection.begin(Request("GET", f"/{app}/{path}/{mark}"))
            connection.wait_for(BROKEN_OFF)
            running.open_gate(mark)
            running.wait_for(f"RuntimeError: secret {mark}")
            assert_is_fine(client.ask("GET", "/wire/ok"))

            # Nothing came after it but the end of its chunk.
            assert connection.pending().rstrip().endswith(BROKEN_OFF.rstrip())
            assert_is_a_page(client.ask("GET", f"/wire/crash/{mark}"), status=500)
