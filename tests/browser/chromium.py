"""Where Chromium is, and what the browser's tests need besides."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

MISSING = "needs Chromium (apt install chromium, or CHROMIUM=/path/to/it), Playwright and axe-core"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EXECUTABLE = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def is_ready() -> bool:
    """Return whether this machine has all that the tests need."""
    tools = find_spec("playwright"), find_spec("axe_playwright_python")
    return all(tools) and shutil.which(EXECUTABLE) is not None
