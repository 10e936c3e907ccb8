"""WSGI."""

from __future__ import annotations

from contract.behaviour import Section, holds

WSGI = Section(
    title="WSGI",
    behaviours=(
        holds("56", "Errors wait for their body; other lists and all files pass as they are."),
        holds("57", "An app may start its response while it is iterated."),
        holds("58", "Of a 200 one piece is pulled, so that an exception before it makes a page."),
        holds("59", "An exception before the first piece gets a page."),
        holds("60", "An exception after the first piece passes, and nothing is added."),
        holds("61", "The app's iterable is closed exactly once, whatever happens."),
        holds("62", "It may be closed twice, by another thread, and unread."),
        holds("63", "An unhandled exception is logged once, with its traceback."),
        holds(
            "64",
            "Who asks for propagation gets it.",
            but="the page goes out first, but in Flask, which raises at once as it always does",
        ),
        holds("65", "What is no Exception passes, and the body is closed."),
        holds("66", "No request leaves a cycle behind."),
        holds("67", "write() works, in order with the rest; the server's is never used."),
        holds("68", "A second start_response with exc_info is taken while nothing was sent."),
        holds("69", "The server is given two arguments."),
        holds("70", "At least one piece is sent."),
        holds("71", "Nothing is sent before the start."),
        holds("72", "A status line has three digits and an ASCII reason, never localized."),
        holds("73", "Headers are a list of pairs of str in latin-1."),
        holds(
            "74",
            "A replaced response has a Content-Type; a 204 and a 304 get none.",
            "tests/contract/test_contract.py::test_a_replaced_response",
            "a 204 has no body",
            "a 304 has no body",
        ),
        holds(
            "75",
            "No hop-by-hop header is added, and those of the app pass.",
            "a 426 keeps Upgrade",
            "a 407 keeps Proxy-Authenticate",
            "tests/contract/test_contract.py::test_a_replaced_response",
        ),
        holds(
            "76",
            "A replaced response always has a Content-Length.",
            "tests/contract/test_contract.py::test_a_replaced_response",
        ),
        holds("77", "The environ stays a dict with no keys but ours; the path is read as UTF-8."),
        holds("78", "A file is deliberate, and an empty error without type and length is bare."),
        holds("79", "Headers that an app shares between responses are never changed."),
        holds("80", "The path is that from before an app was mounted."),
        holds(
            "81",
            "The standard library's checker finds no fault on either side.",
            "tests/contract/test_contract.py::test_a_replaced_response",
        ),
    ),
)
