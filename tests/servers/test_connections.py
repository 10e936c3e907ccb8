"""How responses stand on a connection: where each ends, and what may follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from servers.asserts import assert_is_a_page, assert_is_fine
from servers.choices import where_it_does_not, where_it_holds
from servers.http1 import encoded
from servers.messages import Request

if TYPE_CHECKING:
    from servers.client import Client
    from servers.messages import Pairs, Response

OK = Request("GET", "/wire/ok")
MISSING = Request("GET", "/wire/missing")
PAGE = (("Accept", "text/html"),)


@where_it_holds("head")
@pytest.mark.parametrize("path", ["/wire/missing", "/wire/crash/head", "/wire/held/head"])
@pytest.mark.parametrize("headers", [(), PAGE], ids=["document", "page"])
def test_106_no_byte_follows_the_head_of_an_error(
    client: Client, path: str, headers: Pairs
) -> None:
    got = client.ask("GET", path, headers)
    head = client.ask("HEAD", path, headers)  # sees that nothing follows

    assert head.line == got.line
    assert head.body == b""
    assert head.length == got.length == len(got.body) > 100


@where_it_holds("empty")
@pytest.mark.parametrize(("path", "status"), [("no-content", 204), ("not-modified", 304)])
def test_107_what_has_no_content_gets_none(client: Client, path: str, status: int) -> None:
    response = client.ask("GET", f"/wire/{path}")

    assert (response.status, response.body) == (status, b"")
    for name in ("content-length", "content-type", "transfer-encoding", "x-request-id"):
        assert not response.has(name)


@where_it_holds("http-1.0")
@pytest.mark.parametrize(("path", "status"), [("missing", 404), ("crash/old", 500)])
def test_76_a_client_of_http_1_0_gets_a_length(client: Client, path: str, status: int) -> None:
    with client.raw() as connection:
        (response,) = connection.exchange(Request("GET", f"/wire/{path}", version="HTTP/1.0"))
        after = connection.rest()

    assert_is_a_page(response, status=status)
    assert after == b""


@where_it_holds("keep-alive")
def test_147_a_connection_goes_on_after_an_error(client: Client) -> None:
    with client.connect() as connection:
        assert_is_a_page(*connection.exchange(MISSING), status=404)
        assert_is_fine(*connection.exchange(OK))
        assert_is_a_page(*connection.exchange(MISSING), status=404)


@where_it_does_not("keep-alive")
def test_147_where_each_response_has_a_connection_of_its_own_its_end_is_right(
    client: Client,
) -> None:
    response, after = with_what_follows(client, "/wire/missing")
    control, after_control = with_what_follows(client, "/bare/ok")

    assert_is_a_page(response, status=404)
    assert_is_fine(control)
    assert after == after_control == b""


def with_what_follows(client: Client, path: str) -> tuple[Response, bytes]:
    """Ask once and let the connection stand; return what comes until the server closes it."""
    with client.raw() as connection:
        (response,) = connection.exchange(Request("GET", path))
        return response, connection.rest()


@where_it_holds("keep-alive-after-exception")
def test_26_a_connection_goes_on_after_an_exception(client: Client, mark: str) -> None:
    with client.connect() as connection:
        assert_is_a_page(*connection.exchange(Request("GET", f"/wire/crash/{mark}")), status=500)
        assert_is_fine(*connection.exchange(OK))


@where_it_does_not("keep-alive-after-exception")
def test_26_where_a_server_closes_after_an_exception_the_page_is_complete(
    client: Client, mark: str
) -> None:
    response, after = with_what_follows(client, f"/wire/crash/{mark}")
    control, after_control = with_what_follows(client, f"/bare/crash/{mark}")

    assert_is_a_page(response, status=500)
    assert (control.status, control.complete) == (500, True)
    assert after == after_control == b""
    assert_is_fine(*client.exchange(OK))


@where_it_holds("pipelined")
def test_147_pipelined_requests_get_right_answers_in_order(client: Client) -> None:
    head = Request("HEAD", "/wire/missing")
    empty = Request("GET", "/wire/no-content")

    first, second, third, fourth, fifth = client.exchange(MISSING, OK, head, OK, empty)

    assert_is_a_page(first, status=404)
    assert_is_fine(second)
    assert (third.status, third.length, third.body) == (404, first.length, b"")
    assert_is_fine(fourth)
    assert (fifth.status, fifth.body) == (204, b"")


@where_it_holds("unread-body")
def test_4_a_body_that_nobody_reads_does_not_spoil_what_follows(client: Client) -> None:
    unread = Request("POST", "/wire/missing", body=b"GET /wire/no-content HTTP/1.1\r\n\r\n")

    first, second = client.exchange(unread, OK)

    assert_is_a_page(first, status=404)
    assert_is_fine(second)


@where_it_holds("expect")
def test_23c_a_page_answers_without_inviting_the_body(client: Client) -> None:
    with client.raw() as connection:
        connection.send(encoded(expecting("/wire/missing")))
        response = connection.response("POST")

    assert response.interim == ()
    assert_is_a_page(response, status=404)


@where_it_does_not("expect")
@pytest.mark.parametrize(("app", "path"), [("wire", "missing"), ("bare", "ok")])
def test_23c_where_the_server_invites_the_body_itself_the_page_follows(
    client: Client, app: str, path: str
) -> None:
    request = expecting(f"/{app}/{path}")
    with client.raw() as connection:
        connection.send(encoded(request))
        if client.server.name != "daphne":
            assert connection.until(b"\r\n\r\n").startswith(b"HTTP/1.1 100 ")
        connection.send(b"x" * (request.length or 0))
        response = connection.response("POST")

    if app == "wire":
        assert_is_a_page(response, status=404)
    else:
        assert_is_fine(response)


def expecting(path: str) -> Request:
    return Request("POST", path, (("Expect", "100-continue"),), length=10)
