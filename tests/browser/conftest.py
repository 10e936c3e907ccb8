"""A real Chromium, a tab for pages from memory, and a real uvicorn with their real headers."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from browser.chromium import EXECUTABLE, FLAGS
from browser.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; no longer than for a module, for Playwright keeps an event loop running."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Stage:
    """Open a tab that shows pages from memory."""
    return Stage(browser)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve an app that answers /<status> barely; return its address."""
    import uvicorn

    from browser.error_site import app

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical"))
        serving = server.serve(sockets=[listening])
        thread = threading.Thread(target=asyncio.run, args=[serving], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
