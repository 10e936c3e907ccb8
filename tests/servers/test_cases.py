"""The cases of the contract over raw sockets, on every server."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from contract.case import PROBLEM, Case
from contract.cases import CASES
from contract.raised import RAISED, Raised
from httpolite.catalogue.statuses import reason_phrase
from servers.case_apps import reply_to
from servers.choices import everywhere
from servers.table import LIMITS, SERVERS, Server, limit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servers.client import Client
    from servers.messages import Response

ON_THE_WIRE = [(i, case) for i, case in enumerate(CASES) if case.wire and not case.options]
RAISED_ON_THE_WIRE = [(i, raised) for i, raised in enumerate(RAISED) if not raised.options]
EACH = [(server, i, case) for server in SERVERS for i, case in ON_THE_WIRE]
CARRIED = [each for each in EACH if not limit_of(each[0], each[2])]
LIMITED = [each for each in EACH if limit_of(each[0], each[2])]
EXACTLY_ONCE = (
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "vary",
    "x-content-type-options",
    "x-request-id",
)
TIME = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")


def each_of(each: list[tuple[Server, int, Case]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("server", "index", "case"), each, ids=[f"{s.name}-{case}" for s, _, case in each]
    )


def line_of(server: Server, case: Case) -> str:
    if server.reason == "none":
        return str(case.status) if server.protocol == "HTTP/2" else f"HTTP/1.1 {case.status} "
    return f"{server.protocol} {case.status} {reason_phrase(case.status)}"


@each_of(CARRIED)
def test_what_a_case_promises_comes_over_the_wire(
    server: Server, index: int, case: Case, client: Client
) -> None:
    got = client.ask(case.method, f"/cases/{index}", case.asked)
    control = client.ask(case.method, f"/due/{index}", case.asked)

    assert got.line == control.line
    if server.reason != "its own":
        assert got.line == line_of(server, case)
    assert got.status == case.status
    assert got.complete
    assert_sent(server, case.sent, got)
    assert not [name for name in case.gone if got.has(name)]
    if case.becomes:
        assert_replaced(index, case, got)
    else:
        assert_untouched(server, case, got, control)


def assert_sent(server: Server, due: Iterable[tuple[str, str]], got: Response) -> None:
    """Assert that exactly these lines of their names came, in the order that the server has."""
    names = {name for name, _ in due}
    sent = [pair for pair in got.headers if pair[0] in names]
    if server.reorders:
        assert by_name(sent) == by_name(due)
    else:
        assert sent == list(due)


def by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def assert_replaced(index: int, case: Case, got: Response) -> None:
    assert got.header("content-type") == case.becomes
    for name in EXACTLY_ONCE:
        assert len(got.values(name)) == 1, name
    assert not got.has("transfer-encoding")
    due = reply_to(case, path=f"/{index}", request_id=got.header("x-request-id"))
    assert got.length == int(dict(due.headers)["content-length"])
    assert TIME.sub(b"", got.body) == TIME.sub(b"", due.body)
    if case.method != "HEAD":
        assert got.length == len(got.body)
        assert case.becomes != PROBLEM or json.loads(got.body)["status"] == case.status


def assert_untouched(server: Server, case: Case, got: Response, control: Response) -> None:
    assert got.body == case.body
    assert_sent(server, [(name.lower(), value) for name, value in case.headers], got)
    assert [name for name, _ in got.headers] == [name for name, _ in control.headers]


@everywhere
@pytest.mark.parametrize(("index", "raised"), RAISED_ON_THE_WIRE, ids=str)
def test_what_a_raised_case_promises_comes_over_the_wire(
    server: Server, index: int, raised: Raised, client: Client
) -> None:
    got = client.ask(raised.method, f"/raised/{index}", raised.asked)

    assert (got.status, got.complete) == (raised.status, True)
    assert got.header("content-type") == raised.becomes
    names = {name for name, _ in raised.sent}
    assert by_name(pair for pair in got.headers if pair[0] in names) == by_name(raised.sent)
    for name in EXACTLY_ONCE:
        assert len(got.values(name)) == 1, name
    assert not got.has("transfer-encoding")
    assert got.length > 100
    assert len(got.body) == (0 if raised.method == "HEAD" else got.length)
    assert b"secret" not in got.body


@each_of(LIMITED)
def test_what_a_server_does_to_a_case_it_cannot_carry_it_does_without_httpolite(
    server: Server, index: int, case: Case, client: Client
) -> None:
    limit = limit_of(server, case)
    got = client.ask(case.method, f"/cases/{index}", case.asked)
    control = client.ask(case.method, f"/due/{index}", case.asked)

    assert limit is not None
    assert (got.line, got.complete) == (control.line, True)
    assert not [name for name in limit.headers if got.has(name) or control.has(name)]
    if limit.does == "refuses":
        assert (got.status, got.body) == (500, control.body)
    else:
        assert got.status == case.status
        assert_replaced(index, case, got)


def test_every_limit_is_met_by_a_case() -> None:
    met = {(server.name, limit_of(server, case)) for server, _, case in LIMITED}

    assert met == {(name, limit) for limit in LIMITS for name in limit.servers}
