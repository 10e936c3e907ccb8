"""Fingerprints: which English each translation was made from, so that stale ones show.

scripts/fingerprints.py zh-Hans ar   records that these were made from the English of today
scripts/fingerprints.py              records it for all languages
scripts/fingerprints.py --check      lists stale texts, and exits with 1 if there are any
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from httpolite.checks.texts.facts import read_toml
from httpolite.checks.texts.fingerprints import differences, fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterator

    Prints = dict[str, dict[str, str]]

SOURCE = Path(__file__).parent.parent / "src" / "httpolite"
CATALOGUE = Path("catalogue")
FACTS = Path("checks", "texts", "facts")
KEYS = ["name", "script"]
MARK = "# Written by scripts/fingerprints.py: the English that each text was made from.\n"


def main(arguments: list[str], source: Path = SOURCE) -> int:
    """Check, or write the fingerprints of the languages named; return the exit status."""
    languages = source / CATALOGUE / "languages.json"
    known: dict[str, dict[str, Any]] = json.loads(languages.read_text(encoding="utf-8"))
    files = {tag: source / FACTS / f"{tag}.toml" for tag in known if tag != "en"}
    base = source / CATALOGUE / "locales" / "en.json"
    current = fingerprints(json.loads(base.read_text(encoding="utf-8")))
    if arguments == ["--check"]:
        complaints = [*check_languages(known, languages), *check(files, current)]
    else:
        complaints = [f"{tag}: no such language" for tag in arguments if tag not in files]
        for tag in () if complaints else arguments or files:
            record(files[tag], current)
    print(*complaints, sep="\n", end="\n" if complaints else "", file=sys.stderr)
    return 1 if complaints else 0


def record(file: Path, current: Prints) -> None:
    """Set down that a translation was made from the English of today; the rest stays as it is."""
    written = file.read_text(encoding="utf-8") if file.exists() else 'review = "translated"\n'
    head = written.partition(MARK)[0].rstrip()
    file.write_text(f"{head}\n\n{MARK}{block(current)}", encoding="utf-8")


def block(prints: Prints) -> str:
    """Write fingerprints as a table of TOML, a line for each key."""
    lines = ["[made_from]"]
    for key, fields in prints.items():
        pairs = ", ".join(f'{field} = "{digits}"' for field, digits in fields.items())
        lines.append(f'"{key}" = {{ {pairs} }}')
    return "\n".join(lines) + "\n"


def check(files: dict[str, Path], current: Prints) -> Iterator[str]:
    """Name what is missing, unknown or stale in each language."""
    for tag, file in files.items():
        if not file.exists():
            yield f"{tag}: {file.name} is missing"
            continue
        recorded: Prints = read_toml(file).get("made_from", {})
        if recorded and file.read_text(encoding="utf-8").partition(MARK)[2] != block(recorded):
            yield f"{tag}: {file.name} does not end as the script writes it: run it again"
        for place, what in differences(current, recorded):
            yield f"{tag}: {place} {what}"


def check_languages(known: dict[str, dict[str, Any]], file: Path) -> Iterator[str]:
    """Say so if the file that every app reads holds more than it needs, or in another form."""
    for tag, facts in known.items():
        if list(facts) != KEYS:
            yield f"{tag}: the keys are {', '.join(facts)}; they should be {', '.join(KEYS)}"
    written = file.read_text(encoding="utf-8")
    if written != json.dumps(known, ensure_ascii=False, indent=2) + "\n":
        yield f"{file.name} is not in its canonical format: two blanks, a line for each fact"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
