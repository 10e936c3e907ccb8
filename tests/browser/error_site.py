"""The site that the browser visits: a path begins with the status that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite import Brand, ErrorPages, Problem
from httpolite.asgi import ErrorPagesMiddleware

if TYPE_CHECKING:
    from httpolite.asgi import Receive, Scope, Send

PAGES = ErrorPages(
    brand=Brand(name="Harbour Theatre", support="help@example.com", status_page="/status")
)


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    status = int(scope["path"].split("/")[1])
    if status == 409:
        raise Problem(409, detail=f"What is taken is {'nobreak' * 40}.")
    headers = [(b"retry-after", b"120")] if status == 503 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})


app = ErrorPagesMiddleware(bare, PAGES)
