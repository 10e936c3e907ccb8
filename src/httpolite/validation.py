"""Validation errors as pydantic lists them, as the `errors` member of a problem document.

What was submitted never comes back: a message that may quote it gives way to one that cannot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PARAMETERS = frozenset({"query", "path", "header", "cookie"})
_FRAGMENT = "!$&'()*+,;=:@?~"  # RFC 3986, Section 3.5; "/" separates
_KEY = "[key]"  # pydantic's mark for a dict's key: the entry before it is what was submitted

_INVALID = "Input is not valid"
_UNQUOTED = {
    "bytes_invalid_encoding": "Data should be valid in its encoding",
    "timezone_offset": "Input should have another timezone offset",
    "union_tag_invalid": "Input tag does not match any of the expected tags",
    "uuid_parsing": "Input should be a valid UUID",
}
# Types whose messages are made of the schema alone.
_TRUSTED = frozenset(
    """
    bool_parsing bool_type bytes_too_long bytes_too_short bytes_type callable_type
    complex_str_parsing complex_type dataclass_exact_type dataclass_type date_from_datetime_inexact
    date_from_datetime_parsing date_future date_parsing date_past date_type
    datetime_from_date_parsing datetime_future datetime_parsing datetime_past datetime_type
    decimal_max_digits decimal_max_places decimal_parsing decimal_type decimal_whole_digits
    default_factory_not_called deque_type dict_type enum extra_forbidden finite_number float_parsing
    float_type fraction_parsing fraction_type frozen_field frozen_instance frozen_set_type
    greater_than greater_than_equal int_from_float int_parsing int_parsing_size int_type invalid_key
    is_instance_of is_subclass_of iterable_type json_invalid json_type less_than less_than_equal
    list_type literal_error missing model_attributes_type model_type multiple_of named_tuple_type
    none_required set_item_not_hashable set_type string_not_ascii string_pattern_mismatch
    string_too_long string_too_short string_type string_unicode time_delta_parsing time_delta_type
    time_parsing time_type timezone_aware timezone_naive too_long too_short tuple_type
    union_tag_not_found url_parsing url_scheme url_syntax_violation url_too_long url_type uuid_type
    uuid_version
    """.split()  # noqa: SIM905 - as a list of strings it would be ninety lines
)

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_MOST_VALUES = 256
_LONGEST_TEXT = 4096  # Python refuses to write longer integers
_UNKNOWN = object()


def problem_errors(
    errors: Iterable[Mapping[str, Any]], *, body: Any = _UNKNOWN
) -> list[dict[str, str]]:
    """Return errors of pydantic's shape as members with `code`, `detail` and a place.

    The place is a `pointer` into the body (RFC 6901, Section 6), or `parameter` and `in`. A
    validator's own message is kept unless it shares a word or a number with the error's `input` or
    holds any value of the `body`, which also frees pointers from pydantic's names of types.
    """
    return [_told(error, body) for error in errors if isinstance(error, Mapping)]


def _told(error: Mapping[str, Any], body: Any) -> dict[str, str]:
    try:
        return _problem_error(error, body)
    except Exception:  # what was submitted may be anything, and not tell what it is
        return {"pointer": "#", "code": "invalid", "detail": _INVALID}


def _problem_error(error: Mapping[str, Any], body: Any) -> dict[str, str]:
    code, message = _text(error.get("type"), "invalid"), _text(error.get("msg"), _INVALID)
    return {
        **_place(tuple(error.get("loc", ())), code, body),
        "code": code,
        "detail": _detail(code, message, error.get("input", body), body),
    }


def _text(value: Any, default: str) -> str:
    # isinstance would believe what a value says of itself
    return str.__str__(value) if issubclass(type(value), str) else default


def _place(loc: Sequence[Any], code: str, body: Any) -> dict[str, str]:
    kind, path = (loc[0], loc[1:]) if loc else ("body", ())
    if kind in _PARAMETERS and path:
        return {"parameter": str(path[0]), "in": str(kind)}
    if code == "json_invalid" and len(path) == 1 and isinstance(path[0], int):
        path = ()  # an offset into a body that is no JSON
    if kind != "body":
        path = loc
    if _KEY in path:
        path = path[: max(path.index(_KEY) - 1, 0)]
    if isinstance(body, (dict, list)):
        path = _found(path, code, body)
    return {"pointer": "#" + "".join(f"/{_escaped(str(token))}" for token in path)}


def _found(path: Sequence[Any], code: str, value: Any) -> list[Any]:
    """Leave out what names no place in the body: the member of a union that was tried."""
    found = []
    for place, token in enumerate(path, 1):
        try:
            value = value[token]
        except (LookupError, TypeError):
            if code != "missing" or place < len(path):
                continue
        found.append(token)
    return found


def _escaped(token: str) -> str:
    token = token.replace("~", "~0").replace("/", "~1")
    return quote(token, safe=_FRAGMENT, errors="replace")


def _detail(code: str, message: str, submitted: Any, body: Any) -> str:
    if code in _TRUSTED:
        return message
    kept = code not in _UNQUOTED and not _may_quote(message, submitted, body)
    return message if kept else _UNQUOTED.get(code, _INVALID)


def _may_quote(message: str, submitted: Any, body: Any) -> bool:
    near, far = _texts_in(submitted), _texts_in(None if body is _UNKNOWN else body)
    if near is None or far is None:
        return True
    words = _words(message)
    return any(
        text in message or len(text) > _LONGEST_TEXT or not words.isdisjoint(_words(text))
        for text in near
    ) or any(_stands_in(text, message) for text in far)


def _words(text: str) -> set[str | float]:
    numbers = (float(number) for number in _NUMBER.findall(text))
    return {*_WORD.findall(text.casefold()), *numbers}


def _stands_in(text: str, message: str) -> bool:
    if len(text) > len(message):
        return False
    whole = rf"(?<!\w){re.escape(text.casefold())}(?!\w)"
    return re.search(whole, message.casefold()) is not None


def _texts_in(submitted: Any) -> list[str] | None:
    """Return the texts and numbers in a value; None if that cannot be told, or they are many."""
    texts: list[str] = []
    waiting = [submitted]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return texts
        value = waiting.pop()
        if isinstance(value, Mapping):  # its keys are names, which messages speak of
            waiting += value.values()
        elif isinstance(value, (list, tuple)):
            waiting += value
        elif value is not None:
            text = _text_of(value)
            if text is None:
                return None
            texts += [text] if text.strip() else []
    return None


def _text_of(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (int, float)):
        long = isinstance(value, int) and value.bit_length() > _LONGEST_TEXT
        return None if long else str(value)
    return value if isinstance(value, str) else None
