"""The report on a language: how much of it there is, who has read it, what is stale or odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from httpolite.checks.texts.blanks import check_blanks
from httpolite.checks.texts.detection import check_detected, why_not_detected
from httpolite.checks.texts.distinct import check_distinct
from httpolite.checks.texts.doubled import check_doubled
from httpolite.checks.texts.fingerprints import check_stale
from httpolite.checks.texts.keys import check_english, check_keys, check_placeholders
from httpolite.checks.texts.lengths import check_lengths
from httpolite.checks.texts.letters import check_latin, check_letters
from httpolite.checks.texts.marks import check_punctuation, check_quotes, check_stops
from httpolite.checks.texts.suspicion import Suspicion
from httpolite.checks.texts.voice import check_voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from httpolite.checks.texts.facts import Facts, Review
    from httpolite.checks.texts.locale import Locale
    from httpolite.checks.texts.suspicion import Rule

RULES: dict[str, Rule] = {
    "blanks": check_blanks,
    "distinct": check_distinct,
    "doubled": check_doubled,
    "english": check_english,
    "keys": check_keys,
    "language": check_detected,
    "latin": check_latin,
    "length": check_lengths,
    "letters": check_letters,
    "marks": check_punctuation,
    "placeholders": check_placeholders,
    "quotes": check_quotes,
    "stale": check_stale,
    "stop": check_stops,
    "voice": check_voice,
}
_UNSTEADY = "language"  # another release of a detector may have another opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsReport:
    """`texts` of `wanted` are there; `notes` say what was not looked at, and why."""

    tag: str
    name: str
    script: str
    review: Review
    texts: int
    wanted: int
    is_recorded: bool
    suspicions: tuple[Suspicion, ...]
    notes: tuple[str, ...] = ()


def check_texts(locale: Locale) -> TextsReport:
    """Look at a language's texts by every rule, and leave out what its facts say is right."""
    found = [suspicion for rule in RULES.values() for suspicion in rule(locale)]
    return TextsReport(
        tag=locale.tag,
        name=locale.name,
        script=locale.script,
        review=locale.facts.review,
        texts=len(locale.texts),
        wanted=locale.wanted,
        is_recorded=bool(locale.facts.made_from),
        suspicions=(*_heeded(found, locale.facts), *_idle(found, locale.facts)),
        notes=tuple(filter(None, [why_not_detected(locale)])),
    )


def _heeded(found: Iterable[Suspicion], facts: Facts) -> Iterator[Suspicion]:
    for suspicion in found:
        if suspicion.place not in facts.right.get(suspicion.check, {}):
            yield suspicion


def _idle(found: Iterable[Suspicion], facts: Facts) -> Iterator[Suspicion]:
    """Tell what the facts call right although nobody finds it wrong."""
    told = {(suspicion.check, suspicion.place) for suspicion in found}
    for check, places in facts.right.items():
        for place in places:
            if check not in RULES:
                yield Suspicion("right", place, f"there is no check {check!r}")
            elif (check, place) not in told and check != _UNSTEADY:
                yield Suspicion(
                    "right", place, f"{check!r} finds nothing here: no reason is needed"
                )
