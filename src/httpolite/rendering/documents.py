"""The documents for programs and terminals: problem+json, problem+xml, text and markdown.

Each function is called once per compiled page, with marks in place of a request's values, and
each has the function beside it that escapes such a value.
"""

from __future__ import annotations

import json
import re
from html import escape as _escape
from json.encoder import encode_basestring
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from httpolite.rendering.compiled import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from httpolite.rendering.page import Page

_DEEPEST = 32
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
# As alternatives: one class of the ranges that XML allows takes 10 ms to compile. Strings, compiled
# when first used, for even these would be 0.4 ms of the import.
_NOT_XML = "[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]"
_SURROGATE = "[\ud800-\udfff]"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&~|])")  # no value starts a block


def problem_json(members: Mapping[str, Any], *, extended: bool) -> str:
    """Write a problem+json document (RFC 9457, Section 3), open for extension members."""
    text = _dumps(members)
    return text[:-1] + mark("extensions") + "}" if extended else text


def escape_json(value: str) -> str:
    """Escape for the inside of a JSON string."""
    return encode_basestring(value)[1:-1]  # what json.dumps calls, without the way there


def json_extensions(extensions: Mapping[str, Any]) -> str:
    """Write extension members as they follow the others, valid JSON whatever they hold."""
    return "".join(
        f",{_dumps(name)}:{_dumps(jsonable(value))}" for name, value in extensions.items()
    )


def problem_xml(members: Mapping[str, Any], *, extended: bool) -> str:
    """Write a problem+xml document (RFC 9457, Appendix B)."""
    inside = "".join(f"<{name}>{_xml(value)}</{name}>" for name, value in members.items())
    inside += mark("extensions") if extended else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<problem xmlns="urn:ietf:rfc:7807">{inside}</problem>'
    )


def escape_xml(value: str) -> str:
    """Escape for XML 1.0 character data; what XML cannot hold becomes U+FFFD."""
    return _escape(re.sub(_NOT_XML, "\ufffd", value), quote=False)


def xml_extensions(extensions: Mapping[str, Any]) -> str:
    """Write extension members as XML elements; a list has its items in `i` elements."""
    return "".join(_element(name, jsonable(value)) for name, value in extensions.items())


def plain_text(page: Page, _escape: Callable[[str], str]) -> str:
    """Write the page as lines of text."""
    errors = [f"- {error['where']}: {error['detail']}" for error in page.errors]
    return _lines(page, f"{page.status} {page.reason_phrase}", errors, strong="{}", bullet="")


def escape_text(value: str) -> str:
    """Return the value as it is: text/plain escapes nothing."""
    return value


def markdown(page: Page, escape: Callable[[str], str]) -> str:
    """Write the page as CommonMark."""
    errors = [f"- {escape(error['where'])}: {escape(error['detail'])}" for error in page.errors]
    return _lines(
        page, f"# {page.status} {page.reason_phrase}", errors, strong="**{}**", bullet="- "
    )


def escape_markdown(value: str) -> str:
    """Escape for the middle of a line of CommonMark; line breaks become spaces."""
    return _MARKDOWN.sub(r"\\\1", " ".join(value.split()))


def _lines(page: Page, title: str, errors: list[str], *, strong: str, bullet: str) -> str:
    labels = page.labels

    def fact(name: str, value: str) -> str:
        return bullet + labels["fact"].format(label=strong.format(labels[name]), value=value)

    facts = {
        "reference": page.request_id,
        "path": page.path,
        "time": page.time,
        "allowed": page.allowed_methods,
        "retry_after": page.retry_after,
        "trace": page.trace_id,
    }
    blocks = [
        title,
        strong.format(page.heading),
        page.explanation,
        page.advice,
        fact("message", page.detail) if page.detail else "",
        "\n".join([strong.format(labels["errors"]), "", *errors]) if errors else "",
        "\n".join(fact(name, value) for name, value in facts.items() if value),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _xml(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(_element(name, item) for name, item in value.items())
    if isinstance(value, list):
        return "".join(f"<i>{_xml(item)}</i>" for item in value)
    if value is None:
        return ""
    return escape_xml(value if isinstance(value, str) else _dumps(value))


def _element(name: str, value: Any) -> str:
    # Members of members may have any name; XML's own start with "xml".
    if not _XML_NAME.fullmatch(name) or name.lower().startswith("xml"):
        return f"<member><name>{escape_xml(name)}</name><value>{_xml(value)}</value></member>"
    return f"<{name}>{_xml(value)}</{name}>"


def jsonable(value: Any, _above: tuple[int, ...] = ()) -> Any:
    """Return the value as plain JSON types; what JSON cannot hold becomes its text, else None.

    Cycles and what lies deeper than 32 levels become None; lone surrogates become U+FFFD.
    """
    if value is None or value is True or value is False:
        return value
    if issubclass(type(value), str):  # isinstance would believe what the value says of itself
        return re.sub(_SURROGATE, "\ufffd", str.__str__(value))
    if id(value) in _above or len(_above) >= _DEEPEST:
        return None
    try:
        return _as_json(value, (*_above, id(value)))
    except Exception:
        return None


def _as_json(value: Any, above: tuple[int, ...]) -> Any:
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {_text(key): jsonable(value[key], above) for key in value.keys()}  # noqa: SIM118
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item, above) for item in value]
    if isinstance(value, int):
        number = int(value)
        json.dumps(number)  # beyond 4,300 digits Python refuses to write it
        return number
    if isinstance(value, float) and isfinite(fraction := float(value)):
        return fraction
    text, kind = _text(value), cast("Any", type(value))
    # What has no text of its own would only tell its class, its address or a path.
    return None if kind.__str__ is object.__str__ and text.startswith("<") else text


def _text(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("utf-8", "replace")
    isoformat = getattr(value, "isoformat", None)
    return re.sub(_SURROGATE, "\ufffd", str(isoformat() if callable(isoformat) else value))
