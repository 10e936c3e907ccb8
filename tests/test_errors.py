"""What httpolite raises on its own account."""

from __future__ import annotations

import pickle

import pytest

from httpolite import (
    HttpoliteError,
    InstallError,
    LanguageError,
    OptionError,
    StatusError,
    ThemeError,
)

KINDS = (OptionError, ThemeError, StatusError, LanguageError, InstallError)


@pytest.mark.parametrize("kind", KINDS)
def test_each_error_is_caught_by_the_one_base(kind: type[HttpoliteError]) -> None:
    with pytest.raises(HttpoliteError, match="a sentence"):
        raise kind("a sentence")


@pytest.mark.parametrize(
    ("kind", "standard"),
    [
        (OptionError, ValueError),
        (StatusError, ValueError),
        (LanguageError, LookupError),
        (InstallError, RuntimeError),
    ],
)
def test_an_error_is_also_of_the_standard_class_that_says_the_same(
    kind: type[HttpoliteError], standard: type[Exception]
) -> None:
    assert issubclass(kind, standard)


@pytest.mark.parametrize(
    ("file", "line", "sentence"),
    [
        (None, None, "is broken"),
        ("own/page.html", None, "own/page.html: is broken"),
        ("own/page.html", 3, "own/page.html, line 3: is broken"),
    ],
)
def test_a_theme_error_says_where(file: str | None, line: int | None, sentence: str) -> None:
    error = ThemeError("is broken", file=file, line=line)
    assert (str(error), error.file, error.line) == (sentence, file, line)


def test_a_theme_error_survives_pickling() -> None:
    error = ThemeError("is broken", file="own/page.html", line=3)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.file, again.line) == (str(error), "own/page.html", 3)
