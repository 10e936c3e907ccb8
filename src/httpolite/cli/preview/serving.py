"""Serving: on this machine alone, until it is interrupted."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from httpolite.cli.preview.app import make_app
from httpolite.cli.preview.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable

_HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.config.app.state.changes.close()  # type: ignore[union-attr]  # or it waits for streams
        await super().shutdown(sockets)


def serve(theme: str, port: int, say: Callable[[str], object], *, open_browser: bool) -> None:
    """Serve the gallery of a theme until Ctrl-C or SIGTERM; OSError if the port is taken."""
    app = make_app(Workshop(theme))
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none")
    # uvicorn passes the interrupt on when all is done.
    with socket.create_server((_HOST, port)) as listening, suppress(KeyboardInterrupt):
        address = f"http://{_HOST}:{listening.getsockname()[1]}/"
        say(f"Preview: {address} (Ctrl-C ends it)")
        if open_browser:  # some browsers keep the caller waiting
            Thread(target=webbrowser.open, args=[address], daemon=True).start()
        _Server(config).run(sockets=[listening])
