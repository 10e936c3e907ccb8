"""The texts: which languages there are; load one on first use, fall back per key, keep it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from httpolite.catalogue.vendors import VENDOR_KEYS, codes_of
from httpolite.errors import LanguageError, OptionError, StatusError
from httpolite.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    Words = Mapping[str, Mapping[str, str]]
    # As they are kept: in UTF-8, for as str most scripts take twice the memory.
    Kept = Mapping[str, Mapping[str, bytes]]

Direction = Literal["ltr", "rtl"]
Field = Literal["phrase", "meaning", "heading", "explanation", "advice"]

BASE_LANGUAGE = "en"
_FIELDS: tuple[Field, ...] = get_args(Field)
_FOR_DEVELOPERS = ("phrase", "meaning")
_FOLDER = Path(__file__).parent
_CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_PLACEHOLDER = re.compile(r"{(\w+)}")
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
_journal = Journal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Facts about one language: its BCP 47 tag, its own name, ISO 15924 script, direction."""

    tag: str
    name: str
    script: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What one status means: `phrase` and `meaning` for developers, the rest for visitors.

    The last three are None below 400, where there is no visitor to talk to.
    """

    phrase: str
    meaning: str
    heading: str | None
    explanation: str | None
    advice: str | None


def direction_of(script: str) -> Direction:
    """Return the direction that an ISO 15924 script is written in."""
    return "rtl" if script in _RTL_SCRIPTS else "ltr"


def locale_path(tag: str) -> Path:
    """Return the file of a language's texts."""
    return _FOLDER / "locales" / f"{tag}.json"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            entries = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        raise LanguageError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(entries, dict) or not all(isinstance(e, dict) for e in entries.values()):
        raise LanguageError(f"{path.name} is damaged: an object of objects is expected")
    return entries


def _read_words(path: Path, unused: Collection[str]) -> Kept:
    words = _read(path)
    for key, fields in words.items():
        for field, text in fields.items():
            if not isinstance(text, str):
                raise LanguageError(f"{path.name} is damaged: {key}, {field} is no text")
    return {
        sys.intern(key): {field: text.encode("utf-8", "replace") for field, text in fields.items()}
        for key, fields in words.items()
        if key not in unused
    }


def _facts() -> Mapping[str, Mapping[str, Any]]:
    try:
        return _read(_FOLDER / "languages.json")
    except LanguageError as error:
        _journal.once(f"languages go without their names: {error}", error)
        return {path.stem: {} for path in sorted((_FOLDER / "locales").glob("*.json"))}


