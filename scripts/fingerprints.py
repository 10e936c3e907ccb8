"""Fingerprints: which English each translation was made from, so that stale ones show.

scripts/fingerprints.py zh-Hans ar   records that these were made from the English of today
scripts/fingerprints.py              records it for all languages
scripts/fingerprints.py --check      lists stale texts, and exits with 1 if there are any
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Facts = dict[str, dict[str, Any]]
    Prints = dict[str, str]

CATALOGUE = Path(__file__).parent.parent / "src" / "httpolite" / "catalogue"
BASE_KEYS = ("name", "script")
KEYS = (*BASE_KEYS, "review", "made_from")


def main(arguments: list[str], catalogue: Path = CATALOGUE) -> int:
    """Check, or write the fingerprints of the languages named; return the exit status."""
    file = catalogue / "languages.json"
    written = file.read_text(encoding="utf-8")
    facts: Facts = json.loads(written)
    current = fingerprints(catalogue / "locales" / "en.json")
    if arguments == ["--check"]:
        complaints = [*check(facts, current), *check_format(facts, written)]
    else:
        complaints = [f"{tag}: no such language" for tag in unknown_tags(arguments, facts)]
        if not complaints:
            record(facts, arguments or translated(facts), current)
            file.write_text(canonical(facts), encoding="utf-8")
    print(*complaints, sep="\n", end="\n" if complaints else "", file=sys.stderr)
    return 1 if complaints else 0


def translated(facts: Facts) -> list[str]:
    """Return the tags of all languages but English."""
    return [tag for tag in facts if tag != "en"]


def unknown_tags(tags: Iterable[str], facts: Facts) -> list[str]:
    """Return those tags that are no translated language, options included."""
    return [tag for tag in tags if tag not in translated(facts)]


def fingerprints(base: Path) -> Prints:
    """Return the first 8 hex digits of the SHA-256 of what stands under each key."""
    texts = json.loads(base.read_text(encoding="utf-8"))
    return {key: sha256(packed(text)).hexdigest()[:8] for key, text in texts.items()}


def packed(value: object) -> bytes:
    """Write JSON in the one form whose bytes depend on the value alone."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def canonical(facts: Facts) -> str:
    """Write the file of facts in its one form."""
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def record(facts: Facts, tags: Iterable[str], current: Prints) -> None:
    """Set down that these translations were made from the English of today."""
    for tag in tags:
        found = {"review": "reviewed", **facts[tag], "made_from": current}
        known = {key: found[key] for key in KEYS if key in found}
        facts[tag] = known | found


def check(facts: Facts, current: Prints) -> Iterator[str]:
    """Name what is missing, unknown or stale in each language."""
    for tag, fact in facts.items():
        keys = BASE_KEYS if tag == "en" else KEYS
        if tuple(fact) != keys:
            yield f"{tag}: the keys are {', '.join(fact)}; they should be {', '.join(keys)}"
        made_from: Prints = fact.get("made_from", {}) if tag != "en" else current
        for key in {**current, **made_from}:
            if key not in current:
                yield f"{tag}: {key} is no key of en.json"
            elif made_from.get(key) != current[key]:
                yield f"{tag}: {key} is stale: its English was changed since"


def check_format(facts: Facts, written: str) -> Iterator[str]:
    """Say so if the file of facts is not written in its one form."""
    if written != canonical(facts):
        yield "languages.json is not in its canonical format: run scripts/fingerprints.py"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
