"""Starlette: install in any order with whatever else an app has, and what it then answers."""

from __future__ import annotations

import asyncio
import json
import logging
import runpy
import sys
from typing import TYPE_CHECKING, Any, cast

import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, Router, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from httpolite import ErrorPages, InstallError, OptionError, Problem, StatusError
from httpolite.asgi import ErrorPagesMiddleware
from httpolite.starlette import install, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[Starlette], Any]

PROBLEM = "application/problem+json"
ORIGIN = {"origin": "https://shop.example"}
FACTS = ErrorPages(exceptions={LookupError: 410})


class SeatTaken(Problem, status=409, title="Seat taken", detail="Seat {seat} was taken."):
    seat: str


class Mine(HTTPException):
    pass


class FullError(Exception):
    pass


def raises(exc: Exception) -> Any:
    async def endpoint(request: Any) -> None:
        raise exc

    return endpoint


def answers(response: Callable[[], Response]) -> Any:
    async def endpoint(request: Any) -> Response:
        return response()

    return endpoint


async def failing_stream() -> Any:
    yield b"one "
    raise RuntimeError("secret")


async def stillborn_stream() -> Any:
    raise RuntimeError("secret")
    yield b"one "


async def failing_task() -> None:
    raise RuntimeError("secret")


async def socket(websocket: Any) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


async def closing(websocket: Any) -> None:
    await websocket.close()


def opens_and_raises(exc: Exception) -> Any:
    async def opened(websocket: Any) -> None:
        await websocket.accept()
        raise exc

    return opened


async def hello(request: Any) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def answered(request: Any, exc: Any) -> Response:
    return JSONResponse({"by": "the user"}, getattr(exc, "status_code", 500))


ROUTES = {
    "/hello": hello,
    "/boom": raises(RuntimeError("secret")),
    "/401": raises(HTTPException(401, headers={"WWW-Authenticate": "Basic"})),
    "/429": raises(HTTPException(429, "Slow down, please.", {"Retry-After": "30"})),
    "/413": raises(HTTPException(413, "Request Entity Too Large")),
    "/500": raises(HTTPException(500, "secret")),
    "/503": raises(HTTPException(503, "Back at noon.")),
    "/499": raises(HTTPException(499, "")),
    "/204": raises(HTTPException(204)),
    "/302": raises(HTTPException(302, headers={"location": "/hello"})),
    "/object": raises(HTTPException(400, {"seat": 7})),  # type: ignore[arg-type]
    "/surrogate": raises(HTTPException(404, "bad \udce9 name")),
    "/stale": raises(HTTPException(404, headers={"Content-Length": "3"})),
    "/bare": answers(lambda: Response(status_code=503)),
    "/own": answers(lambda: JSONResponse({"error": "mine"}, 404)),
    "/problem": raises(Problem(409, detail="Taken.", headers={"Retry-After": "5"}, seat="14C")),
    "/seat": raises(SeatTaken(seat="14C")),
    "/mapped": raises(KeyError("secret")),
    "/mine": raises(Mine(404)),
    "/full": raises(FullError()),
    "/stream": answers(lambda: StreamingResponse(iter([b"one ", b"two"]))),
    "/broken": answers(lambda: StreamingResponse(failing_stream())),
    "/late": answers(lambda: StreamingResponse(stillborn_stream(), 404)),
    "/task": answers(lambda: PlainTextResponse("hello", background=BackgroundTask(failing_task))),
    "/group": raises(ExceptionGroup("both", [RuntimeError("secret"), ValueError("x")])),
}


def routes() -> list[Any]:
    sockets = {
        "/ws": socket,
        "/ws-close": closing,
        "/ws-403": raises(HTTPException(403, "members only")),
        "/ws-problem": raises(Problem(409, detail="taken")),
        "/ws-boom": raises(RuntimeError("secret")),
        "/ws-open-403": opens_and_raises(HTTPException(403)),
        "/ws-open-problem": opens_and_raises(Problem(403)),
        "/ws-open-boom": opens_and_raises(RuntimeError("secret")),
    }
    return [
        *[Route(path, endpoint) for path, endpoint in ROUTES.items()],
        *[WebSocketRoute(path, endpoint) for path, endpoint in sockets.items()],
    ]


