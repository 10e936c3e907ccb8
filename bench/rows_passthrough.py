"""What a response costs that is none of ours: most of them, so it comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench import apps, checks
from bench.clients import Client
from bench.drivers import asgi, ask_asgi, ask_wsgi, wsgi
from bench.timing import Row, added, compare, of

if TYPE_CHECKING:
    from bench.table import Result
    from bench.timing import Cost, Options, Round

MANY = 21  # messages of a streamed response


def asgi_200(options: Options) -> list[Result]:
    """Measure the ASGI middleware around an app that answers at once, and one that streams."""
    from starlette.middleware.errors import ServerErrorMiddleware

    from httpolite.asgi import ErrorPagesMiddleware

    client = Client()
    wraps: dict[str, Any] = {
        "bare": lambda app: app,
        "ours": ErrorPagesMiddleware,
        "peer": ServerErrorMiddleware,
    }
    works = {}
    for name, wrap in wraps.items():
        for messages in (2, MANY):
            app = wrap(apps.asgi_ok(messages))
            checks.answer(ask_asgi(app, client), 200, "text/plain", b"ok")
            works[f"{name} {messages}"] = asgi(app, client)
    rows = [
        Row(
            "ASGI 200 through the middleware",
            "what Starlette's ServerErrorMiddleware adds",
            added("ours 2", "bare 2"),
            added("peer 2", "bare 2"),
            target=0.70,
            stretch=0.60,
        ),
        Row(
            "each further streamed message",
            "what ServerErrorMiddleware adds",
            _per_message("ours"),
            _per_message("peer"),
            target=0.5,
            stretch=0.4,
        ),
    ]
    return compare(works, rows, options)


def _per_message(name: str) -> Cost:
    def cost(times: Round) -> float:
        more = times[f"{name} {MANY}"] - times[f"{name} 2"]
        return (more - (times[f"bare {MANY}"] - times["bare 2"])) / (MANY - 2)

    return cost


def starlette_200(options: Options) -> list[Result]:
    """Measure a Starlette app with `install`, beside the same app without."""
    from httpolite.starlette import install

    client = Client(path="/")
    works = {}
    for name, app in {"with": install(apps.starlette()), "without": apps.starlette()}.items():
        checks.answer(ask_asgi(app, client), 200, "text/plain", b"ok")
        works[name] = asgi(app, client)
    row = Row(
        "200 of a Starlette app with install",
        "the same app without",
        of("with"),
        of("without"),
        target=1.10,
        stretch=1.06,
    )
    return compare(works, [row], options)


def wsgi_200(options: Options) -> list[Result]:
    """Measure the WSGI middleware, and see that the app's own iterable comes out of it."""
    from httpolite.wsgi import ErrorPagesMiddleware

    client = Client()
    body = [b"ok"]

    def constant(environ: object, start_response: object) -> list[bytes]:
        apps.wsgi_ok(environ, start_response)
        return body

    if ask_wsgi(ErrorPagesMiddleware(constant), client).iterable is not body:
        raise checks.WrongAnswerError("wanted the app's own iterable")
    works = {}
    for name, app in {
        "bare": apps.wsgi_ok,
        "ours": ErrorPagesMiddleware(apps.wsgi_ok),
        "no-op": apps.NoOpWSGI(apps.wsgi_ok),
    }.items():
        checks.answer(ask_wsgi(app, client), 200, "text/plain", b"ok")
        works[name] = wsgi(app, client)
    row = Row(
        "WSGI 200 through the middleware",
        "what a class that does nothing adds",
        added("ours", "bare"),
        added("no-op", "bare"),
        target=2.3,
        stretch=2.1,
    )
    return compare(works, [row], options)