class Catalogue:
    """The texts in force: the shipped ones, with a user's own words over them.

    `own` maps a tag to {code | "4xx" | "page": {field: text}}. A tag that does not ship adds a
    language and must be complete; `script_of` then tells its script. The codes of `vendors` mean
    what those mean by them; of the others no text is kept.
    """

    def __init__(
        self,
        own: Mapping[str, Mapping[str | int, Mapping[str, str]]] | None = None,
        script_of: Callable[[str], str] = lambda _tag: "Latn",
        vendors: Iterable[str] = (),
    ) -> None:
        self.vendor_codes = codes_of(vendors)
        self._unused = VENDOR_KEYS - {code.key for code in self.vendor_codes.values()}
        self._shipped: dict[str, Kept] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._languages: dict[str, Language] | None = None
        self._script_of = script_of
        self._own: dict[str, Words] = {}
        labels = Catalogue().labels(BASE_LANGUAGE) if own else {}  # the shipped ones
        for tag, words in (own or {}).items():
            self._own[tag] = _checked(tag, words, labels)
        for tag in self._own.keys() - self.languages.keys():
            self._add_language(tag)

    @property
    def languages(self) -> Mapping[str, Language]:
        """The available languages by tag, in the order of the file of facts."""
        if self._languages is None:
            self._languages = {tag: self._language(tag, fact) for tag, fact in _facts().items()}
        return self._languages

    def _language(self, tag: str, fact: Mapping[str, Any]) -> Language:
        script = str(fact.get("script") or self._script_of(tag))
        name = str(fact.get("name", tag))
        return Language(tag=tag, name=name, script=script, direction=direction_of(script))

    def texts(self, code: int, tag: str) -> Texts:
        """Return the texts of a status from 100 to 599; an unregistered code has its class's.

        A vendor's code has the vendor's phrase and meaning; to visitors it says what it has to
        say itself, else what the status that it reads as says.
        """
        if isinstance(code, bool) or not isinstance(code, int) or not 100 <= code <= 599:
            raise StatusError(f"{code!r} is not an HTTP status code: give an int from 100 to 599")
        own, family = str(int(code)), f"{code // 100}xx"
        vendor = self.vendor_codes.get(code)
        if vendor is None:
            return self._texts(tag, (own, family))
        # No class in place of what English says of it: a language that was added may not know it.
        like = str(vendor.reads_as or family)
        return self._texts(tag, (own, vendor.key), (own, vendor.key, like, family))

    def class_texts(self, family: str, tag: str) -> Texts:
        """Return the texts of a class, such as "4xx"."""
        return self._texts(tag, (family,))

    def _texts(
        self, tag: str, keys: tuple[str, ...], for_visitors: tuple[str, ...] | None = None
    ) -> Texts:
        spoken = keys if for_visitors is None else for_visitors
        found = {
            field: self._find(tag, keys if field in _FOR_DEVELOPERS else spoken, field)
            for field in _FIELDS
        }
        phrase = found["phrase"]
        if phrase is None or (spoken[-1] >= "4xx" and found["heading"] is None):
            raise LanguageError(f"{BASE_LANGUAGE}.json is damaged: {spoken[-1]} lacks its texts")
        return Texts(
            phrase=phrase,
            meaning=found["meaning"] or "",
            heading=found["heading"],
            explanation=found["explanation"],
            advice=found["advice"],
        )

    def label(self, name: str, tag: str) -> str:
        """Return one of the small strings of a page, such as "reference" or "home"."""
        return self._find(tag, ("page",), name) or ""

    def labels(self, tag: str) -> dict[str, str]:
        """Return all the small strings of a page."""
        labels = self._labels.get(tag)
        if labels is None:
            made = {name: self.label(name, tag) for name in self._load(BASE_LANGUAGE)["page"]}
            labels = self._labels.setdefault(tag, made)
        return labels

    def _find(self, tag: str, keys: tuple[str, ...], field: str) -> str | None:
        for language in (tag, BASE_LANGUAGE):
            for key in keys:
                own = self._own.get(language, {}).get(key, {}).get(field)
                if own is not None:
                    return own
                kept = self._load(language).get(key, {}).get(field)
                if kept is not None:
                    return kept.decode()
        return None

    def _load(self, tag: str) -> Kept:
        words = self._shipped.get(tag)
        if words is None:
            if tag not in self.languages:
                available = ", ".join(self.languages)
                raise LanguageError(f"no texts in the language {tag!r}: available are {available}")
            path = locale_path(tag)
            added = tag in self._own and not path.exists()
            read: Kept = {} if added else _read_words(path, self._unused)
            words = self._shipped.setdefault(tag, read)
        return words

    def _add_language(self, tag: str) -> None:
        base = self._load(BASE_LANGUAGE)
        own = self._own[tag]
        for key, fields in base.items():
            missing = fields.keys() - own.get(key, {}).keys()
            if missing and key not in VENDOR_KEYS:
                raise OptionError(
                    f"texts: {tag!r} does not ship, so its texts must be complete, but "
                    f"{key!r} lacks {', '.join(sorted(missing))}"
                )
        self._languages = {**self.languages, tag: self._language(tag, {})}


def _checked(
    tag: str, words: Mapping[str | int, Mapping[str, str]], labels: Mapping[str, str]
) -> Words:
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        raise OptionError(f"texts: {tag!r} is not a BCP 47 tag such as 'en' or 'zh-Hant'")
    checked: dict[str, dict[str, str]] = {}
    for key, fields in words.items():
        name = str(key)
        is_code = (name.isdecimal() and 100 <= int(name) <= 599) or name in VENDOR_KEYS
        if not (is_code or name in (*_CLASSES, "page")):
            raise OptionError(
                f"texts: {tag!r} has the key {key!r}: give a status code, a vendor's such as "
                '"nginx:499", "1xx" … "5xx" or "page"'
            )
        checked[name] = dict(fields)
        known = labels if name == "page" else _FIELDS
        for field, text in fields.items():
            if field not in known:
                raise OptionError(
                    f"texts: {tag!r}, {name}: no field {field!r}, there are {', '.join(known)}"
                )
            if not isinstance(text, str):
                raise OptionError(f"texts: {tag!r}, {name}, {field}: {text!r} is not a str")
            if name == "page":
                _check_placeholders(tag, field, text, labels[field])
    return checked


def _check_placeholders(tag: str, field: str, text: str, base: str) -> None:
    names = _PLACEHOLDER.findall(base)
    try:
        text.format(**dict.fromkeys(names, "")) if names else None
    except (ValueError, LookupError, AttributeError) as error:
        raise OptionError(
            f"texts: {tag!r}, page, {field}: {text!r} may hold {', '.join(names)} in braces, "
            f"and no other brace: {error!r}"
        ) from None


SHIPPED = Catalogue()