def client_of(app: Any, **options: Any) -> TestClient:
    return TestClient(app, **{"raise_server_exceptions": False, **options})


def made(change: Change = lambda app: None, *, first: bool = True, pages: Any = None) -> TestClient:
    app = Starlette(routes=routes())
    if first:
        install(app, pages)
    change(app)
    if not first:
        install(app, pages)
    return client_of(app)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return made(pages=FACTS)


def is_page(response: Any, status: int) -> bool:
    return (
        response.status_code == status
        and response.headers["content-type"] == PROBLEM
        and response.json()["status"] == status
        and "secret" not in response.text
    )


# What is answered


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/429", 429, "Slow down, please."),
        ("/503", 503, "Back at noon."),
        ("/problem", 409, "Taken."),
        ("/seat", 409, "Seat 14C was taken."),
        ("/surrogate", 404, "bad \ufffd name"),
    ],
)
def test_a_deliberate_detail_is_kept(
    client: TestClient, path: str, status: int, detail: str
) -> None:
    response = client.get(path)

    assert is_page(response, status)
    assert response.json()["detail"] == detail


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/401", 401), ("/413", 413), ("/499", 499), ("/500", 500), ("/mine", 404)],
)
def test_154_a_default_detail_gives_way_to_the_explanation(
    client: TestClient, path: str, status: int
) -> None:
    response = client.get(path)

    assert is_page(response, status)
    assert response.json()["detail"] == FACTS.texts_for(status, "en").explanation


def test_94_a_detail_that_is_an_object_becomes_data(client: TestClient) -> None:
    assert client.get("/object").json()["data"] == {"seat": 7}


def test_members_of_a_problem_are_sent(client: TestClient) -> None:
    assert client.get("/seat").json()["seat"] == "14C"
    assert client.get("/seat").json()["title"] == "Seat taken"


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/401", "www-authenticate", "Basic"),
        ("/429", "retry-after", "30"),
        ("/problem", "retry-after", "5"),
    ],
)
def test_headers_of_the_exception_are_kept(
    client: TestClient, path: str, name: str, value: str
) -> None:
    assert client.get(path).headers[name] == value


def test_a_405_keeps_allow(client: TestClient) -> None:
    response = client.post("/hello")

    assert is_page(response, 405)
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_93_a_stale_content_length_is_not_sent(client: TestClient) -> None:
    response = client.get("/stale")

    assert response.headers.get_list("content-length") == [str(len(response.content))]


def test_head_has_the_length_of_get_and_no_body(client: TestClient) -> None:
    got, head = client.get("/429"), client.head("/429")

    assert head.status_code == 429
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_an_exception_that_is_mapped_gets_its_status(client: TestClient) -> None:
    assert is_page(client.get("/mapped"), 410)


def test_a_bare_response_becomes_a_page(client: TestClient) -> None:
    assert is_page(client.get("/bare"), 503)


def test_a_body_somebody_wrote_is_left_alone(client: TestClient) -> None:
    response = client.get("/own")

    assert response.status_code == 404
    assert response.json() == {"error": "mine"}


@pytest.mark.parametrize(("path", "status"), [("/204", 204), ("/302", 302)])
def test_83_what_is_no_error_is_sent_as_it_is(client: TestClient, path: str, status: int) -> None:
    response = client.get(path, follow_redirects=False)

    assert response.status_code == status
    assert "content-language" not in response.headers


def test_zh_tw_gets_traditional_chinese(client: TestClient) -> None:
    response = client.get(
        "/nowhere", headers={"accept": "text/html", "accept-language": "zh-TW,zh;q=0.9"}
    )

    assert response.headers["content-language"] == "zh-Hant"
    assert 'lang="zh-Hant"' in response.text


def test_a_debug_app_still_shows_4xx_pages_and_its_own_traceback() -> None:
    client = made(lambda app: setattr(app, "debug", True), pages=ErrorPages(replace="all"))

    assert is_page(client.get("/nowhere"), 404)
    assert is_page(client.get("/401"), 401)
    assert "Traceback" in client.get("/boom").text


# Exceptions nobody handled


