"""What Litestar says of a static file that is not there: it names the path below the mount."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from httpolite.replacement.addresses import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpolite.requests import Inquiry

OPENING = '{"status_code":404,"detail":"no file or directory match the path '


def missing_files(status: int, inquiry: Inquiry) -> Iterator[str]:
    """Yield the documents for a 404."""
    if status == 404:
        for path in paths(inquiry):
            named = json.dumps(path.strip("/"), ensure_ascii=False)[1:-1]
            yield f'{OPENING}{named} was found"}}'
