"""Servers, and what counts as bare."""

from __future__ import annotations

from contract.behaviour import Section, fact, holds, idea

_DEFAULTS = "tests/contract/test_defaults.py::"
SERVERS = Section(
    title="Servers",
    behaviours=(
        holds(
            "147",
            "Each reply has an exact length, no Transfer-Encoding, and no body where none may be.",
            "tests/contract/test_contract.py::test_a_replaced_response",
            "HEAD has the headers of GET and no body",
            "framing of the app's goes",
        ),
        idea(
            "148",
            "A server's own errors never reach an app; a proxy could serve the same pages.",
            "static pages for a proxy are not made yet",
        ),
        fact("149", "Some servers differ from all others.", "they are those of the live table"),
        fact(
            "150",
            "Servers offer few of ASGI's extensions.",
            "only the denial of a WebSocket is used, and only where it is offered (52)",
        ),
    ),
)
BARE = Section(
    title="Bare or deliberate",
    behaviours=(
        holds(
            "10 defaults",
            "Bodies that frameworks write by themselves are known to the byte; all else is kept.",
            "tests/defaults/test_not_recognised.py::test_without_its_html_page_sanic_is_recognised",
            _DEFAULTS + "test_what_a_framework_answers_by_itself_becomes_a_page",
            _DEFAULTS
            + "test_what_a_framework_answers_by_itself_to_head_becomes_the_head_of_a_page",
            _DEFAULTS + "test_a_byte_more_than_what_a_framework_answers_by_itself_is_deliberate",
        ),
        holds("151", "HEAD is judged by type and length."),
        holds("152", "Downloads, problem documents, coded and long bodies are never bare."),
        holds(
            "153",
            "An app can keep a response, by a mark or by a callable.",
            but="the mark is in scope or environ; no header is read for it",
        ),
        holds("154", "Each policy takes what its name says, and a custom text is a detail."),
    ),
)
IDEAS = Section(
    title="Ideas from elsewhere",
    behaviours=(
        idea(
            "155",
            "Texts of a problem could be looked up by language, with arguments.",
            "a Problem subclass has a detail with arguments in one language",
        ),
        holds("156", "Exceptions of the app's own can be mapped to a status or a problem."),
        idea(
            "157",
            "Rails has a second level that cannot fail, and a file for each language.",
            "the second level is there (31, 166); the files are not (148)",
        ),
        idea(
            "158",
            "Phoenix lets any exception tell its status.",
            "here the option `exceptions` says it, from outside",
        ),
        idea(
            "159",
            "Symfony has a route that shows any error page.",
            "there is none; `pages.reply(503)` makes any page without a server",
        ),
        idea(
            "160",
            "boom has helpers that set the headers a status needs.",
            "a Problem takes any headers",
        ),
        idea(
            "161",
            "Some show pages for developers, with source and suggestions.",
            "the frameworks' own pages stay in debug mode (45, 101)",
        ),
        idea(
            "162",
            "Proxies rewrite statuses and choose pages by range.",
            "a status is never changed here (117)",
        ),
        holds(
            "163",
            "Retry-After is told in words, Allow as a list, and the id to quote is shown.",
            but="there is no mode for maintenance",
        ),
        idea(
            "164", "Users could check their own apps by helpers.", "there are no such helpers yet"
        ),
        idea(
            "165",
            "OpenAPI could describe the problems, and pages their types.",
            "neither is there yet",
        ),
        holds("166", "The constant pages are made beforehand, in the default language."),
    ),
)
