"""A theme of one's own: `python examples/own_theme/app.py`, then open /nowhere, /crash and /tickets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from httpolite import Brand, ErrorPages
from httpolite.wsgi import ErrorPagesMiddleware

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

pages = ErrorPages(theme=Path(__file__).parent, brand=Brand(name="Harbour Theatre"))
CLOSED = [("Retry-After", "Tue, 24 Nov 2026 12:00:00 GMT")]


def theatre(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    path = environ["PATH_INFO"]
    if path == "/crash":
        raise RuntimeError("what stands here is logged and never sent")
    if path == "/tickets":
        start_response("503 Service Unavailable", CLOSED)
        return []
    found = path == "/"
    start_response("200 OK" if found else "404 Not Found", [("Content-Type", "text/plain")])
    return [b"Try /nowhere, /crash and /tickets\n"] if found else []


app = ErrorPagesMiddleware(theatre, pages)

if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", int(os.environ.get("PORT", "8000")), app) as server:
        print(f"http://127.0.0.1:{server.server_port}")
        server.serve_forever()
