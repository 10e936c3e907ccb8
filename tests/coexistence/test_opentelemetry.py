"""OpenTelemetry: a server span says of an error what it says without httpolite."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry import trace
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

from coexistence.apps import KINDS, PAGES, fastapi_with, is_page
from coexistence.tracing import (
    INSTRUMENTORS,
    MIDDLEWARES,
    OWN,
    Tracing,
    exceptions_of,
    replaceable,
    status_of,
    told,
)
from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def tell_the_span(facts: Any, problem: Any, exc: Exception | None) -> None:
    """What docs/coexistence.md shows."""
    if exc is not None and problem.status >= 500:
        trace.get_current_span().record_exception(exc)


TELLING = ErrorPages(on_error=tell_the_span)


@pytest.fixture
def tracing() -> Iterator[Tracing]:
    before = replaceable()
    traced = Tracing()
    yield traced
    for undo in traced.undo:
        undo()
    traced.provider.shutdown()
    assert replaceable() == before, "other tests are to find the frameworks as they were"


WRAPPED = [(kind, way) for kind in MIDDLEWARES for way in ("outside", "inside")]
INSTRUMENTED = [(kind, way) for kind in INSTRUMENTORS for way in ("automatic", "before", "after")]
INSIDE = [(kind, "inside") for kind in MIDDLEWARES]
# The middleware is outside of the pages: it ends its span once they are sent, and sees the
# exception after that.
ENDED = [
    *[(kind, "outside") for kind in MIDDLEWARES],
    *[(kind, way) for kind, way in INSTRUMENTED if kind != "flask"],
]
# It has the exception by itself: it is inside, or Flask hands it over, or its span ends later.
BY_ITSELF = [
    *INSIDE,
    *[(kind, way) for kind, way in INSTRUMENTED if kind == "flask"],
    *[(kind, way) for kind, way in OWN if kind == "starlette"],
]
ALL = [*WRAPPED, *INSTRUMENTED, *OWN]


@pytest.mark.parametrize(("kind", "way"), ENDED)
def test_41_a_hook_puts_the_exception_on_the_span_once(
    tracing: Tracing, kind: str, way: str
) -> None:
    alone = tracing.ask(kind, tracing.app(kind, way, None, alone=True), "/boom/7")[1]
    seen, span = tracing.ask(kind, tracing.app(kind, way, TELLING), "/boom/7")

    assert is_page(seen, 500)
    assert exceptions_of(span) == exceptions_of(alone) == ["RuntimeError"]
    assert span.status.status_code is alone.status.status_code is trace.StatusCode.ERROR
    assert status_of(span) == [500]
    assert span.attributes.get("http.route") == alone.attributes.get("http.route")


@pytest.mark.parametrize(("kind", "way"), ENDED)
def test_41_without_the_hook_the_span_has_all_but_the_exception(
    tracing: Tracing, kind: str, way: str
) -> None:
    span = tracing.ask(kind, tracing.app(kind, way, None), "/boom/7")[1]

    assert span.status.status_code is trace.StatusCode.ERROR
    assert status_of(span) == [500]
    assert exceptions_of(span) == []


@pytest.mark.parametrize(("kind", "way"), BY_ITSELF)
def test_41_where_the_span_goes_on_the_exception_is_on_it_without_a_hook(
    tracing: Tracing, kind: str, way: str
) -> None:
    alone = tracing.ask(kind, tracing.app(kind, way, None, alone=True), "/boom/7")[1]
    seen, span = tracing.ask(kind, tracing.app(kind, way, None), "/boom/7")

    assert is_page(seen, 500)
    assert exceptions_of(span) == exceptions_of(alone) == ["RuntimeError"]
    assert span.status.status_code is alone.status.status_code is trace.StatusCode.ERROR
    assert span.attributes.get("http.route") == alone.attributes.get("http.route")


@pytest.mark.parametrize(("kind", "way"), ENDED)
def test_41_the_hook_tells_of_raised_problems_from_500_on_and_of_no_others(
    tracing: Tracing, kind: str, way: str
) -> None:
    app = tracing.app(kind, way, TELLING)

    assert exceptions_of(tracing.ask(kind, app, "/full")[1]) == ["httpolite.problems.Problem"]
    assert exceptions_of(tracing.ask(kind, app, "/taken")[1]) == []


@pytest.mark.parametrize(("kind", "way"), [each for each in ALL if each not in INSIDE])
def test_41_a_hook_sees_the_span_while_it_is_alive(tracing: Tracing, kind: str, way: str) -> None:
    seen: list[Any] = []

    def look(*_: Any) -> None:
        span = trace.get_current_span()
        seen.append((span.is_recording(), span.get_span_context().span_id))

    span = tracing.ask(kind, tracing.app(kind, way, ErrorPages(on_error=look)), "/boom/7")[1]

    assert seen == [(True, span.context.span_id)]


@pytest.mark.parametrize(("kind", "way"), ALL)
@pytest.mark.parametrize("path", ["/ok", "/nowhere", "/refused", "/unavailable", "/bare"])
def test_any_other_span_is_what_it_is_without_httpolite(
    tracing: Tracing, kind: str, way: str, path: str
) -> None:
    alone = tracing.ask(kind, tracing.app(kind, way, None, alone=True), path)[1]
    seen, span = tracing.ask(kind, tracing.app(kind, way, None), path)

    assert is_page(seen, status_of(span)[0]) is (path != "/ok")
    assert told(span) == told(alone)
    failed = status_of(span)[0] >= 500
    assert span.status.status_code is trace.StatusCode[("UNSET", "ERROR")[failed]]


@pytest.mark.parametrize(("kind", "way"), ALL)
def test_42_145_a_page_names_the_trace_of_its_span(tracing: Tracing, kind: str, way: str) -> None:
    app = tracing.app(kind, way, None)
    seen, span = tracing.ask(kind, app, "/boom/7", headers=[("traceparent", PARENT)])

    assert json.loads(seen.body)["trace_id"] == format(span.context.trace_id, "032x")


if find_spec("fastapi.telemetry"):

    def test_0_4_fastapis_own_telemetry_has_the_exception_in_its_log(tracing: Tracing) -> None:
        from opentelemetry.sdk._logs import LoggerProvider, LogRecordProcessor

        class Kept(LogRecordProcessor):
            def on_emit(self, log_record: Any) -> None:
                kept.append(log_record.log_record)

            def shutdown(self) -> None: ...

            def force_flush(self, timeout_millis: int = 30000) -> bool:
                return True

        kept: list[Any] = []
        logs = LoggerProvider(shutdown_on_exit=False)
        logs.add_log_record_processor(Kept())
        settings = {"tracer_provider": tracing.provider, "logger_provider": logs, "metrics": False}
        app = KINDS["fastapi"].give_pages(fastapi_with(telemetry=settings), PAGES)
        span = tracing.ask("fastapi", app, "/boom/7")[1]

        (record,) = kept
        assert record.event_name == "http.server.request.exception"
        assert record.attributes["exception.type"] == "RuntimeError"
        assert (status_of(span), span.status.status_code) == ([500], trace.StatusCode.ERROR)
        assert span.attributes["http.route"] == "/boom/{seat}"
        assert span.attributes["error.type"] == "RuntimeError"

    @pytest.mark.parametrize("way", ["before", "after"])
    def test_fastapis_own_telemetry_knows_that_the_app_is_instrumented(
        tracing: Tracing, way: str
    ) -> None:
        app = fastapi_with(telemetry={"tracer_provider": tracing.provider, "metrics": False})
        steps: list[Callable[[], Any]] = [
            lambda: KINDS["fastapi"].give_pages(app, PAGES),
            lambda: FastAPIInstrumentor.instrument_app(app, tracer_provider=tracing.provider),
        ]
        for step in steps if way == "after" else reversed(steps):
            step()
        tracing.undo.append(lambda: FastAPIInstrumentor.uninstrument_app(app))

        tracing.ask("fastapi", app, "/nowhere")  # refuses a second server span
