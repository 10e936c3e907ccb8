"""The test clients of Flask, Starlette and FastAPI: they raise what the app raises, or show pages."""

from __future__ import annotations

from typing import Any

import fastapi.testclient
import pytest
import starlette.testclient
import werkzeug.test

from coexistence.apps import KINDS, PAGES, PROBLEM

ERRORS = {"/nowhere": 404, "/refused": 403, "/taken": 409, "/full": 503, "/bare": 503}
CLIENTS: dict[str, Any] = {
    "starlette": starlette.testclient.TestClient,
    "fastapi": fastapi.testclient.TestClient,
    "asgi": starlette.testclient.TestClient,
}
# What Flask is told, and whether it then raises.
SETTINGS: list[tuple[dict[str, bool], bool]] = [
    ({}, False),
    ({"TESTING": True}, True),
    ({"TESTING": True, "PROPAGATE_EXCEPTIONS": False}, False),
    ({"PROPAGATE_EXCEPTIONS": True}, True),
]


def paged(kind: str, **settings: bool) -> Any:
    app = KINDS[kind].make()
    if kind == "flask":
        app.config.update(settings)
    return KINDS[kind].give_pages(app, PAGES)


def is_page(response: Any, status: int) -> bool:
    typed = response.headers["content-type"] == PROBLEM
    return response.status_code == status and typed and "secret" not in response.text


@pytest.mark.parametrize("kind", CLIENTS)
def test_46_a_client_raises_what_the_app_raised(kind: str) -> None:
    client = CLIENTS[kind](paged(kind))

    with pytest.raises(RuntimeError, match="secret") as caught:
        client.get("/boom/7")
    assert caught.traceback[-1].name == "boom"


@pytest.mark.parametrize("kind", CLIENTS)
def test_46_a_client_that_does_not_raise_gets_the_page(kind: str) -> None:
    client = CLIENTS[kind](paged(kind), raise_server_exceptions=False)

    assert is_page(client.get("/boom/7"), 500)
    assert client.get("/ok").text == "fine"


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_46_a_client_gets_the_page_of_any_other_error(kind: str, path: str, status: int) -> None:
    assert is_page(CLIENTS[kind](paged(kind)).get(path), status)


@pytest.mark.parametrize(("settings", "raises"), SETTINGS)
@pytest.mark.parametrize("within", [True, False], ids=["in a with block", "at once"])
def test_64_flasks_client_raises_what_flask_lets_out(
    settings: dict[str, bool], raises: bool, within: bool
) -> None:
    client = paged("flask", **settings).test_client()
    if within:
        with client:
            assert_raised_or_page(client, raises)
    else:
        assert_raised_or_page(client, raises)


def assert_raised_or_page(client: Any, raises: bool) -> None:
    if raises:
        with pytest.raises(RuntimeError, match="secret") as caught:
            client.get("/boom/7")
        assert caught.traceback[-1].name == "boom"
    else:
        assert is_page(client.get("/boom/7"), 500)
    assert client.get("/ok").text == "fine"


@pytest.mark.parametrize(("settings", "raises"), SETTINGS)
@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_64_flasks_client_gets_the_page_of_any_other_error(
    settings: dict[str, bool], raises: bool, path: str, status: int
) -> None:
    assert is_page(paged("flask", **settings).test_client().get(path), status)


def test_63_around_a_plain_wsgi_app_werkzeugs_client_gets_the_page() -> None:
    app = paged("wsgi")

    assert is_page(werkzeug.test.Client(app).get("/boom/7"), 500)
    assert is_page(werkzeug.test.Client(app).get("/taken"), 409)
    assert werkzeug.test.Client(app).get("/ok").text == "fine"


def test_63_it_raises_when_it_is_closed_if_the_pages_say_so() -> None:
    app = KINDS["wsgi"].give_pages(KINDS["wsgi"].make(), PAGES.with_options(propagate=True))
    response = werkzeug.test.Client(app).get("/boom/7")

    assert is_page(response, 500)
    with pytest.raises(RuntimeError, match="secret"):
        response.close()
