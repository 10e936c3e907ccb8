"""What many tests need: pages with all defaults, and a way to write a theme."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A machine under load is no fault of the code. For a search that takes its time:
# HYPOTHESIS_PROFILE=long pytest tests/test_fuzz_asgi.py
settings.register_profile("patient", deadline=None)
settings.register_profile("long", deadline=None, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "patient"))


@pytest.fixture(scope="session")
def pages() -> ErrorPages:
    return ErrorPages()


@pytest.fixture
def write_theme(tmp_path: Path) -> Callable[..., Path]:
    """Write a theme folder: `write_theme({"page.html": "…", "style.css": "…"})`."""

    def write(files: dict[str, str | bytes], name: str = "own") -> Path:
        folder = tmp_path / name
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
