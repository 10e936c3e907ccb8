"""ASGI: messages, exceptions, WebSockets."""

from __future__ import annotations

from contract.behaviour import Section, fact, holds, not_offered

DESIGN = Section(
    title="What decides the design",
    behaviours=(
        holds(
            "0.1",
            "A WSGI server's start_response is called once, late, and never with exc_info.",
        ),
        holds("0.2", "It has been called when the app's call returns."),
        holds(
            "0.3",
            "No length, body or framing that does not fit the reply reaches a server.",
            "HEAD has the headers of GET and no body",
            "framing of the app's goes",
            "what described the old body goes",
        ),
        holds(
            "0.4",
            "In ASGI the page is complete before the same exception goes on.",
            "tests/test_asgi.py::test_25_the_page_is_complete_before_the_exception_goes_on",
            "tests/contract/test_protocols.py::test_41_hooks_run_before_anything_is_sent",
        ),
        holds("0.5", "Two tiers, of exceptions and of bytes, answer as one."),
    ),
)
MESSAGES = Section(
    title="ASGI: messages",
    behaviours=(
        holds("1", "Lifespan and unknown scopes reach the app as the very same objects."),
        holds("2", "What fails in lifespan passes, and never becomes a page."),
        holds("3", "The app gets the server's own scope, with no key added but ours."),
        holds("4", "The app gets the server's own receive; the request's body is never read."),
        holds("5", "A start below 400 is forwarded at once."),
        not_offered(
            "6",
            "A 2xx could be held until its first piece, so that an early exception makes a 500.",
            "in ASGI it would delay streams; in WSGI it is done (58)",
        ),
        holds("7", "An error is held until it is known what it is, and keeps order and pieces."),
        holds("8", "No more than 2 KiB are held; what is longer is deliberate."),
        holds("9", "An empty first piece decides nothing, and missing keys have their defaults."),
        holds("10", "What is sent has a list of headers and bytes, whatever the app gave."),
        holds("11", "What an app sends after a replaced body is swallowed."),
        holds("12", "A second start is left to the server to judge."),
        holds("13", "Early hints pass at once, and count as nothing."),
        holds("14", "Debug messages pass at once, and none is ever made."),
        holds("15", "A file sent by the server is deliberate."),
        holds("16", "A response with trailers is deliberate."),
        holds("17", "Any other message shows that a response is deliberate."),
        holds("18", "Messages and headers of the app are never changed."),
        holds("19", "Names of headers are compared in any case, and ours are in lower case."),
        holds("20", "Names of a request's headers may come in any case; lines are joined."),
        holds(
            "21",
            "No hop-by-hop header is ever added.",
            "tests/contract/test_contract.py::test_a_replaced_response",
        ),
        holds("22", "A value with a line break, or that no server can encode, is dropped."),
        holds("23", "Nothing depends on the version that a server says it speaks."),
        holds("23b", "Each message is awaited in the caller's task."),
        holds(
            "23c",
            "A page goes out before the request's body is asked for, so that none need be sent.",
        ),
        holds("24", "The middleware returns None, whatever the app returns."),
    ),
)
EXCEPTIONS = Section(
    title="ASGI: exceptions",
    behaviours=(
        holds("25", "An unhandled exception is answered with a 500, then raised unchanged."),
        fact(
            "26",
            "Some servers close the connection after an exception that is raised again.",
            "propagate=False keeps it open; see the live table",
        ),
        holds("27", "Once a response has started, nothing is sent and the exception goes on."),
        holds("28", "A body that breaks off is never ended as if it were whole."),
        holds("29", "An exception after the end is raised and not answered."),
        holds("30", "An exception voids the error that is held."),
        holds("31", "Whatever fails in us, the status is kept and a page comes out."),
        holds("32", "What is no Exception, such as a cancellation, passes without a page."),
        holds("33", "A group of exceptions is a 500.", but="a group of one is not unwrapped"),
        holds(
            "34",
            "Nobody is answered once the client is gone.",
            but="a ConnectionError of the app's own, before any response, is an exception as any",
        ),
        holds("35", "A send that silently does nothing is fine."),
        holds("36", "If our page cannot be sent, it is the app's exception that goes on."),
        holds(
            "37",
            "The page is finished before an exception goes on; propagate=False keeps it back.",
            "tests/test_asgi.py::test_25_the_page_is_complete_before_the_exception_goes_on",
            "propagate=False logs and does not raise",
        ),
        holds("38", "Whether it is raised again is an option; what is not raised is logged."),
        holds("39", "What is raised again is not logged as well."),
        holds("40", "No exception is kept once its request is over."),
        holds("41", "Hooks run before the page is sent."),
        holds(
            "42",
            "Ids of a request and its trace are those of its headers, not of the context.",
            "a fit id of the client is used",
            "tests/test_pages.py::test_145_a_trace_id_is_told",
        ),
        holds("43", "A 500 carries the id of its request."),
        holds("44", "A 500 of Starlette and FastAPI passes out through CORS and its like."),
        holds(
            "45",
            "The traceback of debug mode wins over our page.",
            "tests/test_starlette.py::test_a_debug_app_still_shows_4xx_pages_and_its_own_traceback",
            "tests/test_fastapi.py::test_a_debug_app_keeps_its_traceback",
        ),
        fact(
            "46",
            "A TestClient raises what the server would get, though the page was sent.",
            "raise_server_exceptions=False shows the page",
            "tests/test_starlette.py::test_25_an_unhandled_exception_is_answered_and_raised_again",
        ),
        holds("47", "A page needs no thread and no file at the time of the request."),
        holds("48", "Nothing is built on BaseHTTPMiddleware; context variables pass."),
        holds("49", "Of nested instances the inner one wins."),
        holds("50", "An app that sends nothing is left to the server."),
    ),
)
WEBSOCKETS = Section(
    title="ASGI: WebSockets",
    behaviours=(
        holds("51", "An open WebSocket is never touched."),
        holds("52", "A denied handshake gets a page where the server can send one, else nothing."),
        holds(
            "53",
            "The denial has a length and one message of body.",
            "tests/test_handshakes.py::test_52_a_handshake_that_is_closed_gets_a_403",
        ),
        holds("54", "An exception before the handshake is answered denies it, and goes on."),
        holds("55", "A framework's own denial is judged as any response."),
    ),
)
