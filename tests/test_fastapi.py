"""FastAPI: what it adds to Starlette, and the same order of install with everything else."""

from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING, Annotated, Any, cast

import pytest
from fastapi import Body, Depends, FastAPI, Form, Header, Path, Query, WebSocket
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field, field_validator, model_validator
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotation
from starlette.websockets import WebSocketDisconnect

from httpolite import ErrorPages, InstallError, Problem
from httpolite.fastapi import install, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[FastAPI], Any]

PROBLEM = "application/problem+json"
MAPPED = ErrorPages(exceptions={LookupError: 410})


class SeatTaken(Problem, status=409, title="Seat taken", detail="Seat {seat} was taken."):
    seat: str


class Item(BaseModel):
    price: float
    name: str = Field(default="", max_length=9)


class Cat(BaseModel):
    lives: int


class Order(BaseModel):
    items: list[Item]
    password: str = ""
    repeated: str = ""
    stock: dict[int, int] = {}
    pet: Cat | int = 0

    @field_validator("password")
    @classmethod
    def strong(cls, value: str) -> str:
        if value == "weak":
            raise ValueError("choose something longer")
        if value:
            raise ValueError(f"{value} will not do")
        return value

    @model_validator(mode="after")
    def alike(self) -> Order:
        if self.password != self.repeated:
            raise ValueError("password and repeated differ")
        return self


async def leaving() -> Any:
    yield 1
    raise RuntimeError("secret")


def app_of() -> FastAPI:
    app = FastAPI()

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/boom")
    def boom() -> None:
        raise RuntimeError("secret")

    @app.get("/401")
    async def unauthorized() -> None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})

    @app.get("/404")
    async def no_item() -> None:
        raise HTTPException(404, "There is no item 7.")

    @app.get("/429")
    async def slow() -> None:
        raise HTTPException(429, headers={"Retry-After": "30"})

    @app.get("/500")
    async def broken() -> None:
        raise HTTPException(500, "secret")

    @app.get("/object")
    async def an_object() -> None:
        raise HTTPException(400, {"seat": [7]})

    @app.get("/strange")
    async def strange() -> None:
        raise HTTPException(400, object())

    @app.get("/problem")
    async def problem() -> None:
        raise SeatTaken(seat="14C")

    @app.get("/mapped")
    async def mapped() -> None:
        raise KeyError("secret")

    @app.get("/bare")
    def bare() -> Response:
        return Response(status_code=503)

    @app.get("/own")
    def own() -> JSONResponse:
        return JSONResponse({"detail": "mine"}, 404)

    @app.get("/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(iter([b"one ", b"two"]))

    @app.get("/leaving")
    def left(number: Annotated[int, Depends(leaving)]) -> int:
        return number

    @app.get("/respond")
    def responding(request: Request) -> Response:
        return respond(request, 503, headers={"Retry-After": "30"}, seat="14C")

    @app.get("/raised")
    def raised() -> None:
        raise RequestValidationError(
            [{"loc": ("body", "name"), "msg": "Taken already.", "type": "taken"}]
        )

    @app.post("/orders")
    def order(order: Order) -> str:
        return "ordered"

    @app.post("/pairs")
    def pair(left: Annotated[Item, Body()], right: Annotated[Item, Body()]) -> str:
        return "paired"

    @app.post("/form")
    def form(age: Annotated[int, Form()]) -> str:
        return "sent"

    @app.get("/parameters/{number}")
    def parameters(
        number: Annotated[int, Path()],
        limit: Annotated[int, Query()],
        x_token: Annotated[int, Header()],
    ) -> str:
        return "listed"

    @app.websocket("/ws")
    async def socket(websocket: WebSocket, age: int) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    return app


def client_of(app: Any, **options: Any) -> TestClient:
    return TestClient(app, **{"raise_server_exceptions": False, **options})


def made(change: Change = lambda app: None, *, first: bool = True, pages: Any = None) -> TestClient:
    app = app_of()
    if first:
        install(app, pages)
    change(app)
    if not first:
        install(app, pages)
    return client_of(app)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return made(pages=MAPPED)


def is_page(response: Any, status: int) -> bool:
    return (
        response.status_code == status
        and response.headers["content-type"] == PROBLEM
        and response.json()["status"] == status
        and "secret" not in response.text
    )


async def answered(request: Any, exc: Any) -> Response:
    return JSONResponse({"by": "the user"}, getattr(exc, "status_code", 500))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/401", 401),
        ("/429", 429),
        ("/500", 500),
        ("/strange", 400),
        ("/problem", 409),
        ("/mapped", 410),
        ("/bare", 503),
        ("/boom", 500),
        ("/respond", 503),
    ],
)
def test_every_error_is_a_page(client: TestClient, path: str, status: int) -> None:
    assert is_page(client.get(path), status)


