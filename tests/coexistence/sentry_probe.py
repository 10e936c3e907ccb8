"""What Sentry is told of each app, printed as JSON.

A process of its own, since `sentry_sdk.init` changes classes of every framework for good. All that
the SDK switches on by itself is on; its transport keeps the events instead of sending them.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
from sentry_sdk.transport import Transport

from coexistence.apps import KINDS, PAGES, is_page
from httpolite import ErrorPages

EVENTS: list[Any] = []
SENTRY = {"asgi": SentryAsgiMiddleware, "wsgi": SentryWsgiMiddleware}
LOGGED, RAISED = ErrorPages(propagate=False), ErrorPages(propagate=True)
PATHS = ("/ok", "/nowhere", "/refused", "/unavailable", "/bare", "/taken", "/full", "/boom/7")


class Kept(Transport):
    def capture_envelope(self, envelope: Any) -> None:
        event = envelope.get_event()
        if event is not None:
            EVENTS.append(event)


def told(event: Any) -> str:
    """Return the class of the exception that an event is about, else its message."""
    if "exception" in event:
        return str(event["exception"]["values"][-1]["type"])
    return str(event["logentry"]["message"])


def asked(kind: str, app: Any) -> dict[str, Any]:
    found = {}
    for path in PATHS:
        EVENTS.clear()
        seen = KINDS[kind].ask(app, path=path)
        found[path] = {
            "events": [told(event) for event in EVENTS],
            "page": is_page(seen, seen.status or 0),
            "status": seen.status,
        }
    return found


def with_pages(kind: str, pages: ErrorPages = PAGES) -> Any:
    return KINDS[kind].give_pages(KINDS[kind].make(), pages)


def wrapped(kind: str) -> dict[str, Any]:
    make, give_pages, sentry = KINDS[kind].make, KINDS[kind].give_pages, SENTRY[kind]
    return {
        "alone": sentry(make()),
        "outside": sentry(with_pages(kind)),
        "outside, logged": sentry(with_pages(kind, LOGGED)),
        "outside, raised": sentry(with_pages(kind, RAISED)),
        "inside": give_pages(sentry(make())),
        "logging only": with_pages(kind, LOGGED),
    }


def main() -> None:
    frameworks = ("flask", "starlette", "fastapi")
    apps = {kind: {"pages first": with_pages(kind)} for kind in frameworks}
    sentry_sdk.init("http://key@127.0.0.1/1", transport=Kept)
    for kind in frameworks:
        apps[kind] |= {
            "alone": KINDS[kind].make(),
            "Sentry first": with_pages(kind),
            "Sentry first, logged": with_pages(kind, LOGGED),
        }
    apps |= {kind: wrapped(kind) for kind in SENTRY}
    json.dump(
        {
            kind: {name: asked(kind, app) for name, app in arranged.items()}
            for kind, arranged in apps.items()
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
