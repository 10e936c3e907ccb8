"""Run waitress on a socket that is open already; its own command has no option for that."""

from __future__ import annotations

import socket
import sys
from importlib import import_module

from waitress import serve  # type: ignore[import-untyped]

if __name__ == "__main__":
    module, _, factory = sys.argv[1].partition(":")
    app = getattr(import_module(module), factory)()
    serve(app, sockets=[socket.socket(fileno=int(sys.argv[2]))], ident=None)
