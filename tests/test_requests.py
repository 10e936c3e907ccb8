"""What is known of a request, and the check of ids that come from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from httpolite import RequestFacts
from httpolite.requests import (
    READ_HEADERS,
    Inquiry,
    checked_id,
    inquiry_of,
    new_id,
    trace_id_of,
)
from strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Mapping

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = "b7ad6b7169203331"


def facts() -> RequestFacts:
    return RequestFacts(method="GET", path="/", native={"is": "native"})


def test_20_a_header_is_found_in_any_case_and_joined() -> None:
    headers = (("Accept", "text/html"), ("x-a", "1"), ("ACCEPT", "text/plain"))
    request = RequestFacts(method="GET", path="/", headers=headers)
    assert request.header("accept") == request.header("Accept") == "text/html, text/plain"
    assert request.header("X-A") == "1"
    assert request.header("x-b") is None


def test_request_facts_are_frozen_and_show_no_headers() -> None:
    request = RequestFacts(method="GET", path="/", headers=(("authorization", "secret"),))
    assert "secret" not in repr(request)
    with pytest.raises(AttributeError):
        request.path = "/x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "identity",
    ["a", "0af7-651", "A" * 128, "req_1:2.3@host/x+y=z~", "1-67891233-abcdef012345678912"],
)
def test_146_a_harmless_id_is_taken(identity: str) -> None:
    assert checked_id(identity) == identity


@pytest.mark.parametrize(
    "identity",
    ["", "A" * 129, "a b", "a\n", "a\r\nb: c", "-a", "é", "<b>", '"', "a,b", "a;b", None, 5, b"a"],
)
def test_146_any_other_id_is_not(identity: object) -> None:
    assert checked_id(identity) is None


@given(any_text)
def test_146_a_taken_id_can_stand_in_a_header_and_in_html(identity: str) -> None:
    if checked_id(identity):
        assert identity.isascii()
        assert identity.isprintable()
        assert not set(identity) & set(" <>\"'&,;")


def test_a_new_id_is_taken_and_never_the_same() -> None:
    made = {new_id().decode() for _ in range(100)}
    assert len(made) == 100
    assert all(checked_id(identity) and len(identity) == 32 for identity in made)


@pytest.mark.parametrize(
    "header",
    [
        f"00-{TRACE}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-00",
        f"cc-{TRACE}-{PARENT}-01",
        f"cc-{TRACE}-{PARENT}-01-what-comes-later",
    ],
)
def test_145_a_valid_traceparent_tells_the_trace(header: str) -> None:
    assert trace_id_of(header) == TRACE


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "garbage",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE}-{PARENT}-01-",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE[1:]}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}",
        f"00-{TRACE}-{PARENT}-1",
        f" 00-{TRACE}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01\n",
        f"cc-{TRACE}-{PARENT}-01.more",
    ],
)
def test_145_an_invalid_traceparent_is_ignored(header: str | None) -> None:
    assert trace_id_of(header) is None


@given(any_text)
def test_145_no_header_makes_it_fail(header: str) -> None:
    assert trace_id_of(header) is None


def at_places(headers: Mapping[str, str]) -> list[str | None]:
    return [headers.get(name) for name in (*READ_HEADERS, "request-id")]


def test_an_inquiry_reads_the_headers() -> None:
    headers = {
        "accept": "text/html",
        "accept-language": "ar",
        "request-id": "abc",
        "traceparent": f"00-{TRACE}-{PARENT}-01",
    }
    inquiry = inquiry_of("POST", "/seats", at_places(headers), facts)
    assert inquiry == Inquiry(
        method="POST",
        path="/seats",
        accept="text/html",
        accept_language="ar",
        request_id="abc",
        trace_id=TRACE,
        facts=facts,
    )
    assert inquiry.known() == facts()


def test_an_inquiry_without_headers_knows_that_there_were_none() -> None:
    inquiry = inquiry_of("GET", "/", at_places({}), facts)
    wanted = (inquiry.accept, inquiry.accept_language, inquiry.request_id, inquiry.trace_id)
    assert wanted == (None, None, None, None)


@pytest.mark.parametrize(
    ("method", "headers", "replaceable"),
    [
        ("GET", {}, True),
        ("OPTIONS", {}, True),
        ("OPTIONS", {"access-control-request-method": "PUT"}, False),
        ("GET", {"access-control-request-method": "PUT"}, True),
        ("CONNECT", {}, False),
        ("TRACE", {}, False),
        ("POST", {"content-type": "application/grpc"}, False),
        ("POST", {"content-type": "application/grpc+proto"}, False),
        ("POST", {"content-type": "application/json"}, True),
    ],
)
def test_119_120_preflights_tunnels_echoes_and_grpc_are_never_replaced(
    method: str, headers: dict[str, str], replaceable: bool
) -> None:
    assert inquiry_of(method, "/", at_places(headers), facts).replaceable == replaceable


def test_119_120_an_exception_is_told_to_them_as_text_whatever_they_accept() -> None:
    headers = {"content-type": "application/grpc", "accept": "text/html"}

    assert inquiry_of("POST", "/", at_places(headers), facts).accept == "text/plain"
    assert (
        inquiry_of("TRACE", "/", at_places({"accept": "text/html"}), facts).accept == "text/plain"
    )
    assert inquiry_of("GET", "/", at_places({"accept": "text/html"}), facts).accept == "text/html"


def test_the_headers_that_are_read_are_all_in_lower_case() -> None:
    assert all(name == name.lower() for name in READ_HEADERS)


def test_without_an_adapter_a_hook_knows_what_the_reply_was_asked_with() -> None:
    known = Inquiry(method="PUT", path="/a", accept="text/html").known()
    assert (known.method, known.path, known.native) == ("PUT", "/a", None)
    assert known.header("Accept") == "text/html"
    assert known.header("Accept-Language") is None
    assert Inquiry().known().path == ""
