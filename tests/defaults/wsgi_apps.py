"""WSGI frameworks, each with routes that raise: /raise/<status>/…, /crash/… and /only-get/….

Whatever follows is part of the path that a default body may name.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

HERE = str(Path(__file__).parent)


def flask() -> Any:
    from flask import Flask, abort

    app = Flask("defaults", static_folder=HERE, static_url_path="/files")

    @app.get("/raise/<int:status>/<path:rest>")
    def error(status: int, rest: str) -> str:
        abort(status)

    @app.get("/crash/<path:rest>")
    def crash(rest: str) -> str:
        raise KeyError(rest)

    return app


def bottle() -> Any:
    import bottle

    def error(status: int, rest: str) -> None:
        raise bottle.HTTPError(status)

    def abort(status: int, rest: str) -> None:
        bottle.abort(status)

    def crash(rest: str) -> None:
        raise KeyError(rest)

    def stream(rest: str) -> Any:
        raise KeyError(rest)
        yield ""

    def files(rest: str) -> Any:
        return bottle.static_file(rest, HERE)

    def secret(rest: str) -> None: ...

    app = bottle.Bottle()
    app.get("/raise/<status:int>/<rest:path>", callback=error)
    app.get("/abort/<status:int>/<rest:path>", callback=abort)
    app.get("/crash/<rest:path>", callback=crash)
    app.get("/stream/<rest:path>", callback=stream)
    app.get("/files/<rest:path>", callback=files)
    auth = bottle.auth_basic(lambda user, password: False)
    app.get("/secret/<rest:path>", callback=auth(secret))
    return app


class Nobody:
    """Pyramid's way to say that nobody may do anything."""

    def permits(self, _request: Any, _context: Any, _permission: str) -> bool:
        return False


def pyramid() -> Any:
    with warnings.catch_warnings(action="ignore"):  # of how it finds its own files
        from pyramid.config import Configurator
        from pyramid.httpexceptions import exception_response

    def error(request: Any) -> None:
        raise exception_response(int(request.matchdict["status"]))

    def base(request: Any) -> None:
        from pyramid import httpexceptions

        raise getattr(httpexceptions, request.matchdict["name"])

    config = Configurator()
    config.add_route("raise", "/raise/{status}/*rest", request_method="GET")
    config.add_view(error, route_name="raise")
    config.add_route("base", "/base/{name}")
    config.add_view(base, route_name="base")
    config.add_static_view("files", HERE)
    config.add_route("only-get", "/only-get")
    config.add_view(error, route_name="only-get", request_method="GET")
    config.set_security_policy(Nobody())
    config.add_route("secret", "/secret")
    config.add_view(error, route_name="secret", permission="see")
    return config.make_wsgi_app()


def falcon() -> Any:
    import falcon

    def error(_req: Any, _resp: Any, status: str) -> None:
        raise falcon.HTTPError(int(status))

    def line(_req: Any, _resp: Any, status: str) -> None:
        raise falcon.HTTPError(falcon.code_to_http_status(int(status)))

    def crash(_req: Any, _resp: Any) -> None:
        raise KeyError("secret")

    class OnlyGet:
        def on_get(self, _req: Any, _resp: Any) -> None: ...

    class Number:
        def on_get(self, req: Any, _resp: Any) -> None:
            req.get_param("n", required=True)

    app: Any = falcon.App()
    app.add_sink(error, r"/raise/(?P<status>\d+)/")
    app.add_sink(line, r"/line/(?P<status>\d+)/")
    app.add_sink(crash, "/crash/")
    app.add_static_route("/files", HERE)
    app.add_route("/only-get", OnlyGet())
    app.add_route("/number", Number())
    return app
