"""What a status means, as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED, Catalogue
from httpolite.catalogue.statuses import family_of, statuses
from httpolite.catalogue.vendors import uses_of
from httpolite.cli.table import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from httpolite.catalogue.vendors import VendorCode
    from httpolite.cli.table import Row

_FAMILIES = (1, 2, 3, 4, 5)


def explain_code(code: int, language: str) -> Iterator[str]:
    """Say all that the catalogue knows of a code.

    An unregistered one is explained by its class, and by what each vendor means by it.
    """
    status = statuses.get(code)
    uses = uses_of(code)
    if status is None:
        more = f", then what it means to {_listed(uses)}" if uses else ""
        yield f"{code} is not registered; this is what its class, {family_of(code)}, means{more}."
    texts = SHIPPED.texts(code, language)
    yield f"{code} {texts.phrase}"
    yield ""
    yield from _table(
        {
            "English": _english(SHIPPED, code, language),
            "Meaning": texts.meaning,
            "Heading": texts.heading,
            "Explanation": texts.explanation,
            "Advice": texts.advice,
            "Reference": status.reference if status else None,
            "Note": status.note if status else None,
        }
    )
    for use in uses:
        yield ""
        yield from _explain_use(use, language)


def _explain_use(use: VendorCode, language: str) -> Iterator[str]:
    """Say what a vendor means by a code; of what visitors read, only what no other code says."""
    catalogue = Catalogue(vendors=(use.vendor,))
    texts = catalogue.texts(use.code, language)
    like = use.reads_as
    own = like is None and texts.heading != SHIPPED.texts(use.code, language).heading
    yield f"{use.source}: {use.code} {texts.phrase}"
    yield ""
    yield from _table(
        {
            "English": _english(catalogue, use.code, language),
            "Meaning": texts.meaning,
            "Heading": texts.heading if own else None,
            "Explanation": texts.explanation if own else None,
            "Advice": texts.advice if own else None,
            "Reads as": f"{like} {SHIPPED.texts(like, language).phrase}" if like else None,
            "Option": f'vendors=["{use.vendor}"]',
        }
    )


def _english(catalogue: Catalogue, code: int, language: str) -> str | None:
    return catalogue.texts(code, BASE_LANGUAGE).phrase if language != BASE_LANGUAGE else None


def _table(lines: Mapping[str, str | None]) -> Iterator[str]:
    return aligned([(label, text) for label, text in lines.items() if text])


def _listed(uses: tuple[VendorCode, ...]) -> str:
    *others, last = (use.source for use in uses)
    return f"{', '.join(others)} and {last}" if others else last


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