def test_25_an_unhandled_exception_is_answered_and_raised_again() -> None:
    app = install(Starlette(routes=routes()))
    error = RuntimeError("secret")
    app.add_route("/this", raises(error))

    assert is_page(client_of(app).get("/this"), 500)
    with pytest.raises(RuntimeError) as caught:
        client_of(app, raise_server_exceptions=True).get("/this")
    assert caught.value is error


@pytest.mark.parametrize("path", ["/401", "/nowhere", "/problem", "/mapped", "/500"])
def test_a_handled_exception_is_not_raised_again(path: str) -> None:
    app = install(Starlette(routes=routes()), FACTS)

    assert client_of(app, raise_server_exceptions=True).get(path).status_code >= 400


def test_33_an_exception_group_is_a_500_and_raised_whole() -> None:
    app = install(Starlette(routes=routes()))

    assert is_page(client_of(app).get("/group"), 500)
    with pytest.raises(ExceptionGroup):
        client_of(app, raise_server_exceptions=True).get("/group")


@pytest.mark.parametrize("path", ["/boom", "/401", "/mw"])
def test_38_without_propagate_it_is_logged_instead(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = Starlette(routes=routes(), middleware=[Middleware(raising(RuntimeError("secret")))])
    install(app, ErrorPages(propagate=False))

    response = client_of(app, raise_server_exceptions=True).get(path)

    assert response.status_code in (500, 401)
    assert len(caplog.records) == (path != "/401")
    assert all(record.levelno == logging.ERROR for record in caplog.records)


def sent(app: Any, path: str, **more: Any) -> tuple[list[Any], Exception | None]:
    messages: list[Any] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"shop.example")],
        **more,
    }

    async def receive() -> Any:
        await asyncio.sleep(9)

    async def send(message: Any) -> None:
        messages.append(message)

    async def call() -> None:
        await app(scope, receive, send)

    try:
        asyncio.run(call())
    except Exception as exc:
        return messages, exc
    return messages, None


def test_a_stream_goes_out_chunk_by_chunk() -> None:
    messages, _ = sent(install(Starlette(routes=routes())), "/stream")

    assert [message.get("body") for message in messages] == [None, b"one ", b"two", b""]


@pytest.mark.parametrize("install_it", [True, False])
def test_27_nothing_is_appended_to_what_has_started(install_it: bool) -> None:
    app = Starlette(routes=routes())
    messages, exc = sent(install(app) if install_it else app, "/broken")

    assert [message.get("body") for message in messages] == [None, b"one "]
    assert _innermost(exc) is RuntimeError
    assert str(exc) in ("secret", "unhandled errors in a TaskGroup (1 sub-exception)")


def _innermost(exc: Any) -> type:
    while isinstance(exc, ExceptionGroup):
        exc = exc.exceptions[0]
    return type(exc)


def test_30_an_error_response_that_breaks_off_while_held_becomes_a_500() -> None:
    messages, exc = sent(install(Starlette(routes=routes())), "/late")

    assert [message["type"] for message in messages] == [
        "http.response.start",
        "http.response.body",
    ]
    assert messages[0]["status"] == 500
    assert _innermost(exc) is RuntimeError


def test_29_an_error_in_a_background_task_is_raised_and_sends_nothing() -> None:
    messages, exc = sent(install(Starlette(routes=routes())), "/task")

    assert [message.get("body") for message in messages] == [None, b"hello"]
    assert str(exc) == "secret"


@pytest.mark.parametrize("middleware", [[], [Middleware(CORSMiddleware)]])
def test_34_nobody_is_answered_once_the_client_is_gone(middleware: Any) -> None:
    told: list[Any] = []
    gone = ClientDisconnect()
    app = Starlette(routes=[Route("/", raises(gone))], middleware=middleware)
    install(app, ErrorPages(on_error=lambda *about: told.append(about)))

    assert sent(app, "/") == ([], gone)
    assert not told


# Hooks


