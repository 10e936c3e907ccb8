"""Ask the same questions of several packages, and print the answers as a table.

pip install httpolite[fastapi,flask] httpx2 fastapi-problem fastapi-problem-details \
    fastapi-rfc9457 flask-problem-details
python docs/comparison.py
"""

# ruff: noqa: ANN001, ANN201, ANN202, D101, D103, INP001, RUF001, T201

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib.metadata import version

warnings.simplefilter("ignore")  # the packages' own deprecations are not the question


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def fastapi(install):
    from fastapi import FastAPI, Response
    from starlette.testclient import TestClient

    app = FastAPI()
    install(app)
    app.get("/items")(lambda limit: {"limit": limit})
    app.get("/crash")(crash)
    app.get("/bare")(lambda: Response(status_code=503))

    @app.get("/numbers")
    def numbers(limit: int):
        return limit

    client = TestClient(app, raise_server_exceptions=False)

    def ask(method, path, headers):
        got = client.request(method, path, headers=headers)
        return Answer(got.status_code, dict(got.headers), got.text)

    return ask


def flask(make):
    app = make()
    app.get("/items")(lambda: "items")
    app.get("/crash")(crash)
    app.add_url_rule("/bare", "bare", lambda: ("", 503))
    client = app.test_client()

    def ask(method, path, headers):
        got = client.open(path, method=method, headers=headers)
        return Answer(got.status_code, {k.lower(): v for k, v in got.headers}, got.text)

    return ask


def crash():
    raise RuntimeError("a secret")


def nothing(app):
    pass


def httpolite_on_fastapi(app):
    from httpolite.fastapi import install

    install(app)


def fastapi_problem(app):
    from fastapi_problem.handler import add_exception_handler, new_exception_handler

    add_exception_handler(app, new_exception_handler())


def fastapi_problem_details(app):
    import fastapi_problem_details

    fastapi_problem_details.init_app(app)


def fastapi_rfc9457(app):
    from fastapi_rfc9457.integration import add_problem_handlers

    add_problem_handlers(app)


def plain_flask():
    from flask import Flask

    return Flask("app")


def httpolite_on_flask():
    from httpolite.flask import install

    return install(plain_flask())


def flask_problem_details():
    from flask_problem_details import configure_app

    return configure_app(app=plain_flask())


PACKAGES = {
    "FastAPI alone": lambda: fastapi(nothing),
    "httpolite on FastAPI": lambda: fastapi(httpolite_on_fastapi),
    "fastapi-problem": lambda: fastapi(fastapi_problem),
    "fastapi-problem-details": lambda: fastapi(fastapi_problem_details),
    "fastapi-rfc9457": lambda: fastapi(fastapi_rfc9457),
    "Flask alone": lambda: flask(plain_flask),
    "httpolite on Flask": lambda: flask(httpolite_on_flask),
    "flask-problem-details": lambda: flask(flask_problem_details),
}
PEOPLE = {"accept": "text/html", "accept-language": "zh-TW"}
PROGRAMS = {"accept": "application/json"}


def is_problem(answer):
    return answer.headers.get("content-type", "").startswith("application/problem+json")


def is_html(answer):
    return answer.headers.get("content-type", "").startswith("text/html")


QUESTIONS = {
    "a program gets problem+json for an unknown path": lambda ask: is_problem(
        ask("GET", "/nowhere", PROGRAMS)
    ),
    "a browser gets HTML for it": lambda ask: is_html(ask("GET", "/nowhere", PEOPLE)),
    "in the language it asks for": lambda ask: (
        ask("GET", "/nowhere", PEOPLE).headers.get("content-language") == "zh-Hant"
    ),
    "`Vary` names `Accept`": lambda ask: (
        "accept" in ask("GET", "/nowhere", PROGRAMS).headers.get("vary", "").lower()
    ),
    "a 405 keeps `Allow`": lambda ask: "allow" in ask("POST", "/items", PROGRAMS).headers,
    "a bare 503 gets a body": lambda ask: ask("GET", "/bare", PROGRAMS).text != "",
    "a 500 keeps the exception's text to itself": lambda ask: (
        "secret" not in ask("GET", "/crash", PROGRAMS).text
    ),
    "a 422 does not echo what was sent": lambda ask: (
        None
        if (answer := ask("GET", "/numbers?limit=marker", PROGRAMS)).status != 422
        else "marker" not in answer.text
    ),
    "`/openapi.json` describes the problems": lambda ask: (
        None
        if (answer := ask("GET", "/openapi.json", PROGRAMS)).status != 200
        else "problem" in answer.text.lower()
    ),
}
WORDS = {True: "yes", False: "no", None: "–"}


def main():
    asks = {name: make() for name, make in PACKAGES.items()}
    print("| |", " | ".join(asks), "|")
    print("|---|" + "---|" * len(asks))
    for question, asked in QUESTIONS.items():
        print(f"| {question} |", " | ".join(WORDS[asked(ask)] for ask in asks.values()), "|")
    names = ["fastapi", "flask", *(name for name in PACKAGES if " " not in name)]
    print("\n" + ", ".join(f"{name} {version(name)}" for name in names))


if __name__ == "__main__":
    main()
