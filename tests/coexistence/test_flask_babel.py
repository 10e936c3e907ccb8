"""Flask-Babel: the locale that the app has chosen outranks Accept-Language, by the hook."""

from __future__ import annotations

from typing import Any

import pytest
from flask import request
from flask_babel import Babel, get_locale  # type: ignore[import-untyped]

from coexistence.apps import KINDS, PAGES
from httpolite import ErrorPages
from httpolite.flask import respond

HANDLED = {
    "/boom/7": 500,
    "/taken": 409,
    "/full": 503,
    "/nowhere": 404,
    "/refused": 403,
    "/respond": 503,
}
ARABIC = [("accept-language", "ar")]


def locale(facts: Any) -> str | None:
    """What docs/coexistence.md shows."""
    chosen = get_locale()
    return str(chosen) if chosen else None


LOCALIZED = ErrorPages(language=locale)


def asked(path: str, query: str = "", *, pages: ErrorPages = LOCALIZED, default: str = "en") -> Any:
    app = KINDS["flask"].make()
    app.get("/respond", endpoint="respond")(lambda: respond(503))
    Babel(app, default_locale=default, locale_selector=lambda: request.args.get("locale"))
    client = KINDS["flask"].give_pages(app, pages).test_client()
    return client.get(path, query_string=query, headers=ARABIC)


@pytest.mark.parametrize(("path", "status"), HANDLED.items())
@pytest.mark.parametrize(
    ("chosen", "language"),
    [
        ("zh_Hant_TW", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh_Hans_CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("en_GB", "en"),
        ("ar_EG", "ar"),
    ],
)
def test_134_the_locale_of_the_app_outranks_accept_language(
    path: str, status: int, chosen: str, language: str
) -> None:
    response = asked(path, f"locale={chosen}")

    assert response.status_code == status
    assert response.headers["content-language"] == language
    assert response.json["title"] == PAGES.texts_for(status, language).phrase


def test_134_a_default_locale_is_the_apps_choice_too() -> None:
    assert asked("/nowhere", default="zh_Hant").headers["content-language"] == "zh-Hant"


def test_134_where_there_are_no_texts_in_the_locale_accept_language_decides() -> None:
    assert asked("/nowhere", "locale=eo").headers["content-language"] == "ar"


def test_134_without_the_hook_accept_language_decides() -> None:
    response = asked("/nowhere", "locale=zh_Hant_TW", pages=PAGES)

    assert response.headers["content-language"] == "ar"


def test_88b_what_is_let_out_bare_is_replaced_while_flask_knows_the_locale() -> None:
    response = asked("/bare", "locale=zh_Hant_TW")

    assert response.status_code == 503
    assert response.headers["content-language"] == "zh-Hant"
