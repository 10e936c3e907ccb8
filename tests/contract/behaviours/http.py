"""HTTP: what is sent in place of a bare error."""

from __future__ import annotations

from contract.behaviour import Section, holds, not_offered

HTTP = Section(
    title="The replaced response",
    behaviours=(
        holds("105b", "A bare error gets a page or a document."),
        holds("106", "HEAD gets the status and headers of GET, and no byte of a body."),
        holds("107", "1xx, 204, 205 and 304 never get a body or a length."),
        holds("108", "What is no error is never touched."),
        holds("109", "Headers that a status needs stay, each line of them."),
        holds("110", "Headers that describe the old body go."),
        holds("111", "All other headers stay, in order, duplicates included."),
        holds("112", "A coded body is deliberate; what is replaced all the same is sent uncoded."),
        holds("113", "Transfer-Encoding of the app's goes."),
        holds("114", "Vary names Accept and Accept-Language, merged with the app's."),
        holds("115", "Content-Language is the language of the page or document."),
        holds("116", "A 5xx is not stored; a 4xx keeps the app's Cache-Control, or has no-store."),
        holds(
            "117",
            "The status never changes, and the document tells the same.",
            "tests/contract/test_contract.py::test_a_replaced_response",
        ),
        holds("118", "Codes that nobody registered have the texts of their class."),
        holds("119", "Preflights, CONNECT and TRACE are never replaced."),
        holds(
            "120",
            "gRPC is never replaced, and a reader of events gets a document.",
            but='with default_format="html" a client that accepts nothing we have gets HTML, '
            "a reader of events too",
        ),
        holds("121", "A page says its charset and nosniff; lengths count bytes."),
        holds("122", "Host and query are never shown; the path is escaped and cut."),
        holds("123", "The path is the whole one, of mounted apps too."),
        holds(
            "124",
            "A 5xx tells nothing of the exception.",
            "an unhandled exception gets a document",
            "an unhandled exception gets a page",
        ),
        holds("125", "A page fits a strict Content-Security-Policy, and takes a nonce."),
        not_offered(
            "126",
            "Clients such as htmx put an error's body into the page.",
            "no client's library is known to us; a callable as `replace` may leave them alone",
            "tests/contract/test_protocols.py::test_126_a_callable_may_leave_what_htmx_asks_for",
        ),
    ),
)