def told(path: str, change: Change = lambda app: None, **options: Any) -> list[Any]:
    calls: list[Any] = []

    def on_error(facts: Any, problem: Any, exc: Any) -> None:
        calls.append((problem.status, type(exc)))

    made(change, pages=ErrorPages(on_error=on_error, **options)).get(path)
    return calls


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("/nowhere", (404, type(None))),
        ("/401", (401, HTTPException)),
        ("/boom", (500, RuntimeError)),
        ("/bare", (503, type(None))),
        ("/problem", (409, Problem)),
    ],
)
def test_hooks_run_once_for_a_reply(path: str, call: Any) -> None:
    assert told(path) == [call]


def test_hooks_run_once_for_what_a_middleware_raises() -> None:
    def change(app: Starlette) -> None:
        app.add_middleware(raising(RuntimeError("secret")))

    assert told("/mw", change) == [(500, RuntimeError)]


def test_hooks_run_once_for_a_mounted_app_with_the_same_pages() -> None:
    calls: list[int] = []
    pages = ErrorPages(on_error=lambda facts, problem, exc: calls.append(problem.status))
    sub = install(Starlette(routes=routes()), pages)
    client = client_of(install(Starlette(routes=[Mount("/sub", sub)]), pages))

    for path in ("/sub/boom", "/sub/nowhere", "/sub/bare"):
        client.get(path)

    assert calls == [500, 404, 503]


# In any order with others


def raising(exc: Exception, path: str = "/mw") -> Any:
    class Raising:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope.get("path") == path:
                raise exc
            await self.app(scope, receive, send)

    return Raising


class RaisingAsBase(BaseHTTPMiddleware):
    async def dispatch(self, request: Any, call_next: Any) -> Any:
        if request.url.path == "/mw":
            raise RuntimeError("secret")
        return await call_next(request)


either_way = pytest.mark.parametrize("first", [True, False], ids=["before", "after"])


@either_way
@pytest.mark.parametrize(
    ("key", "path"),
    [
        (404, "/nowhere"),
        (HTTPException, "/nowhere"),
        (HTTPException, "/401"),
        (HTTPException, "/mine"),
        (Mine, "/mine"),
        (500, "/boom"),
        (Exception, "/boom"),
        (500, "/mw"),
        (Exception, "/mw"),
        (Problem, "/problem"),
        (SeatTaken, "/seat"),
        (LookupError, "/mapped"),
        (KeyError, "/mapped"),
    ],
)
def test_a_handler_of_the_users_wins(first: bool, key: Any, path: str) -> None:
    def change(app: Starlette) -> None:
        app.add_middleware(raising(RuntimeError("secret")))
        app.add_exception_handler(key, answered)

    client = made(change, first=first, pages=FACTS)

    assert client.get(path).json() == {"by": "the user"}
    assert is_page(client.post("/hello"), 405) or key is HTTPException


@either_way
def test_a_handler_that_is_no_coroutine_wins_too(first: bool) -> None:
    def handler(request: Any, exc: Any) -> Response:
        return PlainTextResponse("the user's", exc.status_code)

    pages = ErrorPages(exceptions={Mine: lambda exc: None})
    client = made(
        lambda app: app.add_exception_handler(HTTPException, handler), first=first, pages=pages
    )

    assert client.get("/401").text == "the user's"
    assert client.get("/mine").text == "the user's"


@either_way
def test_a_bare_answer_of_the_users_handler_becomes_a_page(first: bool) -> None:
    async def handler(request: Any, exc: Any) -> Response:
        return Response(status_code=500)

    client = made(lambda app: app.add_exception_handler(Exception, handler), first=first)

    assert is_page(client.get("/boom"), 500)


@either_way
def test_44_errors_carry_cors_headers(first: bool) -> None:
    client = made(
        lambda app: app.add_middleware(CORSMiddleware, allow_origins=["*"]),
        first=first,
        pages=FACTS,
    )

    for path, status in {"/boom": 500, "/nowhere": 404, "/mapped": 410, "/bare": 503}.items():
        response = client.get(path, headers=ORIGIN)
        assert is_page(response, status)
        assert response.headers["access-control-allow-origin"] == "*"


@either_way
def test_the_400_of_trusted_host_becomes_a_page(first: bool) -> None:
    client = made(
        lambda app: app.add_middleware(TrustedHostMiddleware, allowed_hosts=["shop.example"]),
        first=first,
    )

    assert is_page(client.get("/hello"), 400)
    assert client.get("/hello", headers={"host": "shop.example"}).text == "hello"


