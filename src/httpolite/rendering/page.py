"""The template context: `page`, one frozen value.

It is public API: themes of users read it, so a name here is never renamed or given another
meaning; new names may come. Texts are plain strings; the template escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.brand import Brand
    from httpolite.rendering.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a template may show.

    The fields under "this request" are strings, or None where there is nothing to show. While a
    page is compiled they are stand-ins that can be printed and tested for presence, no more.
    """

    # what happened
    status: int
    family: str
    reads_as: int  # the registered status whose texts a vendor's code has, else the status itself
    side: str | None
    retry: bool
    reason_phrase: str  # English, for support to map a report back
    phrase: str
    heading: Any  # the problem's own title, else the localized heading
    explanation: str
    advice: str

    # in which language
    language: str
    direction: str
    labels: Mapping[str, str]

    # whose site it is, and what can be done next
    brand: Brand
    actions: tuple[Action, ...]
    style: Any  # the theme's CSS, safe to print inside <style>
    own: Mapping[str, str]  # the theme's own texts, from its texts/<tag>.json

    # this request
    request_id: Any
    time: Any  # "2026-11-22 14:05:09 UTC"
    path: Any = None  # without query, at most 256 characters
    detail: Any = None  # the app's own message
    errors: tuple[Mapping[str, str], ...] = ()  # of a validation: "where" and "detail" each
    allowed_methods: Any = None  # "GET, HEAD"
    retry_after: Any = None  # "30 s", or a date and time
    retry_at: Any = None  # the same for <time datetime>: "PT30S", "2026-11-24T12:00Z"
    trace_id: Any = None
    nonce: Any = None
