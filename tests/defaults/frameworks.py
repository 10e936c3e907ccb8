"""The frameworks, the statuses that each knows, and what each answers by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from defaults.asking import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Protocol = Literal["asgi", "wsgi"]
ANY_STATUS = range(400, 600)
OF_PYTHON = tuple(int(status) for status in HTTPStatus if status >= 400)


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A framework's app, and the requests that it has answers of its own to."""

    name: str
    protocol: Protocol
    make: str  # "module:function" of this package
    statuses: Callable[[], Iterable[int]] = lambda: OF_PYTHON
    raising: tuple[str, ...] = ("/raise/{status}/x",)
    raising_in_one_form: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ("",)  # one for each form that it has
    others: tuple[tuple[int, Request], ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def app(self) -> Any:
        """The app, made once."""
        return made(self.make)

    @cached_property
    def raised(self) -> list[tuple[int, Request]]:
        """Each status that it knows, raised by a view without a text, in each form."""
        paths = [(path, accept) for path in self.raising for accept in self.accepts]
        paths += [(path, self.accepts[0]) for path in self.raising_in_one_form]
        return [
            (status, Request(path=path.format(status=status), accept=accept))
            for status in self.statuses()
            for path, accept in paths
        ]

    @property
    def answered(self) -> list[tuple[int, Request]]:
        """What it has further answers to, in each form."""
        return [
            (status, replace(request, accept=accept))
            for status, request in self.others
            for accept in self.accepts
        ]


@cache
def made(make: str) -> Any:
    module, function = make.split(":")
    return getattr(import_module(f"defaults.{module}"), function)()


def of_werkzeug() -> Iterable[int]:
    from werkzeug.exceptions import default_exceptions

    return default_exceptions


def of_pyramid() -> Iterable[int]:
    from pyramid.httpexceptions import status_map

    return [status for status in status_map if status >= 400]


POST = Request(path="/raise/404/x", method="POST")
CRASH = Request(path="/crash/x")
FILE = Request(path="/files/nothing")
DJANGOS = ("400/a", "400/b", "400/c", "403/a", "404/a", "500/a")


def falcon(protocol: Protocol) -> Framework:
    return Framework(
        name=f"Falcon {protocol.upper()}",
        protocol=protocol,
        make=f"{protocol}_apps:falcon",
        statuses=lambda: ANY_STATUS,
        raising=("/line/{status}/x",),
        raising_in_one_form=("/raise/{status}/x",),  # Falcon 3 cannot say a number in XML
        accepts=(
            "",
            "application/xml",
            "text/xml",
            "a/b+json",
            "a/b+xml",
            "application/x-www-form-urlencoded",
        ),
        others=(
            (405, Request(path="/only-get", method="POST")),
            (400, Request(path="/only-get", method="BREW")),
            (500, CRASH),
            (404, FILE),
        ),
    )


def django(protocol: Protocol) -> Framework:
    return Framework(
        name=f"Django {protocol.upper()}",
        protocol=protocol,
        make=f"django_apps:{protocol}",
        statuses=tuple,
        others=tuple((int(path[:3]), Request(path=f"/raise/{path}")) for path in DJANGOS),
    )


FRAMEWORKS = (
    Framework(
        name="Flask",
        protocol="wsgi",
        make="wsgi_apps:flask",
        statuses=of_werkzeug,
        others=((405, POST), (500, CRASH), (404, FILE)),
    ),
    Framework(
        name="Quart",
        protocol="asgi",
        make="asgi_apps:quart",
        statuses=of_werkzeug,
        others=((405, POST), (500, CRASH), (404, FILE)),
    ),
    Framework(
        name="Starlette",
        protocol="asgi",
        make="asgi_apps:starlette",
        others=((405, POST), (404, FILE), (405, replace(FILE, method="POST"))),
    ),
    Framework(name="FastAPI", protocol="asgi", make="asgi_apps:fastapi", others=((405, POST),)),
    Framework(
        name="Litestar",
        protocol="asgi",
        make="asgi_apps:litestar",
        raising=(
            "/raise/{status}/x",
            "/raise-json/{status}/x",
            "/raise-messagepack/{status}/x",
            "/raise-html/{status}/x",
            "/raise-text/{status}/x",
            "/raise-css/{status}/x",
            "/raise-xml/{status}/x",
        ),
        others=(
            (405, POST),
            (500, CRASH),
            (404, FILE),
            (404, replace(FILE, path='/files/no "thing"/日本')),
            (400, replace(CRASH, host="example.org")),
        ),
    ),
    falcon("wsgi"),
    falcon("asgi"),
    django("wsgi"),
    django("asgi"),
    Framework(
        name="Bottle",
        protocol="wsgi",
        make="wsgi_apps:bottle",
        statuses=lambda: ANY_STATUS,
        raising=("/raise/{status}/x", "/abort/{status}/x"),
        others=(
            (405, POST),
            (500, CRASH),
            (500, Request(path="/stream/x")),
            (404, FILE),
            (403, Request(path="/files/../x")),
            (401, Request(path="/secret/x")),
        ),
    ),
    Framework(
        name="Pyramid",
        protocol="wsgi",
        make="wsgi_apps:pyramid",
        statuses=of_pyramid,
        accepts=("", "text/html", "application/json"),
        others=(
            (405, Request(path="/raise/405/x", method="GET")),
            (404, replace(POST, method="PUT")),
            (404, FILE),
            (404, Request(path="/files/../x", query="a=b")),
            (400, Request(path="/base/HTTPClientError")),
            (500, Request(path="/base/HTTPServerError")),
        ),
    ),
    Framework(
        name="Sanic",
        protocol="asgi",
        make="asgi_apps:sanic",
        statuses=lambda: ANY_STATUS,
        accepts=("", "text/plain", "application/json"),
        others=(
            (405, POST),
            (500, CRASH),
            (404, FILE),
            (500, Request(path="/handler/sync")),
            (500, Request(path="/handler/async")),
        ),
    ),
    Framework(
        name="BlackSheep",
        protocol="asgi",
        make="asgi_apps:blacksheep",
        others=((404, POST), (500, CRASH), (400, Request(path="/bad/x")), (404, FILE)),
    ),
)
