"""problem+json for a 404 without a route: ours, and what others make of it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bench import apps, checks
from bench.clients import PROGRAM, Client
from bench.drivers import asgi, ask_asgi, ask_wsgi, run, wsgi
from bench.timing import Row, compare, of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.drivers import Seen
    from bench.table import Result
    from bench.timing import Options, Work

    Makers = Mapping[str, Callable[[], Any]]

# They answer JSON by themselves and are printed for comparison; packages write problem+json.
_FRAMEWORKS = {"falcon", "sanic", "litestar"}


def beside_starlette(options: Options) -> list[Result]:
    """Compare Starlette's `install` with a package for it, and with other frameworks."""
    from httpolite.starlette import install

    makers = {
        "starlette-problem": _starlette_problem,
        "falcon": _falcon,
        "sanic": _sanic,
        "litestar": _litestar,
    }
    return _compare("Starlette", install(apps.starlette()), makers, ask_asgi, asgi, options)


def beside_fastapi(options: Options) -> list[Result]:
    """Compare FastAPI's `install` with the packages for it."""
    from httpolite.fastapi import install

    makers = {
        "fastapi-problem": _fastapi_problem,
        "fastapi-problem-details": _fastapi_problem_details,
        "fastapi-rfc9457": _fastapi_rfc9457,
        "fastapi-faults": _fastapi_faults,
    }
    return _compare("FastAPI", install(apps.fastapi()), makers, ask_asgi, asgi, options)


def beside_flask(options: Options) -> list[Result]:
    """Compare Flask's `install` with a package for it."""
    from httpolite.flask import install

    makers = {"flask-problem-details": _flask_problem_details}
    return _compare("Flask", install(apps.flask()), makers, ask_wsgi, wsgi, options)


def _compare(  # noqa: PLR0913, PLR0917 - what two protocols differ in
    framework: str,
    ours: Any,
    makers: Makers,
    ask: Callable[[Any, Client], Seen],
    drive: Callable[..., Work],
    options: Options,
) -> list[Result]:
    client = Client(PROGRAM)
    checks.document(ask(ours, client))
    works, rows = {"ours": drive(ours, client, raises=True)}, []
    for name, make in makers.items():
        if find_spec(name.replace("-", "_")) is None:
            continue  # fastapi-faults needs Python 3.12
        app = make()
        if name in _FRAMEWORKS:
            checks.answer(ask(app, client), 404, "application/json")
        else:
            checks.problem(ask(app, client))
        works[name] = drive(app, client, raises=True)
        target = None if name in _FRAMEWORKS else 1.0
        work = f"problem+json 404, {framework} install"
        rows.append(Row(work, name, of("ours"), of(name), target))
    return compare(works, rows, options)


def _starlette_problem() -> Any:
    from starlette_problem.handler import add_exception_handler

    app = apps.starlette()
    add_exception_handler(app)
    return app


def _falcon() -> Any:
    import falcon.asgi

    return falcon.asgi.App()


def _sanic() -> Any:
    from sanic import Sanic
    from sanic.response import text

    app = Sanic("bench", configure_logging=False)

    @app.get("/")
    async def home(_request: Any) -> Any:
        return text("ok")

    _start_up(app)
    return app


def _litestar() -> Any:
    from litestar import Litestar

    return Litestar([], logging_config=None)


def _fastapi_problem() -> Any:
    from fastapi_problem.handler import add_exception_handler, new_exception_handler

    app = apps.fastapi()
    add_exception_handler(app, new_exception_handler())
    return app


def _fastapi_problem_details() -> Any:
    import fastapi_problem_details

    return fastapi_problem_details.init_app(apps.fastapi())


def _fastapi_rfc9457() -> Any:
    from fastapi_rfc9457.server import add_problem_handlers

    app = apps.fastapi()
    add_problem_handlers(app)
    return app


def _fastapi_faults() -> Any:
    from fastapi_faults import FaultRegistry

    app = apps.fastapi()
    registry = FaultRegistry(faults=[], name="bench", type_base="https://example.com/problems")
    registry.install(app)
    return app


def _flask_problem_details() -> Any:
    from flask_problem_details import configure_app

    return configure_app(apps.flask(), with_traceback=False)


def _start_up(app: Any) -> None:
    """Tell an app that its server has started."""
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> Any:
        return messages.pop(0) if len(messages) == 2 else await asyncio.Future()

    async def send(_message: Any) -> None:
        raise _StartedError

    async def start() -> None:
        with suppress(_StartedError):
            await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)

    run(start())


class _StartedError(Exception):
    """Ends a start-up that would go on until the server stops."""
