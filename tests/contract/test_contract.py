"""One table of behaviours, run through every adapter in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from wsgiref.validate import validator

import pytest

from contract.cases import PROBLEM, REPLACED, UNTOUCHED, Case
from doubles import Seen, asgi_app, body, run_asgi, run_wsgi, start
from httpolite import ErrorPages, Problem
from httpolite.catalogue.statuses import reason_phrase

if TYPE_CHECKING:
    from collections.abc import Callable


def plain_asgi(case: Case, pages: ErrorPages, exc: Exception | None) -> Seen:
    from httpolite.asgi import ErrorPagesMiddleware

    steps: list[Any] = [start(case.status, case.headers), body(case.body)]
    app = ErrorPagesMiddleware(asgi_app(*([exc] if exc else steps)), pages)
    return run_asgi(app, case.method, "/x", case.asked)


def plain_wsgi(case: Case, pages: ErrorPages, exc: Exception | None) -> Seen:
    from httpolite.wsgi import ErrorPagesMiddleware

    def app(environ: Any, start_response: Any) -> list[bytes]:
        if exc:
            raise exc
        line = f"{case.status} {reason_phrase(case.status)}"
        start_response(line, list(case.headers))
        return [case.body]

    # The checker wants a Content-Type, and knows fewer methods.
    typed = any(name == "Content-Type" for name, _ in case.headers) and case.method != "CONNECT"
    wrapped = ErrorPagesMiddleware(validator(app) if typed else app, pages)
    outer = validator(wrapped) if typed or case.becomes else wrapped
    return run_wsgi(outer, case.method, "/x", case.asked)


def flask(case: Case, pages: ErrorPages, exc: Exception | None) -> Seen:
    from flask import Flask, Response
    from werkzeug.datastructures import Headers

    from httpolite.flask import install

    app = Flask(__name__)

    def view() -> Response:
        if exc:
            raise exc
        response = Response(case.body, case.status)
        response.automatically_set_content_length = False
        response.headers = Headers(list(case.headers))
        return response

    methods = sorted({case.method, "GET"})
    app.add_url_rule("/x", view_func=view, methods=methods, provide_automatic_options=False)
    return run_wsgi(install(app, pages), case.method, "/x", case.asked)


def starlette(case: Case, pages: ErrorPages, exc: Exception | None) -> Seen:
    from starlette.applications import Starlette
    from starlette.routing import Route

    from httpolite.starlette import install

    async def view(request: Any) -> Any:
        return _starlette_response(case, exc)

    app = Starlette(routes=[Route("/x", view, methods=[case.method])])
    return run_asgi(install(app, pages), case.method, "/x", case.asked)


def fastapi(case: Case, pages: ErrorPages, exc: Exception | None) -> Seen:
    from fastapi import FastAPI

    from httpolite.fastapi import install

    app = FastAPI()

    async def view() -> Any:
        return _starlette_response(case, exc)

    app.add_api_route("/x", view, methods=[case.method], response_model=None)
    return run_asgi(install(app, pages), case.method, "/x", case.asked)


def _starlette_response(case: Case, exc: Exception | None) -> Any:
    from starlette.responses import Response

    if exc:
        raise exc
    response = Response(case.body, case.status)
    response.raw_headers = [(n.lower().encode(), v.encode("latin-1")) for n, v in case.headers]
    return response


ADAPTERS = (plain_asgi, plain_wsgi, flask, starlette, fastapi)
through_every_adapter = pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda a: a.__name__)
OURS = ("content-type", "content-language", "vary", "cache-control", "content-length")


@through_every_adapter
@pytest.mark.parametrize("case", REPLACED, ids=str)
def test_a_replaced_response(case: Case, adapter: Callable[..., Seen]) -> None:
    seen = adapter(case, ErrorPages(**case.options), None)

    assert seen.raised is None
    assert seen.status == case.status  # 117
    assert seen.value("content-type") == case.becomes
    for name in OURS:
        assert len(seen.values(name)) == 1, name
    length = int(seen.value("content-length") or "")
    assert length > 100
    assert len(seen.body) == (0 if case.method == "HEAD" else length)
    names = {name for name, _ in case.sent}
    assert [(n.lower(), v) for n, v in seen.headers if n.lower() in names] == list(case.sent)
    assert not [name for name in case.gone if seen.values(name)]
    if case.becomes == PROBLEM and case.method != "HEAD":
        assert json.loads(seen.body)["status"] == case.status


@through_every_adapter
@pytest.mark.parametrize("case", UNTOUCHED, ids=str)
def test_an_untouched_response(case: Case, adapter: Callable[..., Seen]) -> None:
    seen = adapter(case, ErrorPages(**case.options), None)

    assert seen.raised is None
    assert seen.status == case.status
    assert seen.body == case.body
    assert [(n.lower(), v) for n, v in seen.headers] == [(n.lower(), v) for n, v in case.headers]


class SeatTaken(Problem, status=409, title="Seat taken", detail="Seat {seat} was taken."):
    seat: str


ASGI = (plain_asgi, starlette, fastapi)
GET = Case(name="")


@through_every_adapter
@pytest.mark.parametrize("asked", [(), (("Accept", "text/html"),)], ids=["document", "page"])
def test_0_4_an_unhandled_exception_gets_a_500_that_tells_nothing(
    adapter: Callable[..., Seen], asked: tuple[tuple[str, str], ...], caplog: Any
) -> None:
    exc = RuntimeError("secret")

    seen = adapter(Case(name="", asked=asked), ErrorPages(), exc)

    assert seen.status == 500
    assert seen.value("content-length") == str(len(seen.body))
    assert seen.value("cache-control") == "no-store"
    assert b"secret" not in seen.body
    assert b"RuntimeError" not in seen.body  # 124
    if adapter in ASGI:
        assert seen.raised is exc  # 25
        assert not caplog.records  # 39: the server logs what is raised
    else:
        assert seen.raised is None
        assert [record.exc_info[1] for record in caplog.records] == [exc]  # 63


@through_every_adapter
def test_106_an_exception_on_head_has_no_body(adapter: Callable[..., Seen]) -> None:
    seen = adapter(Case(name="", method="HEAD"), ErrorPages(), RuntimeError("secret"))

    assert (seen.status, seen.body) == (500, b"")
    assert int(seen.value("content-length") or "") > 100


@through_every_adapter
def test_a_raised_problem_is_an_answer(adapter: Callable[..., Seen], caplog: Any) -> None:
    seen = adapter(GET, ErrorPages(), SeatTaken(seat="14C", headers={"Retry-After": "30"}))

    assert seen.raised is None
    assert seen.status == 409
    assert seen.value("retry-after") == "30"
    document = json.loads(seen.body)
    assert (document["title"], document["detail"]) == ("Seat taken", "Seat 14C was taken.")
    assert document["seat"] == "14C"
    assert not caplog.records


@through_every_adapter
@pytest.mark.parametrize("replace", ["exceptions", "empty", "bare", "all"])
def test_every_policy_but_never_answers_problems(
    adapter: Callable[..., Seen], replace: Any
) -> None:
    seen = adapter(GET, ErrorPages(replace=replace), Problem(410))

    assert (seen.status, seen.value("content-type")) == (410, PROBLEM)


@through_every_adapter
def test_a_mapped_exception_is_an_answer(adapter: Callable[..., Seen]) -> None:
    seen = adapter(GET, ErrorPages(exceptions={LookupError: 404}), KeyError("secret"))

    assert seen.raised is None
    assert (seen.status, seen.value("content-type")) == (404, PROBLEM)
    assert b"secret" not in seen.body


@through_every_adapter
def test_38_propagate_false_logs_and_does_not_raise(
    adapter: Callable[..., Seen], caplog: Any
) -> None:
    exc = RuntimeError("secret")

    seen = adapter(GET, ErrorPages(propagate=False), exc)

    assert seen.raised is None
    assert (seen.status, seen.value("content-type")) == (500, PROBLEM)
    assert [record.exc_info[1] for record in caplog.records] == [exc]


@through_every_adapter
def test_41_hooks_are_told_once_before_anything_is_sent(adapter: Callable[..., Seen]) -> None:
    told: list[Any] = []
    exc = RuntimeError("secret")

    def tell(facts: Any, problem: Any, exc: Any) -> None:
        told.append((facts.path, problem.status, exc))

    pages = ErrorPages(on_error=tell)

    adapter(GET, pages, exc)
    adapter(GET, pages, None)

    assert told == [("/x", 500, exc), ("/x", 404, None)]


@through_every_adapter
def test_31_a_hook_that_raises_changes_nothing(adapter: Callable[..., Seen], caplog: Any) -> None:
    hook: Any = lambda *_: 1 // 0  # noqa: E731
    pages = ErrorPages(on_error=hook)

    seen = adapter(GET, pages, None)

    assert (seen.status, seen.value("content-type")) == (404, PROBLEM)
    assert len([record for record in caplog.records if "on_error" in record.message]) == 1
