"""Keys: a file has those of the English one, in its order, and each text is a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion, shortened
from httpolite.checks.texts.text import placeholders_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from httpolite.checks.texts.locale import Locale


def check_keys(locale: Locale) -> Iterator[Suspicion]:
    """Tell keys and fields that are missing, unknown or in another order than the English."""
    yield from _compared("", locale.words, locale.base)
    for key, base in locale.base.items():
        if key in locale.words:
            yield from _compared(key, locale.words[key], base)


def _compared(
    place: str, given: Mapping[str, object], base: Mapping[str, object]
) -> Iterator[Suspicion]:
    missing, unknown = _without(base, given), _without(given, base)
    if missing:
        yield Suspicion("keys", place, f"missing: {missing}")
    if unknown:
        yield Suspicion("keys", place, f"English has no {unknown}")
    if not missing and not unknown and list(given) != list(base):
        yield Suspicion("keys", place, f"the English order is {', '.join(base)}")


def _without(names: Iterable[str], others: Mapping[str, object]) -> str:
    return ", ".join(name for name in names if name not in others)


def check_english(locale: Locale) -> Iterator[Suspicion]:
    """Tell texts that were left as they are in English."""
    if locale.is_base:
        return
    for text in locale.texts:
        if text.words == text.english:
            yield Suspicion("english", text.place, f"as in English: {shortened(text.words)}")


def check_placeholders(locale: Locale) -> Iterator[Suspicion]:
    """Tell braces that are not those of the English, which are replaced by values."""
    for text in locale.texts:
        base = placeholders_in(text.english)
        if text.placeholders != base or set(text.bare) & {"{", "}"}:
            wanted = ", ".join(base) or "none"
            yield Suspicion("placeholders", text.place, f"in braces should stand: {wanted}")
