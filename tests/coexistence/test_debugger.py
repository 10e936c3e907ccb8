"""Werkzeug's debugger: its traceback for what was not handled, our page for all else."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.debug import DebuggedApplication
from werkzeug.test import Client

from coexistence.apps import KINDS, PAGES, is_page
from doubles import Seen
from httpolite.wsgi import ErrorPagesMiddleware

ERRORS = {"/nowhere": 404, "/refused": 403, "/taken": 409, "/full": 503, "/bare": 503}
PLACES = ("around the app", "around wsgi_app before install", "around wsgi_app after install")


def debugged(place: str, *, debug: bool = True) -> Any:
    app = KINDS["flask"].make()
    app.debug = debug
    if place == PLACES[1]:
        app.wsgi_app = DebuggedApplication(app.wsgi_app)
    KINDS["flask"].give_pages(app, PAGES)
    if place == PLACES[2]:
        app.wsgi_app = DebuggedApplication(app.wsgi_app)
    return DebuggedApplication(app) if place == PLACES[0] else app


def get(app: Any, path: str) -> Seen:
    # Its generator calls start_response late, which not every server can take.
    response = Client(app).get(path)
    return Seen(response.status_code, headers=[*response.headers], chunks=[response.data])


def is_traceback(seen: Any) -> bool:
    return (
        seen.status == 500
        and b"Werkzeug Debugger" in seen.body
        and b"RuntimeError: secret" in seen.body
    )


@pytest.mark.parametrize("place", PLACES)
def test_64_what_flask_does_not_handle_is_the_debuggers(place: str) -> None:
    seen = get(debugged(place), "/boom/7")

    assert is_traceback(seen)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_64_all_other_errors_show_our_page(place: str, path: str, status: int) -> None:
    assert is_page(get(debugged(place), path), status)


@pytest.mark.parametrize("place", PLACES)
def test_64_without_debug_it_has_nothing_to_show(place: str) -> None:
    assert is_page(get(debugged(place, debug=False), "/boom/7"), 500)


@pytest.mark.parametrize(("path", "status"), [("/boom/7", 500), ("/nowhere", 404), ("/bare", 503)])
def test_64_around_a_plain_app_it_is_to_be_inside(path: str, status: int) -> None:
    app = ErrorPagesMiddleware(DebuggedApplication(KINDS["wsgi"].make()), PAGES)
    seen = get(app, path)

    assert is_traceback(seen) if path == "/boom/7" else is_page(seen, status)


def test_around_a_plain_apps_pages_it_has_nothing_to_show() -> None:
    app = DebuggedApplication(ErrorPagesMiddleware(KINDS["wsgi"].make(), PAGES))

    assert is_page(get(app, "/boom/7"), 500)
