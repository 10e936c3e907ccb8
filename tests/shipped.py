"""The texts as the files of the catalogue have them."""

from __future__ import annotations

import json
from pathlib import Path

import httpolite.catalogue

Words = dict[str, dict[str, str]]
FOLDER = Path(httpolite.catalogue.__file__).parent


def words_of(tag: str) -> Words:
    words: Words = json.loads((FOLDER / "locales" / f"{tag}.json").read_text(encoding="utf-8"))
    return words
