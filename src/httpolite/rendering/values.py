"""What differs from one reply to the next, as clean strings by name."""

from __future__ import annotations

import re
from datetime import UTC
from time import gmtime, strftime, time
from typing import TYPE_CHECKING, Any

from httpolite.problems import BLANK
from httpolite.rendering.documents import jsonable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.problems import Problem
    from httpolite.requests import Inquiry

    Pairs = list[tuple[str, str]]

_CONTAINERS = (dict, list, tuple, set, frozenset)
_REPEATABLE = frozenset({"GET", "HEAD"})
LONGEST_PATH = 256
_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60))
# Strings, compiled when first used: few texts have any, and each takes 0.3 ms of the import.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
# Bidirectional overrides could make a path read as another one (Unicode TR 36).
_MISLEADING = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def page_values(
    problem: Problem | None, inquiry: Inquiry, kept: Pairs, labels: Mapping[str, str]
) -> dict[str, str]:
    """Return what a page for people shows of this request; its links apart."""
    values = {"time": now().decode()}
    if inquiry.request_id:
        values["request_id"] = inquiry.request_id
    if inquiry.method in _REPEATABLE:
        values["repeatable"] = ""
    if inquiry.path:
        values["path"] = shown_path(inquiry.path)
    _add(values, "trace_id", inquiry.trace_id)
    _add(values, "nonce", inquiry.nonce)
    for name, value in kept:
        if name == "allow":
            _add_method(values, value)
        elif name == "retry-after":
            _add_retry(values, value, labels)
    if problem is not None:
        _add(values, "title", problem.title)
        _add(values, "detail", detail_of(problem))
    return values


def document_values(problem: Problem | None, inquiry: Inquiry) -> dict[str, str]:
    """Return the members of a document that are this request's own, extensions apart."""
    values = {"request_id": inquiry.request_id} if inquiry.request_id else {}
    _add(values, "trace_id", inquiry.trace_id)
    if problem is not None:
        _add(values, "type", problem.type)
        if values.get("type") == BLANK:
            del values["type"]
        _add(values, "title", problem.title)
        _add(values, "detail", detail_of(problem))
        _add(values, "instance", problem.instance)
    return values


def _add(values: dict[str, str], name: str, value: object) -> None:
    text = _shown(value)
    if text:
        values[name] = text


def _add_method(values: dict[str, str], value: str) -> None:
    before = values.get("allowed_methods")
    _add(values, "allowed_methods", f"{before}, {value}" if before and value else value)


def _add_retry(values: dict[str, str], value: str, labels: Mapping[str, str]) -> None:
    when = retry_after(value, labels)
    if when is not None:
        values["retry_after"], values["retry_at"] = when


def clean(text: str) -> str:
    """Return the text without control characters; lone surrogates become U+FFFD."""
    if text.isprintable():
        return text
    return re.sub(_CONTROLS, "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def shown_path(path: str) -> str:
    """Return a path as it can be shown: at most 256 characters, nothing that misleads."""
    if len(path) > LONGEST_PATH:
        path = path[: LONGEST_PATH - 1] + "…"
    return path if path.isprintable() else re.sub(_MISLEADING, "\ufffd", path)


def detail_of(problem: Problem) -> str | None:
    """Return a problem's detail as text; None where it has none, or one that is no text."""
    detail = problem.detail
    if detail is None or _is_a(detail, _CONTAINERS) or _is_for_the_log(problem, detail):
        return None
    return _shown(detail) or None


def extensions_of(problem: Problem) -> dict[str, Any]:
    """Return the extension members; a detail that is a dict or list stands there as `data`."""
    extensions = {
        name: value
        for name, value in problem.extensions.items()
        if not _is_for_the_log(problem, value)
    }
    if _is_a(problem.detail, _CONTAINERS):
        extensions["data"] = problem.detail
    return extensions


def errors_of(problem: Problem) -> tuple[dict[str, str], ...]:
    """Return the `errors` of a validation as "where" and "detail" each, to be shown."""
    errors: Any = problem.extensions.get("errors")
    if not _is_a(errors, (list, tuple)):
        return ()
    return tuple(
        {
            "where": _shown(error.get("pointer")) or _shown(error.get("parameter")) or "#",
            "detail": _shown(error.get("detail")),
        }
        for error in errors
        if _is_a(error, dict)
    )


def _is_for_the_log(problem: Problem, value: object) -> bool:
    """Return whether a value is an exception, which a 5xx tells nothing of."""
    return problem.status >= 500 and _is_a(value, BaseException)


def _is_a(value: object, kinds: type | tuple[type, ...]) -> bool:
    return issubclass(type(value), kinds)  # isinstance would believe what it says of itself


def _shown(value: object) -> str:
    text = jsonable(value)
    return "" if text is None else clean(str(text))


_said_last: tuple[float, bytes] = (0.0, b"")  # until when it holds; one value, whole for any thread


def now() -> bytes:
    """Return the date and time in UTC as a page shows it, in ASCII."""
    global _said_last  # noqa: PLW0603 - strftime takes longer than the rest of a page
    until, text = _said_last
    current = time()
    if not until - 1 <= current < until:  # clocks may be set back
        second = int(current)
        text = strftime("%Y-%m-%d %H:%M:%S UTC", gmtime(second)).encode()
        _said_last = (second + 1.0, text)
    return text


def retry_after(value: str, labels: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a Retry-After value (RFC 9110, Section 10.2.3) for people and for <time datetime>.

    None if it is neither a number of seconds nor a date.
    """
    value = value.strip()
    if value.isascii() and value.isdecimal() and len(value) <= 9:
        return _duration(int(value), labels), f"PT{int(value)}S"
    try:
        from email.utils import parsedate_to_datetime  # loads much, and dates are rare here

        date = parsedate_to_datetime(value)
        # One without a zone is in UTC, as all dates of HTTP are.
        date = date.astimezone(UTC) if date.tzinfo else date
    except Exception:  # no date; or, with files or stack all used up, nothing to read it with
        return None
    # Not by strftime, which writes the year 999 without its zero.
    day, hour = date.date().isoformat(), f"{date:%H:%M}"
    return f"{day} {hour} UTC", f"{day}T{hour}Z"


def _duration(seconds: int, labels: Mapping[str, str]) -> str:
    for unit, size in _UNITS:
        if seconds and seconds % size == 0:
            return labels[unit].format(n=seconds // size)
    if seconds < 600:
        return labels["seconds"].format(n=seconds)
    return labels["minutes"].format(n=-(-seconds // 60))
