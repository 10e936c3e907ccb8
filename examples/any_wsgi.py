"""Any WSGI app: `python examples/any_wsgi.py`, then open http://127.0.0.1:8000/nowhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from httpolite import Problem
from httpolite.wsgi import ErrorPagesMiddleware

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def plain_app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    if path == "/gone":
        raise Problem(410, detail="The 2019 programme was taken down.")
    if path == "/crash":
        raise RuntimeError("what stands here is logged and never sent")
    if path != "/":
        start_response("404 Not Found", [])
        return []
    if method not in ("GET", "HEAD"):
        start_response("405 Method Not Allowed", [("Allow", "GET, HEAD")])
        return []
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"Try /nowhere, /gone, /crash and POST /\n"]


app = ErrorPagesMiddleware(plain_app)

if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with make_server("127.0.0.1", int(os.environ.get("PORT", "8000")), app) as server:
        print(f"http://127.0.0.1:{server.server_port}")
        server.serve_forever()
