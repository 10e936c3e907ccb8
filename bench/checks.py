"""Before anything is timed, its answer is looked at: what is measured must be the thing meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.drivers import Seen


class WrongAnswerError(Exception):
    """An app under measurement has not answered what it is measured for."""


def page(seen: Seen, status: int = 404, language: str = "zh-Hant") -> None:
    """Require our page for people, in that language, with all that it is to show."""
    answer(seen, status, "text/html", b'<html lang="' + language.encode() + b'"')
    identity = seen.header("x-request-id").encode()
    _require(seen.header("content-language") == language, seen, f"to be in {language}")
    _require(len(identity) == 32 and identity in seen.body, seen, "to show the request id")
    _require(b"/shop/items/14c" in seen.body, seen, "to show the path")
    _require(b" UTC" in seen.body, seen, "to show the time")
    _require(b"<style>" in seen.body, seen, "to have the theme's style")


def document(seen: Seen, status: int = 404, language: str = "zh-Hant") -> None:
    """Require our problem+json, in that language, with the request id."""
    problem(seen, status)
    members = json.loads(seen.body)
    _require(seen.header("content-language") == language, seen, f"to be in {language}")
    _require(members["request_id"] == seen.header("x-request-id"), seen, "to hold the request id")


def problem(seen: Seen, status: int = 404) -> None:
    """Require a problem document of whomever."""
    answer(seen, status, "application/problem+json")
    _require(json.loads(seen.body)["status"] == status, seen, f"to say {status}")


def answer(seen: Seen, status: int, content_type: str, words: bytes = b"") -> None:
    """Require a status, a content type, and words in the body."""
    _require(seen.status == status, seen, f"to have the status {status}")
    _require(seen.header("content-type").startswith(content_type), seen, f"to be {content_type}")
    _require(words in seen.body, seen, f"to hold {words!r}")


def _require(true: bool, seen: Seen, wanted: str) -> None:  # noqa: FBT001
    if not true:
        raise WrongAnswerError(f"wanted {wanted}: {seen.status} {seen.headers} {seen.body[:300]!r}")
