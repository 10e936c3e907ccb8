"""Run waitress on a socket that is open already; its own command has no option for that."""

from __future__ import annotations

import socket
import sys
from pkgutil import resolve_name

from waitress import serve  # type: ignore[import-untyped]

if __name__ == "__main__":
    listening = socket.socket(fileno=int(sys.argv[2]))
    serve(resolve_name(sys.argv[1]), sockets=[listening], ident=None)