@either_way
@pytest.mark.parametrize(
    ("exc", "status"),
    [
        (HTTPException(401, headers={"WWW-Authenticate": "Basic"}), 401),
        (Problem(402), 402),
        (KeyError("secret"), 410),
    ],
)
def test_91_a_middleware_that_raises_keeps_its_status(
    first: bool, exc: Exception, status: int
) -> None:
    app = made(lambda app: app.add_middleware(raising(exc)), first=first, pages=FACTS).app

    response = client_of(app, raise_server_exceptions=True).get("/mw")

    assert is_page(response, status)
    assert response.headers.get("www-authenticate") == ("Basic" if status == 401 else None)


@either_way
@pytest.mark.parametrize("kind", [raising(RuntimeError("secret")), RaisingAsBase])
def test_a_middleware_that_breaks_is_a_500_and_raised_again(first: bool, kind: Any) -> None:
    client = made(lambda app: app.add_middleware(kind), first=first)

    assert is_page(client.get("/mw"), 500)
    assert is_page(client.get("/boom"), 500)
    assert client.get("/hello").text == "hello"
    with pytest.raises(RuntimeError, match="secret"):
        client_of(client.app, raise_server_exceptions=True).get("/mw")


def test_30_a_middleware_that_breaks_on_a_held_response_is_a_500() -> None:
    class Breaking:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            raise RuntimeError("secret")

    def change(app: Starlette) -> None:
        app.add_middleware(Breaking)

    assert is_page(made(change).get("/own"), 500)


def test_a_middleware_that_copies_the_scope_does_no_harm() -> None:
    class Copying:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            await self.app(dict(scope), receive, send)

    def change(app: Starlette) -> None:
        app.add_middleware(Copying)

    client = made(change)
    assert is_page(client.get("/boom"), 500)
    assert is_page(client.get("/problem"), 409)
    messages, _ = sent(client.app, "/broken")
    assert [message.get("body") for message in messages] == [None, b"one "]


# Mounted apps


@either_way
def test_92_a_mounted_app_without_pages_gets_those_of_its_parent(first: bool) -> None:
    client = made(lambda app: app.mount("/sub", Starlette(routes=routes())), first=first)

    assert is_page(client.get("/sub/nowhere"), 404)
    assert is_page(client.get("/sub/boom"), 500)
    assert client.get("/sub/own").json() == {"error": "mine"}
    assert client.get("/sub/429").text == "Slow down, please."


@either_way
def test_the_pages_of_a_mounted_app_win(first: bool) -> None:
    own = ErrorPages(problem_type_base="https://example.com/problems")
    sub = install(Starlette(routes=routes()), own)
    client = made(lambda app: app.mount("/sub", sub), first=first)

    for path, status in {"/nowhere": 404, "/boom": 500, "/bare": 503, "/429": 429}.items():
        response = client.get(f"/sub{path}")
        assert is_page(response, status)
        assert response.json()["type"] == f"https://example.com/problems/{status}"


def test_a_router_without_an_app_is_seen_by_the_middleware() -> None:
    client = client_of(ErrorPagesMiddleware(Router(routes=[Route("/hello", hello)])))

    assert is_page(client.get("/nowhere"), 404)
    assert is_page(client.post("/hello"), 405)


