"""Run wsgiref on a socket that is open already."""

from __future__ import annotations

import socket
import sys
from pkgutil import resolve_name
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if __name__ == "__main__":
    listening = socket.socket(fileno=int(sys.argv[2]))
    server = WSGIServer(listening.getsockname(), WSGIRequestHandler, bind_and_activate=False)
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()
    server.setup_environ()
    server.set_app(resolve_name(sys.argv[1]))
    server.serve_forever()
