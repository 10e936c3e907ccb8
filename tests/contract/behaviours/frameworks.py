"""Frameworks."""

from __future__ import annotations

from contract.behaviour import Section, fact, holds, not_ours

_DEFAULTS = (
    "tests/contract/test_defaults.py::test_what_a_framework_answers_by_itself_becomes_a_page"
)
FLASK = Section(
    title="Flask",
    behaviours=(
        holds("82", "An unhandled exception is logged and signalled once, as ever."),
        holds("83", "Redirects and responses that are raised pass."),
        holds("84", "Headers of a raised exception stay."),
        holds("85", "An empty error that a view returns becomes a page."),
        holds("86", "Handlers of the app and of blueprints stay in charge."),
        holds("87", "A description that somebody chose is the detail, and Werkzeug's is not."),
        holds("88", "A missing key is not named; a foreign host gets a page."),
        holds(
            "88b",
            "The adapter answers within the request; the middleware has no context of Flask's.",
            "tests/test_flask.py::test_87_a_lazy_description_is_asked_for_within_the_request",
        ),
        holds("89", "An error after the request is a 500 as well."),
    ),
)
STARLETTE = Section(
    title="Starlette and FastAPI",
    behaviours=(
        holds(
            "90",
            "The router's own 404 and 405 are answered too.",
            _DEFAULTS,
            "tests/test_starlette.py::test_a_405_keeps_allow",
            "tests/test_fastapi.py::test_every_error_is_a_page",
        ),
        holds("91", "An HTTPException of a middleware keeps its status."),
        holds("92", "A mounted app's bare errors get its parent's pages."),
        holds("93", "A stale length or coding among an exception's headers is not sent."),
        holds("94", "A text as detail stays; an object becomes the member data."),
        holds("95", "A validation error never tells what was submitted."),
        holds(
            "96",
            "The OpenAPI document stays, and handlers of the user's win.",
            "tests/test_fastapi.py::test_a_handler_of_the_users_wins",
            "tests/test_starlette.py::test_a_handler_of_the_users_wins",
        ),
        holds(
            "97",
            "A raised problem below 500 is no event of an error tracker.",
            but="a tracker's middleware that stands inside ours sees it pass, as an exception",
        ),
    ),
)
DJANGO = Section(
    title="Django",
    behaviours=(
        holds("98", "Its signal of an exception is sent, and Http404 stays a 404."),
        holds("99", "A 500 is logged once."),
        holds("100", "Middleware that acts on a 404, such as APPEND_SLASH, still does."),
        holds(
            "101",
            "The pages of DEBUG stay; what DEBUG_PROPAGATE_EXCEPTIONS lets out is answered.",
            but="responses of REST frameworks are seen as bytes, so they are rendered already",
        ),
        holds(
            "102",
            "A request that Django cannot read gets a page, though no middleware of its sees it.",
        ),
    ),
)
OTHERS = Section(
    title="Other frameworks",
    behaviours=(
        not_ours(
            "103",
            "An HTTPException of aiohttp is a response and an exception.",
            "aiohttp is a server of its own and speaks neither ASGI nor WSGI",
        ),
        fact(
            "104",
            "Sanic has rules of its own for what may be answered, and when.",
            "the middleware stands outside of them and sees bytes only",
            _DEFAULTS,
        ),
        holds(
            "105",
            "Litestar's and Falcon's own errors become pages; Falcon's Vary is merged.",
            _DEFAULTS,
        ),
    ),
)
