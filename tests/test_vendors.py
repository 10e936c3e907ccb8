"""The codes of vendors: off by default; once named, each means what its vendor means by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from httpolite import Brand, ErrorPages, OptionError, statuses
from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED, Catalogue
from httpolite.catalogue.statuses import error_facts
from httpolite.catalogue.vendors import (
    SOURCES,
    VENDOR_CODES,
    VENDOR_KEYS,
    VendorCode,
    codes_of,
    uses_of,
)
from httpolite.wsgi import ErrorPagesMiddleware
from shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from httpolite.catalogue.languages import Kept

OFF = ErrorPages()
NGINX = ErrorPages(vendors=["nginx"])
ALL = ErrorPages(vendors=SOURCES)
each_code = pytest.mark.parametrize("code", VENDOR_CODES, ids=lambda code: code.key)


def title_of(pages: ErrorPages, status: int, language: str = "en") -> str:
    reply = pages.reply(status, accept="application/json", accept_language=language)
    title: str = json.loads(reply.body)["title"]
    return title


def text_of(pages: ErrorPages, status: int, **asked: Any) -> str:
    return pages.reply(status, accept="text/plain", **asked).body.decode()


def line_of(pages: ErrorPages, app: Callable[..., Iterable[bytes]]) -> str:
    lines: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    list(ErrorPagesMiddleware(app, pages)(environ, lambda line, *_: lines.append(line)))
    return lines[0]


def bare(line: str) -> Callable[..., list[bytes]]:
    def app(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response(line, [])
        return [b""]

    return app


@each_code
def test_a_code_is_an_unregistered_error_of_a_known_vendor(code: VendorCode) -> None:
    assert 400 <= code.code <= 599
    assert code.code not in statuses
    assert code.source == SOURCES[code.vendor]
    assert code.key == f"{code.vendor}:{code.code}"


@each_code
def test_a_code_reads_as_a_registered_status_of_its_class(code: VendorCode) -> None:
    if code.reads_as is not None:
        assert statuses[code.reads_as].family == f"{code.code // 100}xx"


@each_code
def test_72_a_phrase_can_stand_in_a_status_line(code: VendorCode) -> None:
    assert code.phrase.isascii()
    assert code.phrase.isprintable()
    assert code.phrase == code.phrase.strip() != ""


def test_each_vendor_has_codes_and_none_has_a_number_twice() -> None:
    assert list(dict.fromkeys(code.vendor for code in VENDOR_CODES)) == list(SOURCES)
    assert len(VENDOR_KEYS) == len(VENDOR_CODES)


def test_of_two_vendors_with_one_number_the_first_named_has_it() -> None:
    assert codes_of(["nginx", "esri"])[499].vendor == "nginx"
    assert codes_of(["esri", "nginx"])[499].vendor == "esri"
    assert codes_of(["esri", "nginx"])[444].vendor == "nginx"
    assert codes_of([]) == {}


def test_the_uses_of_a_number_are_those_of_all_vendors() -> None:
    assert [use.source for use in uses_of(530)] == ["Cloudflare", "Shopify", "Pantheon"]
    assert uses_of(404) == ()


@each_code
def test_without_vendors_a_code_has_the_texts_of_its_class(code: VendorCode) -> None:
    family = f"{code.code // 100}xx"
    assert OFF.texts_for(code.code, "ar") == SHIPPED.class_texts(family, "ar")
    assert title_of(OFF, code.code) == SHIPPED.class_texts(family, "en").phrase
    assert error_facts(code.code)[1:] == (code.code, None, False)


@pytest.mark.parametrize("tag", SHIPPED.languages)
def test_only_what_was_asked_for_stays_in_memory(tag: str) -> None:
    def kept(catalogue: Catalogue) -> Kept:
        return {key: fields for key, fields in catalogue._load(tag).items() if ":" in key}

    assert kept(Catalogue()) == {}
    assert list(kept(Catalogue(vendors=["esri", "nginx"]))) == [
        "nginx:444",
        "nginx:494",
        "nginx:495",
        "nginx:496",
        "nginx:497",
        "esri:498",
        "esri:499",
    ]


@pytest.mark.parametrize("tag", SHIPPED.languages)
@each_code
def test_a_vendors_code_has_the_vendors_phrase_and_meaning_and_a_visitors_words(
    code: VendorCode, tag: str
) -> None:
    catalogue = Catalogue(vendors=[code.vendor])
    texts = catalogue.texts(code.code, tag)
    shipped = words_of(tag)[code.key]
    assert (texts.phrase, texts.meaning) == (shipped["phrase"], shipped["meaning"])
    read = SHIPPED.texts(code.reads_as or code.code, tag)
    assert texts.heading == shipped.get("heading", read.heading)
    assert texts.explanation == shipped.get("explanation", read.explanation)
    assert texts.advice == shipped.get("advice", read.advice)


def test_the_phrase_is_the_title_in_each_language_and_stands_in_english_beside() -> None:
    assert title_of(NGINX, 499) == "Client Closed Request"
    assert title_of(NGINX, 499, "zh-Hant") == NGINX.texts_for(499, "zh-Hant").phrase
    assert text_of(NGINX, 499, accept_language="ar").startswith("499 Client Closed Request\n")
    page = NGINX.reply(499, accept="text/html", accept_language="ar").body.decode()
    assert '<bdi lang="en">Client Closed Request</bdi>' in page


def test_other_codes_are_as_they_were() -> None:
    assert NGINX.texts_for(404, "en") == OFF.texts_for(404, "en")
    assert NGINX.texts_for(520, "en") == OFF.texts_for(520, "en")
    assert title_of(NGINX, 520) == "Server Error"


@pytest.mark.parametrize(
    ("code", "reads_as", "side", "retry"),
    [
        ("cloudflare:522", 504, "server", True),
        ("twitter:420", 429, "client", True),
        ("iis:440", 401, "client", False),
        ("nginx:499", 499, "client", False),
        ("pantheon:530", 530, "server", False),
    ],
)
def test_the_facts_are_those_of_the_status_it_reads_as(
    code: str, reads_as: int, side: str, retry: bool
) -> None:
    vendor, number = code.split(":")
    facts = error_facts(int(number), codes_of([vendor])[int(number)])
    assert facts[1:] == (reads_as, side, retry)


def test_the_actions_are_those_of_the_status_it_reads_as() -> None:
    brand = Brand(sign_in="/sign-in")
    for status, vendors, offered in (
        (440, ["iis"], "/sign-in?next="),
        (522, ["cloudflare"], "Try again"),
    ):
        for chosen in ([], vendors):
            pages = ErrorPages(brand=brand, vendors=chosen)
            page = pages.reply(status, accept="text/html", path="/a").body.decode()
            assert (offered in page) == bool(chosen)


def test_a_theme_is_told_what_a_code_reads_as() -> None:
    for theme in ("signal", "sketch"):
        pages = ErrorPages(theme=theme, vendors=["cloudflare"])
        like, own, off = (
            made.reply(status, accept="text/html").body.decode().partition("<svg")[2]
            for made, status in (
                (pages, 504),
                (pages, 522),
                (pages.with_options(vendors=()), 522),
            )
        )
        assert own.partition("</svg>")[0] == like.partition("</svg>")[0]
        assert own.partition("</figure>")[0] != off.partition("</figure>")[0]


def test_own_words_go_before_a_vendors() -> None:
    pages = NGINX.with_options(texts={"en": {499: {"phrase": "Gone", "heading": "You left"}}})
    texts = pages.texts_for(499, "en")
    assert (texts.phrase, texts.heading) == ("Gone", "You left")
    assert texts.meaning == NGINX.texts_for(499, "en").meaning


def test_own_words_may_be_of_a_vendors_code_and_count_while_it_is_chosen() -> None:
    texts = {"en": {"nginx:499": {"heading": "You left"}, 401: {"heading": "Who is it"}}}
    pages = ErrorPages(texts=texts, vendors=["nginx"])
    assert pages.texts_for(499, "en").heading == "You left"
    other = pages.with_options(vendors=["esri"])
    assert other.texts_for(499, "en").heading == "Who is it"  # as it reads
    assert other.with_options(vendors=[]).texts_for(499, "en") == OFF.texts_for(499, "en")
    with pytest.raises(OptionError, match=r"key 'ngnix:499': give .* such as \"nginx:499\""):
        ErrorPages(texts={"en": {"ngnix:499": {}}})


def test_an_added_language_need_not_know_the_vendors() -> None:
    own: dict[str | int, dict[str, str]] = {
        key: {field: f"[{key} {field}]" for field in fields}
        for key, fields in words_of(BASE_LANGUAGE).items()
        if key != "page" and ":" not in key
    }
    own["page"] = dict(words_of(BASE_LANGUAGE)["page"])
    texts = Catalogue({"tlh": own}, vendors=["cloudflare"]).texts(522, "tlh")
    assert (texts.phrase, texts.heading) == ("Connection Timed Out", "[504 heading]")
    own["cloudflare:522"] = {"phrase": "[own]"}
    assert Catalogue({"tlh": own}, vendors=["cloudflare"]).texts(522, "tlh").phrase == "[own]"


def test_a_status_line_of_ours_has_the_phrase_of_the_vendor() -> None:
    def failing(*_: object) -> list[bytes]:
        raise KeyError

    for pages, phrase in ((OFF, "Client Error"), (NGINX, "Client Closed Request")):
        mapped = pages.with_options(exceptions={KeyError: 499})
        assert line_of(mapped, failing) == f"499 {phrase}"
        assert line_of(pages, bare("499")) == f"499 {phrase}"
        assert line_of(pages, bare("499 Own")) == "499 Own"


def test_the_last_resort_has_the_phrase_of_the_vendor() -> None:
    _, body = NGINX._fallbacks.answer(499, "application/json")
    assert json.loads(body) == {
        "type": "about:blank",
        "title": "Client Closed Request",
        "status": 499,
    }
    assert OFF._fallbacks.answer(499, "text/html")[1].count(b"Client Error")


def test_a_variant_shares_what_it_can_and_changes_vendors() -> None:
    assert NGINX.vendors == ("nginx",)
    assert ErrorPages(vendors=iter(["esri", "nginx", "esri"])).vendors == ("esri", "nginx")
    assert NGINX.with_options(replace="all")._renderer is NGINX._renderer
    assert NGINX.with_options(vendors=["nginx"])._renderer is NGINX._renderer
    assert title_of(NGINX.with_options(vendors=["esri"]), 499) == "Token Required"
    assert title_of(NGINX.with_options(vendors=[]), 499) == "Client Error"


def test_without_vendors_all_share_one_table_of_phrases() -> None:
    assert OFF.reasons is ErrorPages(theme="bare").reasons
    assert ALL.reasons[404] == OFF.reasons[404] == "Not Found"
    assert set(ALL.reasons) == set(OFF.reasons) == set(range(400, 600))
