"""A body that differs from a default in one byte is deliberate: it passes as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defaults.asking import PAGES, Request, alone, environ_of, scope_of
from defaults.frameworks import FRAMEWORKS, Framework
from doubles import asgi_app, body, run_asgi, run_wsgi, start, wsgi_app
from httpolite import asgi, wsgi

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.filterwarnings("ignore")


@dataclass(frozen=True, kw_only=True)
class Default:
    """What a framework answers by itself."""

    request: Request
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


REQUESTS = (
    Request(path="/nowhere"),
    Request(path="/é/<b>&'\"", query="a=b"),
    Request(path="/x", mount="/app"),
    Request(path="/raise/400/x"),
    Request(path="/raise/413/x"),
    Request(path="/crash/x"),
)


@cache
def defaults_of(framework: Framework) -> list[Default]:
    """Ask a framework for some of its defaults, in each form."""
    found = []
    others = [request for _, request in framework.answered]
    forms = [
        Request(path=request.path, query=request.query, mount=request.mount, accept=accept)
        for request in REQUESTS
        for accept in framework.accepts
    ]
    for request in (*forms, *others):
        seen = alone(framework, request)
        if seen.raised is None and seen.body:
            headers = tuple((name.title(), value) for name, value in seen.headers)
            assert seen.status is not None
            default = Default(request=request, status=seen.status, headers=headers, body=seen.body)
            found.append(default)
    assert len(found) > 3
    return found


def changed(data: st.DataObject, whole: bytes) -> bytes:
    """Draw a body that differs from this one in one byte."""
    kind = data.draw(st.sampled_from(["insert", "delete", "change"]))
    place = data.draw(st.integers(0, len(whole) - (kind != "insert")))
    byte = data.draw(st.binary(min_size=1, max_size=1).filter(lambda b: b != whole[place:][:1]))
    rest = whole[place:] if kind == "insert" else whole[place + 1 :]
    return whole[:place] + (b"" if kind == "delete" else byte) + rest


def cut(data: st.DataObject, whole: bytes) -> list[bytes]:
    """Draw a way to send a body in up to four chunks."""
    places = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=3)))
    return [whole[a:b] for a, b in zip([0, *places], [*places, len(whole)], strict=True)]


def headers_of(default: Default, length: int) -> list[tuple[str, str]]:
    """Return the headers with this length."""
    return [
        (name, str(length) if name == "Content-Length" else value)
        for name, value in default.headers
    ]


def through_asgi(default: Default, chunks: list[bytes]) -> bool:
    """Send it through the middleware; return whether it comes out as it went in."""
    headers = headers_of(default, sum(map(len, chunks)))
    bodies = [body(chunk, more=n < len(chunks)) for n, chunk in enumerate(chunks, 1)]
    steps: list[Any] = [start(default.status, headers), *bodies]
    app = asgi.ErrorPagesMiddleware(asgi_app(*steps), PAGES)
    return run_asgi(app, scope=scope_of(default.request)).messages == steps


def through_wsgi(default: Default, chunks: list[bytes]) -> bool:
    """Send it through the middleware; return whether it comes out as it went in."""
    headers = headers_of(default, sum(map(len, chunks)))
    line = f"{default.status} Whatever"
    app = wsgi.ErrorPagesMiddleware(wsgi_app(line, headers, chunks), PAGES)
    seen = run_wsgi(app, environ_=environ_of(default.request))
    return (seen.line, seen.headers, seen.chunks) == (line, headers, chunks)


every_framework = pytest.mark.parametrize("framework", FRAMEWORKS, ids=str)
THROUGH: dict[str, Callable[[Default, list[bytes]], bool]] = {
    "asgi": through_asgi,
    "wsgi": through_wsgi,
}


@every_framework
@settings(max_examples=60)
@given(data=st.data())
def test_152_a_body_that_differs_in_one_byte_passes_as_it_is(
    framework: Framework, data: st.DataObject
) -> None:
    default = data.draw(st.sampled_from(defaults_of(framework)))
    chunks = cut(data, changed(data, default.body))

    assert through_asgi(default, chunks)
    assert through_wsgi(default, chunks)


@every_framework
@settings(max_examples=20)
@given(data=st.data())
def test_152_a_default_is_replaced_in_however_many_chunks_it_comes(
    framework: Framework, data: st.DataObject
) -> None:
    default = data.draw(st.sampled_from(defaults_of(framework)))

    assert not THROUGH[framework.protocol](default, cut(data, default.body))


@every_framework
@settings(max_examples=20)
@given(data=st.data())
def test_152_a_default_of_another_status_or_type_passes_as_it_is(
    framework: Framework, data: st.DataObject
) -> None:
    default = data.draw(st.sampled_from(defaults_of(framework)))
    headers = tuple(
        (name, value + ";x=y" if name == "Content-Type" else value)
        for name, value in default.headers
    )
    typed = Default(
        request=default.request, status=default.status, headers=headers, body=default.body
    )
    teapot = Default(
        request=default.request, status=418, headers=default.headers, body=default.body
    )

    for other in (typed, teapot):
        assert THROUGH[framework.protocol](other, cut(data, default.body))
