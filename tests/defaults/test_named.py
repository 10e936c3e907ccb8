"""Defaults that name an address: the whole URL, mounts, other hosts, other paths."""

from __future__ import annotations

from typing import Any

import pytest

from defaults.asking import (
    PAGES,
    Request,
    alone,
    behind,
    environ_of,
    inquiry_of,
    serve,
    without_exc_info,
)
from defaults.frameworks import FRAMEWORKS, made
from doubles import Seen, run_wsgi
from httpolite import asgi, wsgi
from httpolite.replacement.fingerprints import is_default

pytestmark = pytest.mark.filterwarnings("ignore")

NAMED = {f.name: f for f in FRAMEWORKS}
BOTTLE, PYRAMID, SANIC = (NAMED[name] for name in ("Bottle", "Pyramid", "Sanic"))
HOSTS: dict[str, tuple[tuple[str, str], ...]] = {
    "a port": (("host", "example.com:8080"),),
    "the usual port": (("host", "example.com:80"),),
    "IPv6": (("host", "[::1]"),),
    "IPv6 with a port": (("host", "[::1]:8080"),),
    "a proxy": (("x-forwarded-host", "public.example"), ("x-forwarded-proto", "https")),
    "an empty one": (("host", ""),),
}


def was_replaced(seen: Seen) -> bool:
    return seen.value("content-type") == "application/problem+json"


def asked_by_hand(app: Any, request: Request, **changes: Any) -> Seen:
    """Ask a WSGI app with another environ than a browser's request makes; None leaves out."""
    native = {**environ_of(request), **changes}
    for name in [name for name, value in native.items() if value is None]:
        del native[name]
    return run_wsgi(app, environ_=native)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/nowhere", "/files/../nowhere"])
@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID], ids=str)
def test_the_url_is_named_as_the_request_gives_it(framework: Any, host: str, path: str) -> None:
    request = Request(path=path, query="a=b", headers=HOSTS[host])

    assert was_replaced(behind(framework, request))


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("port", ["80", "443", "8080", None])
@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID], ids=str)
def test_without_a_host_header_the_server_is_named(
    framework: Any, scheme: str, port: str | None
) -> None:
    app = wsgi.ErrorPagesMiddleware(framework.app, PAGES)
    environ = {"HTTP_HOST": None, "SERVER_PORT": port, "wsgi.url_scheme": scheme}

    assert was_replaced(asked_by_hand(app, Request(path="/files/../x"), **environ))
    assert was_replaced(asked_by_hand(app, Request(path="/nowhere"), **environ))


def in_place(app: Any) -> Any:
    """Mount as Werkzeug's dispatcher does: in the environ that httpolite knows."""
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    return DispatcherMiddleware(made("wsgi_apps:flask"), {"/mount": app})


def in_a_copy(app: Any) -> Any:
    """Mount in an environ of its own."""

    def mounting(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].removeprefix("/mount")
        return app({**environ, "SCRIPT_NAME": "/mount", "PATH_INFO": path}, start_response)

    return mounting


def in_bottle(app: Any) -> Any:
    """Mount as Bottle does: the environ is put back."""
    import bottle

    outer = bottle.Bottle()
    outer.mount("/mount/", app)
    return outer


@pytest.mark.parametrize("mount", [in_place, in_a_copy, in_bottle])
@pytest.mark.parametrize("path", ["/mount/nowhere", "/mount/a/b/c", "/mount/<b>'"])
@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID], ids=str)
def test_a_mounted_app_names_the_end_of_the_path(framework: Any, mount: Any, path: str) -> None:
    app = wsgi.ErrorPagesMiddleware(mount(framework.app), PAGES)

    assert was_replaced(serve("wsgi", app, Request(path=path, query="a=b")))


def test_the_root_of_a_mounted_app_has_no_path() -> None:
    for framework in (BOTTLE, PYRAMID):
        assert was_replaced(behind(framework, Request(path="", mount="/app")))


def test_a_mount_below_eight_others_is_too_deep() -> None:
    mount = "/m" * 10
    for path, replaced in ((mount[:16], True), (mount, False)):
        seen = behind(PYRAMID, Request(path="/x", mount=path))
        assert was_replaced(seen) == replaced


@pytest.mark.parametrize("name", ["Sanic", "Litestar", "Falcon ASGI", "Quart"])
def test_an_app_mounted_in_an_asgi_app_is_recognised(name: str) -> None:
    from starlette.applications import Starlette
    from starlette.routing import Mount

    outer = Starlette(routes=[Mount("/mount", NAMED[name].app)])
    app = asgi.ErrorPagesMiddleware(outer, PAGES)

    for path in ("/mount/nowhere", "/mount/é/b"):
        assert was_replaced(serve("asgi", app, Request(path=path)))


@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID], ids=str)
def test_a_wsgi_app_in_an_asgi_app_is_recognised(framework: Any) -> None:
    import asgiref.wsgi

    to_asgi: Any = asgiref.wsgi.WsgiToAsgi
    app = asgi.ErrorPagesMiddleware(to_asgi(without_exc_info(framework.app)), PAGES)

    for path in ("/nowhere", "/é/b", "/files/../x"):
        assert was_replaced(serve("asgi", app, Request(path=path, query="a=b")))


@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID, SANIC], ids=str)
@pytest.mark.parametrize("other", ["/elsewhere", "/nowherf", "/nowhere/x", "/Nowhere", "/now"])
def test_152_the_default_for_another_path_is_deliberate(framework: Any, other: str) -> None:
    for accept in framework.accepts:
        seen = alone(framework, Request(path="/nowhere", accept=accept))
        type_ = seen.value("content-type") or ""
        ours = inquiry_of(framework.protocol, Request(path="/nowhere", accept=accept))
        others = inquiry_of(framework.protocol, Request(path=other, accept=accept))
        assert is_default(404, type_, seen.body, ours)
        assert not is_default(404, type_, seen.body, others)


@pytest.mark.parametrize(
    "other",
    [
        Request(query="a=c"),
        Request(host="example.org"),
        Request(headers=(("x-forwarded-proto", "https"),)),
        Request(mount="/app"),
    ],
    ids=str,
)
def test_152_the_default_for_another_url_is_deliberate(other: Request) -> None:
    seen = alone(BOTTLE, Request(query="a=b"))
    type_ = seen.value("content-type") or ""
    assert is_default(404, type_, seen.body, inquiry_of("wsgi", Request(query="a=b")))
    assert not is_default(404, type_, seen.body, inquiry_of("wsgi", other))


@pytest.mark.parametrize("framework", [BOTTLE, PYRAMID, SANIC], ids=str)
@pytest.mark.parametrize("length", [600, 1900, 2100, 60_000])
def test_8_a_default_that_names_too_long_a_path_is_left_alone(framework: Any, length: int) -> None:
    request = Request(path="/" + "x" * length)
    alone_ = alone(framework, request)

    seen = behind(framework, request)

    assert was_replaced(seen) == (len(alone_.body) <= 2048)
    assert was_replaced(seen) or seen.body == alone_.body


@pytest.mark.parametrize("path", ["/http://[", "/a://[<x>&"])
def test_what_is_sent_when_bottles_own_page_fails_is_recognised(path: str) -> None:
    request = Request(path=path)

    assert alone(BOTTLE, request).body.startswith(b"<h1>Critical error")
    assert was_replaced(behind(BOTTLE, request))
