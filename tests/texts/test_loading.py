"""Loading: one language's file, on first use, and little more than json.loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.catalogue import languages
from httpolite.catalogue.languages import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_language_is_read_when_it_is_first_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path, *given: Any) -> Any:
        read.append(path.stem)
        return read_words(path, *given)

    read_words = languages._read_words
    monkeypatch.setattr(languages, "_read_words", noted)
    catalogue = Catalogue()
    assert len(catalogue.languages) > 1
    assert read == []

    for _ in range(2):
        catalogue.texts(404, "ar")
        catalogue.label("home", "ar")
    assert read == ["ar"]
