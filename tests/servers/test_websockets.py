"""WebSocket handshakes, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from servers.asserts import assert_is_a_page, assert_logged_once
from servers.choices import where_it_does_not, where_it_holds
from servers.http1 import encoded
from servers.messages import Request

if TYPE_CHECKING:
    from servers.client import Client
    from servers.messages import Pairs, Response
    from servers.processes import Running

KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # RFC 6455, Section 1.3
HANDSHAKE = (
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Key", KEY),
    ("Sec-WebSocket-Version", "13"),
)
MASKED_HELLO = bytes([0x81, 0x80 | 5, 0, 0, 0, 0]) + b"hello"
HELLO = bytes([0x81, 5]) + b"hello"
NORMAL_END = bytes([0x88, 2]) + (1000).to_bytes(2, "big")


@where_it_holds("websocket")
def test_51_a_handshake_and_messages_pass(client: Client) -> None:
    with client.raw() as connection:
        connection.send(encoded(Request("GET", "/wire/echo", HANDSHAKE)))
        response = connection.response()
        assert (response.status, response.header("sec-websocket-accept")) == (101, ACCEPT)
        for name in ("vary", "content-language", "x-request-id"):
            assert not response.has(name)

        connection.send(MASKED_HELLO)
        assert connection.read(len(HELLO)) == HELLO
        assert connection.read(len(NORMAL_END)) == NORMAL_END


def denied(client: Client, path: str, headers: Pairs = ()) -> Response:
    with client.raw() as connection:
        connection.send(encoded(Request("GET", path, (*HANDSHAKE, *headers))))
        return connection.response()


@where_it_holds("websocket")
def test_51_a_failure_once_the_socket_is_open_is_the_server_s_affair(
    client: Client, running: Running, mark: str
) -> None:
    ends = []
    for app in ("wire", "bare"):
        with client.raw() as connection:
            connection.send(encoded(Request("GET", f"/{app}/broken/{app}-{mark}", HANDSHAKE)))
            assert connection.response().status == 101
            connection.send(MASKED_HELLO)
            ends.append(connection.rest())
        assert_logged_once(client, running, f"{app}-{mark}")

    assert ends[0] == ends[1]


@where_it_holds("refused")
def test_52_a_handshake_that_is_refused_gets_a_document(client: Client) -> None:
    assert_is_a_page(denied(client, "/wire/refuse"), status=403)


@where_it_holds("refused")
def test_53_a_handshake_that_is_refused_gets_a_page(client: Client) -> None:
    asked = (("Accept", "text/html"), ("Accept-Language", "zh-TW"))
    response = denied(client, "/wire/refuse", asked)

    assert (response.status, response.complete) == (403, True)
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert response.header("content-language") == "zh-Hant"
    assert response.length == len(response.body)
    assert b'<html lang="zh-Hant" dir="ltr">' in response.body


@where_it_holds("refused")
def test_54_a_handshake_that_fails_gets_a_page_and_is_logged_once(
    client: Client, running: Running, mark: str
) -> None:
    response = denied(client, f"/wire/crash/{mark}")

    assert_is_a_page(response, status=500)
    assert mark.encode() not in response.body
    assert_logged_once(client, running, mark)


@where_it_does_not("refused")
@pytest.mark.parametrize(("path", "status"), [("refuse", 403), ("crash", 500)])
def test_52_where_a_server_takes_no_denial_its_own_words_stand(
    client: Client, running: Running, path: str, status: int, mark: str
) -> None:
    response = denied(client, f"/wire/{path}/{mark}")
    control = denied(client, f"/bare/{path}/{mark}-bare")

    assert response.status == status
    assert (response.line, response.headers) == (control.line, control.headers)
    assert response.body == control.body == b""
    if path == "crash":
        assert_logged_once(client, running, mark)


@where_it_holds("denied")
def test_55_a_bare_denial_is_replaced(client: Client) -> None:
    response = denied(client, "/wire/deny")

    assert_is_a_page(response, status=404)
    assert response.header("x-own") == "kept"


@where_it_holds("denied")
def test_55_a_deliberate_denial_is_untouched(client: Client) -> None:
    response = denied(client, "/wire/deny-in-words")
    control = denied(client, "/bare/deny-in-words")

    assert response.body == b"No such room"
    assert response.line == control.line
    assert without_date(response) == without_date(control)


def without_date(response: Response) -> Pairs:
    return tuple(pair for pair in response.headers if pair[0] != "date")
