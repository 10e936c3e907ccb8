"""In which format and language the answer comes."""

from __future__ import annotations

from typing import Any

from contract.case import COMMON, COMMON_OF_HTML, HTML, PROBLEM, XML, Case

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def _format(number: str, name: str, accept: str, becomes: str, **more: Any) -> Case:
    return Case(number=number, name=name, asked=(("Accept", accept),), becomes=becomes, **more)


def _language(number: str, name: str, wanted: str, tag: str) -> Case:
    asked = (("Accept-Language", wanted),)
    return Case(number=number, name=name, asked=asked, sent=(("content-language", tag),))


NEGOTIATED = (
    _format("127", "a browser gets a page", BROWSER, HTML, sent=COMMON_OF_HTML),
    _format("127", "who accepts anything gets a document", "*/*", PROBLEM),
    _format("127", "who accepts any text gets plain text", "text/*", "text/plain; charset=utf-8"),
    _format("128", "who accepts nothing we have gets a document", "image/png", PROBLEM),
    _format("128", "who wants no page gets none", "text/html;q=0, */*", PROBLEM),
    _format("129", "any JSON will do for a problem", "application/vnd.api+json", PROBLEM),
    _format("130", "what is no Accept header breaks nothing", ";q=x,,/, text;;=/html;q", PROBLEM),
    _format("141", "XML for who names it", "application/xml", XML, sent=COMMON),
    _format("120", "a reader of events never gets a page", "text/event-stream", PROBLEM),
    _format(
        "121",
        "a page says its charset and is not sniffed",
        "text/html",
        HTML,
        sent=COMMON_OF_HTML,
    ),
    Case(
        number="20",
        name="lines of Accept are one list",
        asked=(("Accept", "application/json;q=0.5"), ("Accept", "text/html")),
        becomes=HTML,
    ),
    Case(
        number="125",
        name="a policy of the app's own stays",
        headers=(("Content-Security-Policy", "default-src 'self'"),),
        body=b"",
        asked=(("Accept", "text/html"),),
        becomes=HTML,
        sent=(("content-security-policy", "default-src 'self'"),),
    ),
    _language("115", "Content-Language is the language of the page", "zh-TW", "zh-Hant"),
    _language("131", "the highest weight wins", "ar;q=0.5, zh-Hans;q=0.8, en;q=0.1", "zh-Hans"),
    _language("131", "who wants no language we have gets the default", "tlh", "en"),
    _language("131", "a weight of zero excludes", "zh-Hans;q=0, ar;q=0.1", "ar"),
    _language("131", "the wildcard is the last resort", "*, ar;q=0.1", "ar"),
    _language("132", "Hong Kong reads traditional characters", "zh-HK, en;q=0.1", "zh-Hant"),
    _language("132", "China reads simplified characters", "zh-CN, zh-Hant;q=0.9", "zh-Hans"),
    _language("132b", "tags are told in their canonical case", "ZH-HANT-tw", "zh-Hant"),
    _language("133", "a region falls back to its language", "ar-EG", "ar"),
    _language("130", "what is no language breaks nothing", "-;q=?,,*-;=, xx-" + "y" * 900, "en"),
)
