"""What the tests of texts leave behind: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lingua import Language, LanguageDetectorBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package", autouse=True)
def _models() -> Iterator[None]:
    """Let the detector's models go, which other tests would have to share the memory with."""
    yield
    every = LanguageDetectorBuilder.from_languages(*Language.all()).build()
    every.unload_language_models()  # type: ignore[no-untyped-call]
