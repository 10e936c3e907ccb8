"""Detection: is a text in the language that its file is named by? lingua's models have a guess.

Its small models see all languages of the script and take little memory. What they doubt is looked
at again by the large ones, of two languages alone: each takes 50 MB and a third of a second, so
that a file needs some 200 MB, and all that ship need 900 MB and ten seconds.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED
from httpolite.checks.texts.facts import scripts_of
from httpolite.checks.texts.lengths import columns_of
from httpolite.checks.texts.suspicion import Suspicion, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lingua import Language, LanguageDetector

    from httpolite.checks.texts.locale import Locale

SHORT_TEXTS = "short texts"
_SHORTEST = 12  # columns of letters; below, no detector is sure
# Of 1,250 texts none was taken for another language that surely, and all sentences that were in
# another language were, as were 97 of 100 such headings.
_SURE = 0.7


def why_not_detected(locale: Locale) -> str:
    """Say why the language of the texts is not looked at, if it is not."""
    try:
        import lingua  # noqa: F401
    except ImportError:
        return "in which language they are was not looked at: that needs httpolite[languages]"
    if _code_of(locale) not in _known():
        return "no detector knows the language, so the script alone was looked at"
    return ""


def check_detected(locale: Locale) -> Iterator[Suspicion]:
    """Tell what a visitor reads and a detector takes for another language."""
    if why_not_detected(locale):
        return
    own, rivals = _known()[_code_of(locale)], _rivals(locale)
    for place, words in _judged(locale):
        guess = _doubt(words, own, rivals)
        if guess is not None:
            message = f"seems to be {guess.name.title()}: {shortened(words)}"
            yield Suspicion("language", place, message)


def _code_of(locale: Locale) -> str:
    return locale.facts.detect_as or locale.tag.partition("-")[0]


def _known() -> dict[str, Language]:
    from lingua import Language

    return {language.iso_code_639_1.name.lower(): language for language in Language.all()}


def _rivals(locale: Locale) -> frozenset[Language]:
    """Return English and the languages that ship in the same letters, but for those alike."""
    codes = {
        tag.partition("-")[0]
        for tag, language in SHIPPED.languages.items()
        if tag == BASE_LANGUAGE or {*scripts_of(language.script)} & {*locale.facts.scripts}
    }
    wanted = codes - {*locale.facts.alike}
    return frozenset(language for code, language in _known().items() if code in wanted)


def _judged(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield each visitor's text, and as one text those that are too short to be judged alone."""
    short: list[str] = []
    for text in locale.texts:
        if text.is_for_visitors:
            if columns_of(filter(str.isalpha, text.bare)) < _SHORTEST:
                short.append(text.bare)
            else:
                yield text.place, text.bare
    yield SHORT_TEXTS, ", ".join(short)


def _doubt(words: str, own: Language, rivals: frozenset[Language]) -> Language | None:
    guess = _small(rivals | {own}).detect_language_of(words)
    if guess is None or guess == own:
        return None
    sure = _pair(own, guess).compute_language_confidence(words, guess)
    return guess if sure > _SURE else None


@cache
def _small(languages: frozenset[Language]) -> LanguageDetector:
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


@cache
def _pair(own: Language, guess: Language) -> LanguageDetector:
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(own, guess).build()
