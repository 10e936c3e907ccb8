"""Negotiation and problem documents."""

from __future__ import annotations

from contract.behaviour import Section, fact, holds

NEGOTIATION = Section(
    title="Negotiation",
    behaviours=(
        holds("127", "HTML is for who names it; who accepts anything gets the default format."),
        holds("128", "Who accepts nothing we have gets the error all the same, never a 406."),
        holds("129", "Who accepts any JSON gets a problem document."),
        holds("130", "No header makes it fail, and no work or memory grows with one."),
        holds("131", "Languages are found by RFC 4647: by weight, then order, cut from the end."),
        holds("132", "Scripts are never crossed: zh-TW reads zh-Hant, zh-CN reads zh-Hans."),
        holds("132b", "Tags are written in their canonical case, and compared in any."),
        holds("133", "A region falls back to its language, and to another region of it."),
        holds(
            "134",
            "The language that an app knows outranks Accept-Language.",
            but="what its hook reads besides, such as a cookie, the app names in its own Vary",
        ),
    ),
)
DOCUMENTS = Section(
    title="Problem documents",
    behaviours=(
        holds("135", "A problem has the members of RFC 9457."),
        holds("136", "The title is localized, the type never."),
        holds(
            "137",
            "The detail helps the client and tells nothing for debugging.",
            "an unhandled exception gets a document",
            "tests/test_flask.py::test_a_500_does_not_tell_its_description",
        ),
        holds("138", "Extensions stand beside the members and never in their place."),
        holds("139", "Errors of a validation are listed in one problem."),
        holds(
            "140",
            "A type is an absolute URL or a full path; an instance is left out unless set.",
            but="the documentation below the URL is the app's to serve",
        ),
        holds("141", "XML is for who names it."),
        fact(
            "142",
            "IANA keeps a registry of problem types.",
            "no registered type but about:blank is used by itself",
        ),
        holds("143", "Any value can be told, and the document stays valid."),
        holds("144", "Default phrases of every Python are recognised."),
        holds(
            "145",
            "A valid traceparent is told, an invalid one ignored.",
            but="no Server-Timing is added to the response",
        ),
        holds("146", "A request's id from outside is checked, or another is made."),
    ),
)
