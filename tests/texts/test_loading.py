"""Loading: one language's file, on first use, and little more than json.loads."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from httpolite.catalogue import languages
from httpolite.catalogue.languages import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = languages._FOLDER / "locales"


def timed(work: Any) -> float:
    began = process_time()
    work()
    return process_time() - began


def test_a_language_is_read_when_it_is_first_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path) -> Any:
        read.append(path.stem)
        return read_words(path)

    read_words = languages._read_words
    monkeypatch.setattr(languages, "_read_words", noted)
    catalogue = Catalogue()
    assert len(catalogue.languages) > 1
    assert read == []

    for _ in range(2):
        catalogue.texts(404, "ar")
        catalogue.label("home", "ar")
    assert read == ["ar"]


@pytest.mark.parametrize("tag", languages.SHIPPED.languages)
def test_it_takes_at_most_twice_what_json_takes(tag: str) -> None:
    ours, theirs = [], []
    for _ in range(15):
        catalogue = Catalogue()
        assert catalogue.languages
        theirs.append(timed(lambda: json.loads((LOCALES / f"{tag}.json").read_text("utf-8"))))
        ours.append(timed(lambda catalogue=catalogue: catalogue.texts(404, tag)))

    assert min(ours) <= 2 * min(theirs)
