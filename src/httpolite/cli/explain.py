"""What a status means, as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED
from httpolite.catalogue.statuses import family_of, statuses
from httpolite.cli.table import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.cli.table import Row

_FAMILIES = (1, 2, 3, 4, 5)


def explain_code(code: int, language: str) -> Iterator[str]:
    """Say all that the catalogue knows of a code; an unregistered one is explained by its class."""
    status = statuses.get(code)
    texts = SHIPPED.texts(code, language)
    if status is None:
        yield f"{code} is not registered; this is what its class, {family_of(code)}, means."
    yield f"{code} {texts.phrase}"
    yield ""
    base = SHIPPED.texts(code, BASE_LANGUAGE)
    facts = {
        "English": base.phrase if language != BASE_LANGUAGE else None,
        "Meaning": texts.meaning,
        "Heading": texts.heading,
        "Explanation": texts.explanation,
        "Advice": texts.advice,
        "Reference": status and status.reference,
        "Note": status and status.note,
    }
    yield from aligned([(label, text) for label, text in facts.items() if text])


def list_codes(language: str) -> Iterator[str]:
    """Say code, phrase, English phrase, reference and note of every class and registered code."""
    rows: list[Row] = []
    for digit in _FAMILIES:
        # No code x99 is registered, so it has the texts of its class.
        rows.append((f"{digit}xx", *_phrases(digit * 100 + 99, language)))
        rows += [
            (str(code), *_phrases(code, language), status.reference, status.note.partition(",")[0])
            for code, status in statuses.items()
            if code // 100 == digit
        ]
    return aligned(rows)


def _phrases(code: int, language: str) -> Row:
    tags = dict.fromkeys((language, BASE_LANGUAGE))
    return tuple(SHIPPED.texts(code, tag).phrase for tag in tags)
