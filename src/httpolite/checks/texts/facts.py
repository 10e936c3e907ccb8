"""Facts: what the rules must know of a language, from a file that no app reads at run time."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from httpolite.checks.texts.han import SETS
from httpolite.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Mapping

Review = Literal["base", "reviewed", "translated"]

FOLDER = Path(__file__).parent / "facts"
_SCRIPTS = Path(__file__).parent / "scripts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Those of a script, with the language's own in their place.

    `review`: has a second person read it ("reviewed"), or nobody yet ("translated")?
    `scripts`: how Unicode's names of its letters begin; none, and any letter will do.
    `letters`: its alphabet (Latin: besides a to z), or a Han character that its set lacks.
    `never`: letters that its script has, and it has not. `han`: a set in han.py.
    `unmixed`: no word mixes its script with Latin, whose letters look alike.
    `unspaced`: words are not set apart by spaces.
    `latin`: Latin words that a visitor may read.
    `quotes`, `brackets`: pairs, opening mark first. `stop`: what ends a sentence, if anything.
    `foreign`: marks that it writes otherwise. `spaced`: marks with a no-break space before them.
    `invisible`: format characters that it needs. `doubled`: words that may stand twice.
    `detect_as`: the ISO 639-1 code of what a detector takes it for, if not its own.
    `alike`: languages that no detector can tell from it.
    `right`: for a check and a place, why what is found there is right.
    `made_from`: for a key and a field, the fingerprint of the English it was made from.
    """

    review: Review = "translated"
    scripts: tuple[str, ...] = ()
    letters: str = ""
    never: str = ""
    han: str = ""
    unmixed: bool = False
    unspaced: bool = False
    latin: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    brackets: tuple[str, ...] = ("()", "[]")
    stop: str = "."
    foreign: str = ""
    spaced: str = ""
    invisible: str = ""
    doubled: tuple[str, ...] = ()
    detect_as: str = ""
    alike: tuple[str, ...] = ()
    right: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made_from: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_DEFAULTS = Facts()
_WANTED = {
    str: "a text",
    bool: "true or false",
    tuple: "a list of texts, of a pair both marks",
    dict: "a table of tables of texts",
}
_ONE_OF = {"review": get_args(Review), "han": ("", *SETS)}
_KNOWN = {fact.name: type(getattr(_DEFAULTS, fact.name)) for fact in fields(Facts)}


def shipped_facts(tag: str, script: str) -> Facts:
    """Return the facts of a language that ships, or what its script lets one suppose."""
    return _facts(FOLDER / f"{tag}.toml", script) or _of_script(script)


def facts_beside(path: Path, script: str) -> Facts | None:
    """Return the facts in xx.toml beside xx.json, if it is there."""
    return _facts(path.with_suffix(".toml"), script)


def scripts_of(script: str) -> tuple[str, ...]:
    """Return how Unicode's names of a script's letters begin, or nothing if it is not known."""
    return _of_script(script).scripts


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of facts; LanguageError says which one is wrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageError(f"{path.name} cannot be read: {error}") from error


def _facts(path: Path, script: str) -> Facts | None:
    if not path.is_file():
        return None
    return _made(path.name, {**_scripts().get(script, {}), **read_toml(path)})


def _of_script(script: str) -> Facts:
    return _made(_SCRIPTS.name, _scripts().get(script, {}))


@cache
def _scripts() -> dict[str, dict[str, Any]]:
    return read_toml(_SCRIPTS)


def _made(file: str, given: dict[str, Any]) -> Facts:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
    }
    for name, value in values.items():
        if name not in _KNOWN:
            raise LanguageError(
                f"{file}: no fact is called {name!r}; there are {', '.join(_KNOWN)}"
            )
        if not isinstance(value, _KNOWN[name]) or not _fits(name, value):
            raise LanguageError(f"{file}: {name} cannot be {value!r}; give {_wanted(name)}")
    return Facts(**values)


def _wanted(name: str) -> str:
    if name in _ONE_OF:
        return " or ".join(f'"{value}"' for value in _ONE_OF[name] if value)
    return _WANTED[_KNOWN[name]]


def _fits(name: str, value: Any) -> bool:
    if name in _ONE_OF:
        return value in _ONE_OF[name]
    if isinstance(value, tuple):
        least = 2 if name in {"quotes", "brackets"} else 1
        return all(isinstance(item, str) and len(item) >= least for item in value)
    if isinstance(value, dict):
        tables = all(isinstance(table, dict) for table in value.values())
        return tables and all(
            isinstance(t, str) for table in value.values() for t in table.values()
        )
    return True
