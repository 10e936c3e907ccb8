"""Choices: format and language for a pair of headers, remembered within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from httpolite.negotiation.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.negotiation.accept import Format

OFFERED = ("en", "zh-Hans", "zh-Hant", "ar")


@pytest.fixture
def choices() -> Choices:
    return Choices(OFFERED, "en")


@pytest.mark.parametrize(
    ("accept", "language", "default", "choice"),
    [
        (None, None, "json", ("json", "en")),
        (None, "ar", "html", ("html", "ar")),
        ("text/html", "zh-TW", "json", ("html", "zh-Hant")),
        ("*/*", "tlh", "text", ("text", "en")),
    ],
)
def test_both_are_chosen_and_the_same_each_time(
    choices: Choices,
    accept: str | None,
    language: str | None,
    default: Format,
    choice: tuple[str, str],
) -> None:
    for _ in range(2):
        assert choices.choose(accept, language, default) == choice


def test_the_default_is_part_of_the_question(choices: Choices) -> None:
    assert choices.choose("*/*", None, "json")[0] == "json"
    assert choices.choose("*/*", None, "html")[0] == "html"


def test_130_the_oldest_goes_first_and_memory_is_bounded(choices: Choices) -> None:
    for number in range(1100):
        choices.choose(f"text/html;n={number}", None, "json")
    remembered = list(choices._made)
    assert len(remembered) == 1024
    assert remembered[0] == ("text/html;n=76", None, "json")


class Changed(dict):  # type: ignore[type-arg]
    """What another thread changes between two steps of ours."""

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("dictionary changed size during iteration")


def test_what_another_thread_does_meanwhile_does_no_harm(choices: Choices) -> None:
    choices._made = Changed((number, None) for number in range(1024))

    assert choices.choose("text/html", "ar", "json") == ("html", "ar")
    choices._made = dict(choices._made.items())
    assert choices.choose("text/html", "en", "json") == ("html", "en")
    assert len(choices._made) == 1024


def test_130_long_headers_are_answered_and_not_remembered(choices: Choices) -> None:
    long = "text/html" + ", a/b" * 200
    assert choices.choose(long, "ar", "json") == ("html", "ar")
    assert choices.choose("text/html", "ar" + ", en;q=0.1" * 60, "json") == ("html", "ar")
    assert choices.choose(long, "a" * 65536, "text") == ("html", "en")
    assert choices._made == {}
