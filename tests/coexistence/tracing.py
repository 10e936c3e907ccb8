"""Tracing: an app that OpenTelemetry watches in some way, and what its spans say."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import fastapi
import flask
import starlette.applications
from opentelemetry import trace
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware as TracedAsgi
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.instrumentation.starlette import StarletteInstrumentor
from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware as TracedWsgi
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.background import BackgroundTask

from coexistence.apps import KINDS, PAGES, fastapi_with

if TYPE_CHECKING:
    from doubles import Seen
    from httpolite import ErrorPages

MIDDLEWARES: dict[str, Any] = {"asgi": TracedAsgi, "wsgi": TracedWsgi}
INSTRUMENTORS: dict[str, Any] = {
    "flask": FlaskInstrumentor,
    "starlette": StarletteInstrumentor,
    "fastapi": FastAPIInstrumentor,
}
# Younger releases trace by themselves.
OWN = [
    *([("starlette", "own")] if find_spec("starlette.middleware.opentelemetry") else ()),
    *([("fastapi", "own")] if find_spec("fastapi.telemetry") else ()),
]


class Tracing:
    """An app that is traced in some way, and the server spans that come of it."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider(shutdown_on_exit=False)
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.undo: list[Any] = []

    def app(self, kind: str, way: str, pages: ErrorPages | None, *, alone: bool = False) -> Any:
        def give_pages(app: Any) -> Any:
            return app if alone else KINDS[kind].give_pages(app, pages or PAGES)

        if kind in MIDDLEWARES:
            return self.wrapped(kind, way, give_pages)
        if way == "own":
            return self.by_itself(kind, give_pages)
        if way == "automatic":
            return self.automatic(kind, give_pages)
        app = KINDS[kind].make()
        if way == "after":
            give_pages(app)
        INSTRUMENTORS[kind]().instrument_app(app, tracer_provider=self.provider)
        self.undo.append(lambda: INSTRUMENTORS[kind].uninstrument_app(app))
        return app if way == "after" else give_pages(app)

    def automatic(self, kind: str, give_pages: Any) -> Any:
        instrumentor = INSTRUMENTORS[kind]()
        if not instrumentor.is_instrumented_by_opentelemetry:
            instrumentor.instrument(tracer_provider=self.provider)
            self.undo.append(instrumentor.uninstrument)
        return give_pages(KINDS[kind].make())

    def wrapped(self, kind: str, way: str, give_pages: Any) -> Any:
        app, traced = KINDS[kind].make(), MIDDLEWARES[kind]
        if way == "inside":
            return give_pages(traced(app, tracer_provider=self.provider))
        return traced(give_pages(app), tracer_provider=self.provider)

    def by_itself(self, kind: str, give_pages: Any) -> Any:
        if kind == "fastapi":
            settings = {"tracer_provider": self.provider, "metrics": False, "logs": False}
            return give_pages(fastapi_with(telemetry=settings))
        from starlette.middleware.opentelemetry import OpenTelemetryMiddleware

        app = give_pages(KINDS[kind].make())
        app.add_middleware(OpenTelemetryMiddleware, tracer_provider=self.provider)
        return app

    def ask(self, kind: str, app: Any, path: str, **request: Any) -> tuple[Seen, Any]:
        self.exporter.clear()
        seen = KINDS[kind].ask(app, path=path, **request)
        (span,) = [
            span
            for span in self.exporter.get_finished_spans()
            if span.kind is trace.SpanKind.SERVER
        ]
        return seen, span


def replaceable() -> list[Any]:
    """Return what instrumentation replaces in the frameworks' modules."""
    classes = [flask.Flask, starlette.applications.Starlette, fastapi.FastAPI]
    return [*classes, BackgroundTask.__call__]


def status_of(span: Any) -> Any:
    known = ("http.status_code", "http.response.status_code")
    return [span.attributes[name] for name in known if name in span.attributes]


def exceptions_of(span: Any) -> list[Any]:
    return [e.attributes["exception.type"] for e in span.events if e.name == "exception"]


def told(span: Any) -> dict[str, Any]:
    """Return all of a span but times, ids and the length of the body."""
    return {
        "name": span.name,
        "status": span.status.status_code,
        "attributes": {k: v for k, v in span.attributes.items() if "length" not in k},
        "exceptions": exceptions_of(span),
    }
