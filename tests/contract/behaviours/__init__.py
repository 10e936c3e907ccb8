"""All behaviours, in the order of their numbers."""

from __future__ import annotations

from contract.behaviours import asgi, documents, frameworks, http, servers, wsgi

SECTIONS = (
    asgi.DESIGN,
    asgi.MESSAGES,
    asgi.EXCEPTIONS,
    asgi.WEBSOCKETS,
    wsgi.WSGI,
    frameworks.FLASK,
    frameworks.STARLETTE,
    frameworks.DJANGO,
    frameworks.OTHERS,
    http.HTTP,
    documents.NEGOTIATION,
    documents.DOCUMENTS,
    servers.SERVERS,
    servers.BARE,
    servers.IDEAS,
)
BEHAVIOURS = tuple(behaviour for section in SECTIONS for behaviour in section.behaviours)
NUMBERS = (
    *(f"0.{part}" for part in range(1, 6)),
    *(str(number) for number in range(1, 167)),
    *("10 defaults", "23b", "23c", "88b", "105b", "132b"),
)