def test_a_deliberate_detail_is_kept_and_a_default_one_is_not(client: TestClient) -> None:
    assert client.get("/404").json()["detail"] == "There is no item 7."
    assert client.get("/401").json()["detail"] == MAPPED.texts_for(401, "en").explanation
    assert client.get("/object").json()["data"] == {"seat": [7]}


def test_headers_are_kept(client: TestClient) -> None:
    assert client.get("/401").headers["www-authenticate"] == "Bearer"
    assert client.get("/429").headers["retry-after"] == "30"
    assert client.get("/respond").headers["retry-after"] == "30"
    assert client.post("/hello").headers["allow"] == "GET"


def test_what_is_no_bare_error_is_left_alone(client: TestClient) -> None:
    assert client.get("/own").json() == {"detail": "mine"}
    assert client.get("/stream").text == "one two"
    assert client.get("/docs").status_code == 200


def test_zh_tw_gets_traditional_chinese(client: TestClient) -> None:
    response = client.get(
        "/nowhere", headers={"accept": "text/html", "accept-language": "zh-TW,zh;q=0.9"}
    )

    assert response.headers["content-language"] == "zh-Hant"


def test_29_an_error_of_a_dependency_after_the_response_is_raised(client: TestClient) -> None:
    with pytest.raises(RuntimeError, match="secret"):
        client_of(client.app, raise_server_exceptions=True).get("/leaving")


def test_a_debug_app_keeps_its_traceback() -> None:
    client = made(lambda app: setattr(app, "debug", True))

    assert is_page(client.get("/nowhere"), 404)
    assert "Traceback" in client.get("/boom").text


# Validation


def errors_of(response: Any) -> list[dict[str, str]]:
    assert is_page(response, 422)
    errors: list[dict[str, str]] = response.json()["errors"]
    return errors


def places_of(response: Any) -> list[tuple[str, str]]:
    return [
        (error.get("pointer") or f"{error['in']} {error['parameter']}", error["code"])
        for error in errors_of(response)
    ]


@pytest.mark.parametrize(
    ("path", "body", "places"),
    [
        ("/orders", {"items": [{"price": "z"}]}, [("#/items/0/price", "float_parsing")]),
        ("/orders", {}, [("#/items", "missing")]),
        ("/orders", None, [("#", "missing")]),
        ("/orders", [], [("#", "model_attributes_type")]),
        ("/orders", {"items": [], "stock": {"zz": 1}}, [("#/stock", "int_parsing")]),
        (
            "/orders",
            {"items": [], "pet": {"lives": "z"}},
            [("#/pet/lives", "int_parsing"), ("#/pet", "int_type")],
        ),
        (
            "/pairs",
            {"left": {}, "right": {"price": 1, "name": "0123456789"}},
            [("#/left/price", "missing"), ("#/right/name", "string_too_long")],
        ),
    ],
)
def test_an_error_in_the_body_has_a_pointer(
    client: TestClient, path: str, body: Any, places: Any
) -> None:
    response = client.post(path, json=body) if body is not None else client.post(path)

    assert places_of(response) == places


def test_an_error_in_a_parameter_names_it(client: TestClient) -> None:
    response = client.get("/parameters/z?limit=z", headers={"x-token": "z"})

    assert places_of(response) == [
        ("path number", "int_parsing"),
        ("query limit", "int_parsing"),
        ("header x-token", "int_parsing"),
    ]


def test_an_error_in_a_form_has_a_pointer(client: TestClient) -> None:
    assert places_of(client.post("/form", data={"age": "secret"})) == [("#/age", "int_parsing")]


def test_a_body_that_is_no_json_is_one_error(client: TestClient) -> None:
    response = client.post(
        "/orders", content=b'{"secret', headers={"content-type": "application/json"}
    )

    assert places_of(response) == [("#", "json_invalid")]


@pytest.mark.parametrize(
    ("order", "detail"),
    [
        ({"password": "weak"}, "Value error, choose something longer"),
        ({"password": "secret"}, "Input is not valid"),
        ({"repeated": "x"}, "Value error, password and repeated differ"),
    ],
)
def test_95_a_validators_own_words_are_kept_unless_they_quote(
    client: TestClient, order: Any, detail: str
) -> None:
    (error,) = errors_of(client.post("/orders", json={"items": [], **order}))

    assert error["detail"] == detail


def test_95_what_was_submitted_beside_a_missing_field_is_not_sent(client: TestClient) -> None:
    assert places_of(client.post("/orders", json={"password": "secret"}))[0][0] == "#/items"


def test_an_error_that_the_app_raises_itself_keeps_its_words(client: TestClient) -> None:
    assert errors_of(client.get("/raised")) == [
        {"pointer": "#/name", "code": "taken", "detail": "Taken already."}
    ]


@pytest.mark.parametrize("value", [b"NaN", b'"\\ud800"', b'{"\\ud800": 1}', b"1e999"])
def test_31_no_body_breaks_the_answer(value: bytes) -> None:
    app = install(app_of())

    @app.post("/name")
    def name(name: Annotated[int, Body(embed=True)]) -> str:
        return "named"

    response = client_of(app, raise_server_exceptions=True).post(
        "/name", content=b'{"name": %b}' % value, headers={"content-type": "application/json"}
    )

    assert errors_of(response)[0]["pointer"] == "#/name"


