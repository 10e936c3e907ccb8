"""Locale: a language's file of texts, the English beside it, and the facts that it is judged by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED, locale_path
from httpolite.checks.texts.facts import Facts, facts_beside, shipped_facts
from httpolite.checks.texts.text import Text
from httpolite.errors import LanguageError
from httpolite.negotiation.tags import plain_tag, take_apart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Locale:
    """`words` is what its file holds, `base` what the English one holds."""

    tag: str
    name: str
    script: str
    words: Words
    base: Words
    facts: Facts

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All texts that English has as well; those it has not are told by another rule."""
        return tuple(
            Text(key, field, fields[field], english)
            for key, base in self.base.items()
            for field, english in base.items()
            if field in (fields := self.words.get(key, {}))
        )

    @property
    def is_base(self) -> bool:
        """Tell whether it is the English itself."""
        return self.tag == BASE_LANGUAGE

    @property
    def wanted(self) -> int:
        """Return how many texts a complete file has."""
        return sum(map(len, self.base.values()))


def shipped_locale(tag: str) -> Locale:
    """Return the texts of a language that ships."""
    return read_locale(locale_path(tag))


def base_words() -> Words:
    """Return all English texts, the vendors' codes included."""
    return _read_words(locale_path(BASE_LANGUAGE))


def read_locale(path: Path) -> Locale:
    """Read xx.json and, if it is there, xx.toml beside it; LanguageError says what is wrong."""
    tag = path.stem
    plain = plain_tag(tag)
    if plain is None:
        raise LanguageError(f"{path.name}: a file is named by its language, as in zh-Hant.json")
    shipped = SHIPPED.languages.get(tag)
    script = shipped.script if shipped else take_apart(plain)[1].title()
    return Locale(
        tag=tag,
        name=shipped.name if shipped else tag,
        script=script,
        words=_read_words(path),
        base=base_words(),
        facts=facts_beside(path, script) or shipped_facts(tag, script),
    )


def _read_words(path: Path) -> Words:
    try:
        with path.open(encoding="utf-8") as file:
            words = json.load(file, object_pairs_hook=_unique)
    except (OSError, ValueError, RecursionError) as error:
        raise LanguageError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(words, dict) or not all(map(_is_entry, words.values())):
        raise LanguageError(f"{path.name}: {{code: {{field: text}}}} is expected")
    return words


def _is_entry(fields: object) -> bool:
    return isinstance(fields, dict) and all(isinstance(text, str) for text in fields.values())


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice, of which JSON would keep the last."""
    entry: dict[str, object] = {}
    for key, value in pairs:
        if key in entry:
            raise ValueError(f"{key!r} stands there twice")
        entry[key] = value
    return entry
