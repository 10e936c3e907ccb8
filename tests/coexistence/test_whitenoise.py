"""WhiteNoise: its files pass as they are, its bare errors become pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from wsgiref.util import FileWrapper

import pytest
from whitenoise import WhiteNoise  # type: ignore[import-untyped]
from whitenoise.responders import NOT_ALLOWED_RESPONSE  # type: ignore[import-untyped]

from coexistence.apps import KINDS, PAGES, is_page
from doubles import environ, run_wsgi

if TYPE_CHECKING:
    from pathlib import Path

FILE = b"body{color:red}\n" * 400
KINDS_ASKED = ("wsgi", "flask")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "style.css").write_bytes(FILE)
    (tmp_path / "404.html").write_bytes(b"")
    return tmp_path


def white(kind: str, files: Path) -> tuple[Any, Any]:
    """Return WhiteNoise alone, and the app with it inside of its pages."""
    app = KINDS[kind].make()
    if kind == "flask":
        noise = app.wsgi_app = WhiteNoise(app.wsgi_app, root=files)
        return noise, KINDS[kind].give_pages(app, PAGES)
    noise = WhiteNoise(app, root=files)
    return noise, KINDS[kind].give_pages(noise, PAGES)


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_78_79_its_405_becomes_a_page_and_its_own_headers_stay_as_they_are(
    kind: str, files: Path
) -> None:
    app = white(kind, files)[1]
    for _ in range(2):
        seen = run_wsgi(app, "POST", "/style.css")

        assert is_page(seen, 405)
        assert seen.value("allow") == "GET, HEAD"
    assert NOT_ALLOWED_RESPONSE.headers == [("Allow", "GET, HEAD")]


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_78_its_416_becomes_a_page_that_keeps_the_size(kind: str, files: Path) -> None:
    asked = [("range", "bytes=9999-")]
    seen = run_wsgi(white(kind, files)[1], path="/style.css", headers=asked)

    assert is_page(seen, 416)
    assert seen.value("content-range") == f"bytes */{len(FILE)}"


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_what_it_does_not_know_is_the_apps(kind: str, files: Path) -> None:
    app = white(kind, files)[1]

    assert run_wsgi(app, path="/ok").body == b"fine"
    assert is_page(run_wsgi(app, path="/nowhere"), 404)
    assert is_page(run_wsgi(app, path="/bare"), 503)
    assert is_page(run_wsgi(app, path="/taken"), 409)


@pytest.mark.parametrize("kind", KINDS_ASKED)
@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", [], 200),
        ("HEAD", [], 200),
        ("GET", [("range", "bytes=5-99")], 206),
        ("GET", [("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")], 304),
    ],
)
def test_56_108_a_file_is_sent_as_without_httpolite(
    kind: str, files: Path, method: str, headers: Any, status: int
) -> None:
    alone, paged = (run_wsgi(app, method, "/style.css", headers) for app in white(kind, files))

    assert paged.status == status
    assert (paged.line, paged.headers, paged.body) == (alone.line, alone.headers, alone.body)


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_56_a_servers_file_wrapper_comes_through_as_the_object_it_made(
    kind: str, files: Path
) -> None:
    made = []

    class Sendfile(FileWrapper):
        def __init__(self, file: Any) -> None:
            super().__init__(file)
            made.append(self)

    asked = {**environ("GET", "/style.css"), "wsgi.file_wrapper": Sendfile}
    body = white(kind, files)[1](asked, lambda *_: None)

    assert made == [body]
    assert os.fstat(body.filelike.fileno()).st_size == len(FILE)
    body.close()


def test_outside_of_a_flask_apps_pages_its_own_errors_stay_bare(files: Path) -> None:
    app = KINDS["flask"].give_pages(KINDS["flask"].make(), PAGES)
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=files)

    assert run_wsgi(app, "POST", "/style.css").body == b""
    assert is_page(run_wsgi(app, path="/nowhere"), 404)
    assert run_wsgi(app, path="/style.css").body == FILE
