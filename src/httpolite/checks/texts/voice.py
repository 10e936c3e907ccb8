"""Voice: what a visitor, who is no technician, should not have to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from httpolite.checks.texts.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.checks.texts.locale import Locale

_JARGON = re.compile(
    r"(?<![^\W_])(API|CDN|DNS|HTML|HTTPS?|IP|JSON|RFC|SNI|SQL|SSL|TCP|TLS|URI|URL|XML|\d{3})(?![^\W_])"
)
_LOUD = re.compile(r"[!！¡]")


def check_voice(locale: Locale) -> Iterator[Suspicion]:
    """Tell jargon, status codes and exclamation marks in what a visitor reads."""
    for text in locale.texts:
        if text.is_for_visitors:
            for found in (*_JARGON.findall(text.bare), *_LOUD.findall(text.bare)):
                if locale.is_base or found not in text.english:
                    yield Suspicion("voice", text.place, f"a visitor reads {found}")
