"""Refuse wrong options early, with a sentence that names the option and what would do."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from httpolite.brand import Brand
from httpolite.catalogue.vendors import SOURCES
from httpolite.errors import OptionError
from httpolite.problems import Problem
from httpolite.replacement.policy import POLICIES

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)
DEFAULT_FORMATS = ("json", "html", "text")
HOOKS = ("language", "nonce", "on_error", "request_id")


def check_options(options: Any) -> None:
    """Raise OptionError for the first option of an ErrorPages that will not do."""
    _check_choice("default_format", options.default_format, DEFAULT_FORMATS)
    _check_choice("replace", options.replace, POLICIES)
    _check_brand(options.brand)
    _check_exceptions(options.exceptions)
    _check_type_base(options.problem_type_base)
    for name in HOOKS:
        hook = getattr(options, name)
        if hook is not None and not callable(hook):
            raise OptionError(f"{name}: a callable or None is expected, not {hook!r}")
    for name in (*HOOKS, "default_format", "replace"):
        _check_waits_for_nothing(name, getattr(options, name))
    header = options.request_id_header
    if not isinstance(header, str) or not _HEADER_NAME.fullmatch(header):
        raise OptionError(f"request_id_header: {header!r} is not the name of a header")
    if options.propagate not in ("auto", True, False):
        raise OptionError(
            f'propagate: {options.propagate!r} will not do; give "auto", True or False'
        )


def checked_vendors(wanted: Any) -> tuple[str, ...]:
    """Return the vendors named, each once, in their order, which decides whose code a number is."""
    known = ", ".join(SOURCES)
    if isinstance(wanted, str) or not isinstance(wanted, Iterable):
        raise OptionError(
            f"vendors: an iterable of names is expected, such as ['nginx'], not {wanted!r}; "
            f"there are {known}"
        )
    named = tuple(wanted)
    for name in named:
        if name not in tuple(SOURCES):
            raise OptionError(f"vendors: there are no codes of {name!r}; there are {known}")
    return tuple(dict.fromkeys(named))


def checked_languages(
    wanted: Iterable[str] | None, default: str, available: Iterable[str]
) -> tuple[str, ...]:
    """Return the tags to offer; each must be available, and the default among them."""
    available = tuple(available)
    if isinstance(wanted, str):
        raise OptionError(f"languages: an iterable of tags is expected; for one give [{wanted!r}]")
    if wanted is not None and not isinstance(wanted, Iterable):
        raise OptionError(f"languages: an iterable of tags or None is expected, not {wanted!r}")
    asked = available if wanted is None else tuple(wanted)
    known = ", ".join(available)
    for tag in asked:
        if tag not in available:
            raise OptionError(f"languages: there are no texts in {tag!r}; available are {known}")
    offered = tuple(dict.fromkeys(asked))
    if default not in offered:
        raise OptionError(
            f"default_language: {default!r} is not among the languages offered: "
            f"{', '.join(offered) or 'none'}"
        )
    return offered


def read_texts(texts: object) -> Mapping[str, Mapping[str | int, Mapping[str, str]]]:
    """Return own words as {tag: {key: {field: text}}}, from a mapping or a folder of files."""
    if texts is None:
        return {}
    if isinstance(texts, (str, os.PathLike)):
        return {path.stem: _read_words(path) for path in _word_files(Path(texts))}
    words: Any = texts
    if not isinstance(texts, Mapping) or not all(
        isinstance(keys, Mapping) and all(isinstance(fields, Mapping) for fields in keys.values())
        for keys in words.values()
    ):
        raise OptionError(
            "texts: {tag: {code: {field: text}}} or a path to a folder of <tag>.json is expected, "
            f"not {texts!r}"
        )
    return dict(words)


def _word_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise OptionError(f"texts: {str(folder)!r} is not a folder")
    return sorted(folder.glob("*.json"))


def _read_words(path: Path) -> Mapping[str | int, Mapping[str, str]]:
    try:
        words = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OptionError(f"texts: {path}: {error}") from None
    if not isinstance(words, dict) or not all(isinstance(v, dict) for v in words.values()):
        raise OptionError(f"texts: {path}: {{code: {{field: text}}}} is expected")
    return words


def _check_waits_for_nothing(name: str, hook: object) -> None:
    """Refuse an `async def`: nothing would await it, and what it returns is always true."""
    if iscoroutinefunction(hook) or iscoroutinefunction(getattr(hook, "__call__", None)):  # noqa: B004 - it is looked at, not called
        raise OptionError(f"{name}: a plain function is expected, not the async def {hook!r}")


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if not callable(value) and value not in choices:
        known = ", ".join(repr(choice) for choice in choices)
        raise OptionError(f"{name}: {value!r} will not do; give {known} or a callable")


def _check_brand(brand: object) -> None:
    if not isinstance(brand, Brand):
        raise OptionError(f"brand: a Brand is expected, not {brand!r}")


def _check_exceptions(exceptions: Any) -> None:
    if not isinstance(exceptions, Mapping):
        raise OptionError(f"exceptions: a mapping of exception classes is expected: {exceptions!r}")
    for kind, answer in exceptions.items():
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise OptionError(f"exceptions: {kind!r} is not an exception class")
        _check_answer(kind, answer)
        _check_waits_for_nothing(f"exceptions: {kind.__name__}", answer)


def _check_answer(kind: type[Exception], answer: object) -> None:
    if isinstance(answer, type) and issubclass(answer, Problem):
        _check_makes_itself(kind, answer)
    elif isinstance(answer, (type, bool)) or not (callable(answer) or _is_error(answer)):
        raise OptionError(
            f"exceptions: {kind.__name__}: {answer!r} will not do; give a status from 400 to "
            "599, a subclass of Problem, or a callable that makes a Problem of the exception"
        )


def _is_error(status: object) -> bool:
    return isinstance(status, int) and 400 <= status <= 599


def _check_makes_itself(kind: type[Exception], problem: type[Problem]) -> None:
    try:
        problem()
    except Exception as error:
        raise OptionError(
            f"exceptions: {kind.__name__}: {problem.__name__} cannot be made without arguments "
            f"({error}); give a callable that makes it of the exception"
        ) from None


def _check_type_base(base: object) -> None:
    fits = base is None or (
        isinstance(base, str)
        and re.fullmatch(r"(https?://[!-.0-~]+|/)[!-~]*", base, re.ASCII) is not None
    )
    if not fits:
        raise OptionError(
            f"problem_type_base: {base!r} will not do; give an absolute URL or a full path"
        )
