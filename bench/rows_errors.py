"""What an error page costs where a framework has already paid for its own, and on a bare app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import apps, checks
from bench.clients import PROGRAM, Client
from bench.drivers import asgi, ask_asgi, ask_wsgi, wsgi
from bench.timing import Row, compare, of

if TYPE_CHECKING:
    from bench.table import Result
    from bench.timing import Options

RAISED = "/raised/shop/items/14c"


def starlette(options: Options) -> list[Result]:
    """Measure `install`, and the middleware around a bare app and around Starlette."""
    from httpolite.asgi import ErrorPagesMiddleware
    from httpolite.starlette import install

    person, program, raising = Client(), Client(PROGRAM), Client(path=RAISED)
    own, ours = apps.starlette(), install(apps.starlette())
    bare = ErrorPagesMiddleware(apps.asgi_missing)
    outside = ErrorPagesMiddleware(apps.starlette())
    for client in (person, raising):
        checks.answer(ask_asgi(own, client), 404, "text/plain", b"Not Found")
        checks.page(ask_asgi(ours, client))
    for app in (bare, outside):
        checks.page(ask_asgi(app, person))
    checks.document(ask_asgi(bare, program))
    works = {
        "own": asgi(own, person, raises=True),
        "own raised": asgi(own, raising, raises=True),
        "page": asgi(ours, person, raises=True),
        "page raised": asgi(ours, raising, raises=True),
        "bare page": asgi(bare, person, raises=True),
        "bare json": asgi(bare, program, raises=True),
        "outside": asgi(outside, person, raises=True),
    }
    text = "Starlette's own 404, 9 bytes of text"
    rows = [
        Row("404 no route, page, Starlette install", text, of("page"), of("own"), 0.95, 0.85),
        Row(
            "raised HTTPException(404), page, Starlette install",
            "the same app without",
            of("page raised"),
            of("own raised"),
            1.25,
            1.10,
        ),
        Row("bare ASGI 404 -> page, middleware", text, of("bare page"), of("own"), 0.45, 0.38),
        Row(
            "bare ASGI 404 -> problem+json, middleware",
            text,
            of("bare json"),
            of("own"),
            0.42,
            0.38,
        ),
        Row("404 of Starlette -> page, middleware", text, of("outside"), of("own"), 1.6, 1.45),
    ]
    return compare(works, rows, options)


def fastapi(options: Options) -> list[Result]:
    """Measure `install` on FastAPI, without a route and raised, as a page and as a document."""
    from httpolite.fastapi import install

    own, ours = apps.fastapi(), install(apps.fastapi())
    works, rows = {}, []
    for way, path, target, stretch in (
        ("no route", Client().path, 0.80, 0.70),
        ("raised", RAISED, 1.02, 0.92),
    ):
        person, program = Client(path=path), Client(PROGRAM, path=path)
        checks.answer(ask_asgi(own, person), 404, "application/json", b'{"detail":"Not Found"}')
        checks.page(ask_asgi(ours, person))
        checks.document(ask_asgi(ours, program))
        works[f"{way} own"] = asgi(own, person, raises=True)
        works[f"{way} page"] = asgi(ours, person, raises=True)
        works[f"{way} problem+json"] = asgi(ours, program, raises=True)
        rows += [
            Row(
                f"404 {way}, {form}, FastAPI install",
                "FastAPI's own JSON 404",
                of(f"{way} {form}"),
                of(f"{way} own"),
                target,
                stretch,
            )
            for form in ("page", "problem+json")
        ]
    return compare(works, rows, options)


def flask(options: Options) -> list[Result]:
    """Measure `install` on Flask."""
    from httpolite.flask import install

    person, program = Client(), Client(PROGRAM)
    own, ours = apps.flask(), install(apps.flask())
    checks.answer(ask_wsgi(own, person), 404, "text/html", b"<h1>Not Found</h1>")
    checks.page(ask_wsgi(ours, person))
    checks.document(ask_wsgi(ours, program))
    works = {
        "own": wsgi(own, person, raises=True),
        "page": wsgi(ours, person, raises=True),
        "problem+json": wsgi(ours, program, raises=True),
    }
    rows = [
        Row(
            f"404 no route, {form}, Flask install",
            "Flask's own 404 page",
            of(form),
            of("own"),
            0.85,
            0.75,
        )
        for form in ("page", "problem+json")
    ]
    return compare(works, rows, options)


def wsgi_404(options: Options) -> list[Result]:
    """Measure the WSGI middleware around a bare app; Flask's page stands beside it."""
    from httpolite.wsgi import ErrorPagesMiddleware

    person, program = Client(), Client(PROGRAM)
    own, ours = apps.flask(), ErrorPagesMiddleware(apps.wsgi_missing)
    checks.page(ask_wsgi(ours, person))
    checks.document(ask_wsgi(ours, program))
    works = {
        "own": wsgi(own, person, raises=True),
        "page": wsgi(ours, person, raises=True),
        "problem+json": wsgi(ours, program, raises=True),
    }
    rows = [
        Row(f"bare WSGI 404 -> {form}, middleware", "Flask's own 404 page", of(form), of("own"))
        for form in ("page", "problem+json")
    ]
    return compare(works, rows, options)


def failing(options: Options) -> list[Result]:
    """Measure the page for an unhandled exception, which then goes on to the server."""
    from starlette.middleware.errors import ServerErrorMiddleware

    from httpolite.asgi import ErrorPagesMiddleware

    client = Client()
    ours, peer = ErrorPagesMiddleware(apps.asgi_failing), ServerErrorMiddleware(apps.asgi_failing)
    checks.page(ask_asgi(ours, client), 500)
    checks.answer(ask_asgi(peer, client), 500, "text/plain", b"Internal Server Error")
    works = {
        "ours": asgi(ours, client, raises=True),
        "peer": asgi(peer, client, raises=True),
    }
    row = Row(
        "exception -> 500 page, ASGI middleware",
        "Starlette's ServerErrorMiddleware",
        of("ours"),
        of("peer"),
        1.15,
        1.0,
    )
    return compare(works, [row], options)