def test_52_a_websocket_that_does_not_validate_is_denied_with_a_document() -> None:
    client = client_of(install(app_of()))

    with pytest.raises(WebSocketDisconnect) as denied, client.websocket_connect("/ws?age=z"):
        pass

    assert cast("Any", denied.value).json()["status"] == 403
    with client.websocket_connect("/ws?age=7") as socket:
        assert socket.receive_text() == "hello"


# In any order with others


either_way = pytest.mark.parametrize("first", [True, False], ids=["before", "after"])


@either_way
@pytest.mark.parametrize(
    ("key", "path"),
    [
        (404, "/nowhere"),
        (StarletteHTTPException, "/nowhere"),
        (StarletteHTTPException, "/401"),
        (HTTPException, "/401"),
        (500, "/boom"),
        (Exception, "/boom"),
        (RequestValidationError, "/parameters/z"),
        (Problem, "/problem"),
        (KeyError, "/mapped"),
    ],
)
def test_a_handler_of_the_users_wins(first: bool, key: Any, path: str) -> None:
    client = made(lambda app: app.add_exception_handler(key, answered), first=first, pages=MAPPED)

    assert client.get(path).json() == {"by": "the user"}
    assert is_page(client.get("/bare"), 503)


def test_a_handler_given_when_the_app_is_made_wins() -> None:
    app = FastAPI(exception_handlers={StarletteHTTPException: answered})

    assert client_of(install(app)).get("/nowhere").json() == {"by": "the user"}


@either_way
def test_44_errors_carry_cors_headers(first: bool) -> None:
    client = made(lambda app: app.add_middleware(CORSMiddleware, allow_origins=["*"]), first=first)

    for path, status in {"/boom": 500, "/nowhere": 404, "/parameters/z": 422}.items():
        response = client.get(path, headers={"origin": "https://shop.example"})
        assert is_page(response, status)
        assert response.headers["access-control-allow-origin"] == "*"


@either_way
def test_the_400_of_trusted_host_becomes_a_page(first: bool) -> None:
    client = made(
        lambda app: app.add_middleware(TrustedHostMiddleware, allowed_hosts=["shop.example"]),
        first=first,
    )

    assert is_page(client.get("/hello"), 400)


class Raising(BaseHTTPMiddleware):
    async def dispatch(self, request: Any, call_next: Any) -> Any:
        if request.url.path == "/401-early":
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        if request.url.path == "/422-early":
            raise RequestValidationError([])
        if request.url.path == "/500-early":
            raise RuntimeError("secret")
        return await call_next(request)


@either_way
def test_91_what_a_middleware_raises_keeps_its_status(first: bool) -> None:
    client = made(lambda app: app.add_middleware(Raising), first=first)

    assert client.get("/401-early").headers["www-authenticate"] == "Bearer"
    for status in (401, 422, 500):
        assert is_page(client.get(f"/{status}-early"), status)
    assert is_page(client.get("/boom"), 500)
    with pytest.raises(RuntimeError, match="secret"):
        client_of(client.app, raise_server_exceptions=True).get("/500-early")


@either_way
def test_92_mounted_apps(first: bool) -> None:
    own = ErrorPages(problem_type_base="https://example.com/problems")

    def change(app: FastAPI) -> None:
        app.mount("/plain", app_of())
        app.mount("/own", install(app_of(), own))

    client = made(change, first=first)

    assert is_page(client.get("/plain/nowhere"), 404)
    assert is_page(client.get("/plain/boom"), 500)
    assert client.get("/plain/404").json() == {"detail": "There is no item 7."}
    assert client.get("/own/nowhere").json()["type"] == "https://example.com/problems/404"
    assert client.get("/own/boom").json()["type"] == "https://example.com/problems/500"


@pytest.mark.parametrize(
    ("policy", "is_ours"),
    [("bare", True), ("all", True), ("empty", False), ("exceptions", False), ("never", False)],
)
def test_the_policy_is_followed(policy: Any, is_ours: bool) -> None:
    client = made(pages=ErrorPages(replace=policy))

    for path in ("/nowhere", "/404", "/parameters/z"):
        assert (client.get(path).headers["content-type"] == PROBLEM) is is_ours
    assert (client.get("/problem").status_code == 409) is (policy != "never")


def test_install_returns_the_app_and_is_refused_twice_or_late() -> None:
    app = FastAPI()
    started = app_of()
    client_of(started).get("/hello")

    assert install(app) is app
    for other in (app, started):
        with pytest.raises(InstallError, match="install: "):
            install(other)


def test_without_fastapi_it_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastapi", None)

    with pytest.raises(ImportError, match=r"httpolite\[fastapi\]"):
        runpy.run_path(sys.modules[install.__module__].__file__ or "")
