"""Sentry: each unhandled exception is one event, and nothing else is any."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FRAMEWORKS = ("flask", "starlette", "fastapi")
INSTALLED = [
    (kind, arranged)
    for kind in FRAMEWORKS
    for arranged in ("pages first", "Sentry first", "Sentry first, logged")
]
OUTSIDE = [
    (kind, arranged)
    for kind in ("asgi", "wsgi")
    for arranged in ("outside", "outside, logged", "outside, raised", "logging only")
]
INSIDE = [("asgi", "inside"), ("wsgi", "inside")]


@pytest.fixture(scope="module")
def told() -> Any:
    command = [sys.executable, "-m", "coexistence.sentry_probe"]
    done = subprocess.run(
        command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("kind", "arranged"), [*INSTALLED, *OUTSIDE, *INSIDE])
def test_25_an_unhandled_exception_is_one_event_and_a_page(
    told: Any, kind: str, arranged: str
) -> None:
    assert told[kind][arranged]["/boom/7"] == {
        "status": 500,
        "page": True,
        "events": ["RuntimeError"],
    }


@pytest.mark.parametrize(("kind", "arranged"), [*INSTALLED, *OUTSIDE, *INSIDE])
@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/refused", 403), ("/bare", 503)])
def test_a_page_in_place_of_a_bare_response_is_no_event(
    told: Any, kind: str, arranged: str, path: str, status: int
) -> None:
    assert told[kind][arranged][path] == {"status": status, "page": True, "events": []}


@pytest.mark.parametrize(("kind", "arranged"), [*INSTALLED, *OUTSIDE])
def test_97_a_raised_problem_below_500_is_no_event(told: Any, kind: str, arranged: str) -> None:
    assert told[kind][arranged]["/taken"] == {"status": 409, "page": True, "events": []}


@pytest.mark.parametrize(("kind", "arranged"), INSIDE)
def test_97_where_sentry_is_inside_a_problem_passes_it_as_an_exception(
    told: Any, kind: str, arranged: str
) -> None:
    assert told[kind][arranged]["/taken"] == {"status": 409, "page": True, "events": ["Problem"]}


@pytest.mark.parametrize(("kind", "arranged"), INSTALLED)
def test_a_raised_problem_of_500_or_more_is_an_event_where_an_http_exception_is_one(
    told: Any, kind: str, arranged: str
) -> None:
    page, alone = told[kind][arranged]["/full"], told[kind]["alone"]["/unavailable"]

    assert (page["status"], page["page"]) == (503, True)
    assert len(page["events"]) == len(alone["events"]) == (0 if kind == "flask" else 1)


@pytest.mark.parametrize(("kind", "arranged"), [*INSTALLED, ("asgi", "outside"), *INSIDE])
@pytest.mark.parametrize(
    "path", ["/ok", "/nowhere", "/refused", "/unavailable", "/bare", "/boom/7"]
)
def test_sentry_is_told_what_it_is_told_without_httpolite(
    told: Any, kind: str, arranged: str, path: str
) -> None:
    assert told[kind][arranged][path]["events"] == told[kind]["alone"][path]["events"]
