"""Run cheroot on a socket that is open already, as systemd would hand it over."""

from __future__ import annotations

import os
import sys
from pkgutil import resolve_name

if __name__ == "__main__":
    os.dup2(int(sys.argv[2]), 3)  # first of all: the descriptor may be in use later
    os.environ["LISTEN_PID"] = str(os.getpid())
    from cheroot.wsgi import Server

    server = Server(("127.0.0.1", 0), resolve_name(sys.argv[1]), numthreads=4, timeout=60)
    server.safe_start()