def test_a_default_of_the_users_router_wins() -> None:
    async def default(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("the user's", 404)(scope, receive, send)

    client = made(lambda app: setattr(app.router, "default", default), first=False)

    assert client.get("/nowhere").text == "the user's"


# WebSockets and lifespan


def talk(app: Any, path: str, *extensions: str) -> Any:
    messages: list[Any] = []
    inbox = [{"type": "websocket.connect"}]

    async def receive() -> Any:
        return inbox.pop()

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {"type": "websocket", "path": path, "root_path": "", "query_string": b"", "headers": []}
    more = {"subprotocols": [], "extensions": dict.fromkeys(extensions)}
    try:
        asyncio.run(app({**scope, **more}, receive, send))
    except Exception as exc:
        return messages, repr(exc)
    return messages, None


PATHS = ["/ws", "/ws-close", "/ws-403", "/ws-problem", "/ws-boom", "/ws-nowhere"]


@pytest.mark.parametrize("path", PATHS)
def test_51_websockets_are_as_they_were_where_a_denial_cannot_be_sent(path: str) -> None:
    assert talk(install(Starlette(routes=routes())), path) == talk(Starlette(routes=routes()), path)


@pytest.mark.parametrize(
    ("path", "status", "detail", "raised"),
    [
        ("/ws-close", 403, None, None),
        ("/ws-nowhere", 403, None, None),
        ("/ws-403", 403, "members only", None),
        ("/ws-problem", 409, "taken", None),
        ("/ws-boom", 500, None, "RuntimeError('secret')"),
    ],
)
def test_52_54_55_a_denied_handshake_gets_a_document_where_it_can_be_sent(
    path: str, status: int, detail: str | None, raised: str | None
) -> None:
    extension = "websocket.http.response"

    (start, body), seen = talk(install(Starlette(routes=routes())), path, extension)

    assert seen == raised
    assert [start["type"], body["type"]] == [f"{extension}.start", f"{extension}.body"]
    document = json.loads(body["body"])
    assert start["status"] == document["status"] == status
    assert document["detail"] == detail or detail is None
    assert b"secret" not in body["body"]


def test_51_an_open_websocket_is_never_answered(client: TestClient) -> None:
    with client.websocket_connect("/ws") as open_socket:
        assert open_socket.receive_text() == "hello"


@pytest.mark.parametrize("path", ["/ws-open-403", "/ws-open-problem", "/ws-open-boom"])
def test_51_what_is_raised_in_an_open_websocket_is_left_to_the_framework(path: str) -> None:
    extension = "websocket.http.response"
    plain = talk(Starlette(routes=routes()), path, extension)

    assert talk(install(Starlette(routes=routes())), path, extension) == plain


def test_52_a_test_client_sees_the_denial_as_a_response(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as denied, client.websocket_connect("/ws-close"):
        pass
    assert cast("Any", denied.value).json()["status"] == 403


def test_2_lifespan_runs() -> None:
    from contextlib import asynccontextmanager

    seen = []

    @asynccontextmanager
    async def lifespan(app: Any) -> Any:
        seen.append("up")
        yield {"answer": 42}
        seen.append("down")

    async def answer(request: Any) -> JSONResponse:
        return JSONResponse(request.state.answer)

    app = install(Starlette(routes=[Route("/", answer)], lifespan=lifespan))
    with TestClient(app) as client:
        assert client.get("/").json() == 42

    assert seen == ["up", "down"]


# Policies


@pytest.mark.parametrize(
    ("policy", "pages", "plain"),
    [
        ("never", [], ["/401", "/nowhere", "/boom", "/problem", "/mapped", "/bare", "/mw"]),
        ("exceptions", ["/boom", "/problem", "/mapped", "/mw"], ["/401", "/nowhere", "/bare"]),
        ("empty", ["/boom", "/problem", "/mapped", "/mw", "/bare"], ["/401", "/nowhere"]),
        ("bare", ["/boom", "/problem", "/mw", "/bare", "/401", "/nowhere"], ["/own"]),
        ("all", ["/boom", "/problem", "/mw", "/bare", "/401", "/nowhere", "/own"], []),
        (
            lambda facts, status, headers, body: facts.path != "/401",
            ["/boom", "/problem", "/mw", "/nowhere", "/own"],
            ["/401"],
        ),
    ],
)
def test_the_policy_is_followed(policy: Any, pages: list[str], plain: list[str]) -> None:
    client = made(
        lambda app: app.add_middleware(raising(RuntimeError("secret"))),
        pages=ErrorPages(replace=policy, exceptions={LookupError: 410}),
    )

    for path in pages:
        assert client.get(path).headers["content-type"] == PROBLEM, path
    for path in plain:
        assert client.get(path).headers.get("content-type") != PROBLEM, path


def test_153_what_is_to_be_kept_is_kept() -> None:
    class Keeping:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            scope["httpolite.keep"] = True
            await self.app(scope, receive, send)

    client = made(lambda app: app.add_middleware(Keeping))

    assert client.get("/nowhere").text == "Not Found"
    assert client.get("/401").text == "Unauthorized"
    assert client.get("/bare").text == ""
    assert is_page(client.get("/problem"), 409)


def test_a_mapping_of_http_exceptions_by_the_user_comes_first() -> None:
    def problem(exc: HTTPException) -> Problem | None:
        return Problem(exc.status_code, shop="ours") if exc.status_code == 404 else None

    client = made(
        pages=ErrorPages(exceptions={HTTPException: problem, FullError: lambda exc: None})
    )

    assert client.get("/nowhere").json()["shop"] == "ours"
    assert is_page(client.get("/bare"), 503)
    assert client.get("/429").text == "Slow down, please."
    assert is_page(client.get("/full"), 500)


def test_a_mapping_of_every_exception_leaves_http_exceptions_as_they_are() -> None:
    client = made(pages=ErrorPages(exceptions={Exception: 503}))

    assert is_page(client.get("/boom"), 503)
    assert is_page(client.get("/401"), 401)


# install and respond


def test_install_returns_the_app_and_leaves_the_pages_on_it() -> None:
    pages = ErrorPages()
    app = Starlette()

    assert install(app, pages) is app
    assert app.state.httpolite is pages


@pytest.mark.parametrize("replace", ["bare", "never"])
def test_a_second_install_is_refused(replace: Any) -> None:
    app = install(Starlette(), ErrorPages(replace=replace))

    with pytest.raises(InstallError, match="once for an app"):
        install(app)


def test_an_install_after_the_first_request_is_refused() -> None:
    app = Starlette()
    client_of(app).get("/")

    with pytest.raises(InstallError, match="before it serves its first"):
        install(app)


def test_the_stack_can_be_walked_by_app() -> None:
    app = install(Starlette(middleware=[Middleware(CORSMiddleware)]))
    names, layer = [], app.build_middleware_stack()
    while hasattr(layer, "app") and not isinstance(layer, Router):
        names.append(getattr(layer, "__name__", type(layer).__name__))
        layer = layer.app

    stack = ["ServerErrorMiddleware", "CORSMiddleware", "catcher", "ExceptionMiddleware"]
    assert names[1:] == stack
    assert layer is app.router


def test_respond_gives_a_response_of_the_installed_pages() -> None:
    pages = ErrorPages(problem_type_base="https://example.com/problems", replace="all")

    async def busy(request: Any) -> Response:
        return respond(
            request, 503, detail="Back at noon.", headers={"Retry-After": "30"}, seat="14C"
        )

    for mounted in (Starlette(routes=[Route("/busy", busy)]), Router([Route("/busy", busy)])):
        app = install(Starlette(routes=[Mount("/sub", mounted)]), pages)
        response = client_of(app).get("/sub/busy")

        assert is_page(response, 503)
        assert response.json()["type"] == "https://example.com/problems/503"
        assert response.json()["detail"] == "Back at noon."
        assert response.json()["seat"] == "14C"
        assert response.headers["retry-after"] == "30"


def test_respond_takes_a_problem_and_more_headers_without_install() -> None:
    async def taken(request: Any) -> Response:
        return respond(request, SeatTaken(seat="14C"), headers=[("x-shop", "ours")])

    response = client_of(Starlette(routes=[Route("/", taken)])).get("/")

    assert is_page(response, 409)
    assert response.json()["detail"] == "Seat 14C was taken."
    assert response.headers["x-shop"] == "ours"


@pytest.mark.parametrize(
    ("given", "more", "error"),
    [
        (Problem(409), {"detail": "x"}, OptionError),
        (Problem(409), {"seat": "14C"}, OptionError),
        (200, {}, StatusError),
    ],
)
def test_respond_refuses_what_it_cannot_do(given: Any, more: Any, error: Any) -> None:
    from starlette.requests import Request

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with pytest.raises(error):
        respond(Request(scope), given, **more)


def test_without_starlette_it_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "starlette.applications", None)

    with pytest.raises(ImportError, match=r"httpolite\[starlette\]"):
        runpy.run_path(sys.modules[install.__module__].__file__ or "")
