"""ErrorPages: the reply for any error, its ids, hooks and replacement."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from httpolite import Brand, ErrorPages, OptionError, Problem, Reply, RequestFacts, StatusError
from httpolite.requests import REQUEST_ID, Inquiry
from strategies import Unspeakable, any_text, anything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

HTML = "text/html"
PAGES = ErrorPages()
STATUS_TEXT = {"content-type": "text/plain; charset=utf-8"}
HOOKS = ("default_format", "language", "nonce", "on_error", "request_id", "replace")


def header(reply: Reply, name: str) -> list[str]:
    return [value for key, value in reply.headers if key == name]


def document(reply: Reply) -> Any:
    return json.loads(reply.body)


def fail(*_: object) -> Any:
    raise RuntimeError("secret")


# The reply


def test_a_reply_is_complete() -> None:
    reply = PAGES.reply(404)
    assert reply.status == 404
    assert header(reply, "content-type") == ["application/problem+json"]
    assert header(reply, "content-length") == [str(len(reply.body))]
    assert document(reply)["status"] == 404


@pytest.mark.parametrize("status", [399, 600, 200, 0, -1, True, "404", 404.0, None])
def test_118_a_status_outside_400_to_599_is_refused(status: Any) -> None:
    with pytest.raises(StatusError, match="400 to 599"):
        PAGES.reply(status)


@pytest.mark.parametrize("status", range(400, 600))
def test_117_118_every_error_has_a_reply_of_its_status(status: int) -> None:
    assert document(PAGES.reply(status))["status"] == PAGES.reply(status).status == status


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("application/xml;q=0.9, text/html;q=0", "application/problem+xml"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("text/*", "text/plain; charset=utf-8"),
        ("image/png", "application/problem+json"),
    ],
)
def test_127_128_129_the_client_gets_the_format_it_asked_for(
    accept: str | None, content_type: str
) -> None:
    assert header(PAGES.reply(404, accept=accept), "content-type") == [content_type]


@pytest.mark.parametrize(
    ("accept_language", "language", "tag"),
    [
        (None, None, "en"),
        ("zh-TW", None, "zh-Hant"),
        ("zh", None, "zh-Hans"),
        ("ar-EG, en;q=0.5", None, "ar"),
        ("tlh", None, "en"),
        ("ar", "zh-TW", "zh-Hant"),
        ("ar", "tlh", "ar"),
    ],
)
def test_131_132_134_the_client_gets_its_language_unless_the_app_knows_better(
    accept_language: str | None, language: str | None, tag: str
) -> None:
    reply = PAGES.reply(404, accept_language=accept_language, language=language)
    assert header(reply, "content-language") == [tag]


@pytest.mark.parametrize("accept", [None, HTML, "text/plain", "text/markdown", "application/xml"])
def test_106_head_has_the_headers_of_get_and_no_body(accept: str | None) -> None:
    get, head = (
        PAGES.reply(404, method=method, accept=accept, path="/a", request_id="abc")
        for method in ("GET", "HEAD")
    )
    assert head.body == b""
    assert head.headers == get.headers
    assert header(head, "content-length") == [str(len(get.body))] != ["0"]


@given(
    st.lists(st.tuples(any_text | st.sampled_from(["Vary", "ETag", "Allow"]), any_text)),
    st.sampled_from([None, HTML]),
)
@settings(max_examples=50)
def test_22_headers_are_in_lower_case_and_split_nothing(
    headers: list[tuple[str, str]], accept: str | None
) -> None:
    reply = PAGES.reply(404, headers=headers, accept=accept, path="/")
    for name, value in reply.headers:
        assert name == name.lower()
        assert not set(name + value) & set("\r\n\0")
    ours = ["content-type", "content-length", "content-language", "vary", "x-request-id"]
    assert [len(header(reply, name)) for name in ours] == [1] * 5


def test_109_114_116_headers_of_the_replaced_response() -> None:
    reply = PAGES.reply(
        401,
        headers=[
            ("WWW-Authenticate", "Basic"),
            ("WWW-Authenticate", "Bearer"),
            ("Content-Type", "text/plain"),
            ("Content-Length", "9"),
            ("Vary", "Origin"),
            ("Cache-Control", "max-age=60"),
        ],
    )
    assert header(reply, "www-authenticate") == ["Basic", "Bearer"]
    assert header(reply, "vary") == ["Origin, Accept, Accept-Language"]
    assert header(reply, "cache-control") == ["max-age=60"]
    assert header(reply, "content-type") == ["application/problem+json"]
    assert header(PAGES.reply(500, headers=[("Cache-Control", "public")]), "cache-control") == [
        "no-store"
    ]


def test_the_headers_of_a_problem_are_sent() -> None:
    problem = Problem(503, headers={"Retry-After": "30", "X-One": "中", "Content-Length": "5"})
    reply = PAGES.reply(problem)
    assert header(reply, "retry-after") == ["30"]
    assert header(reply, "x-one") == []
    assert header(reply, "content-length") == [str(len(reply.body))]


# Ids


@pytest.mark.parametrize("accept", [None, HTML, "text/plain", "application/xml"])
def test_146_an_id_is_in_the_header_and_in_the_body(accept: str | None) -> None:
    reply = PAGES.reply(404, accept=accept)
    (identity,) = header(reply, "x-request-id")
    assert len(identity) == 32
    assert identity.encode() in reply.body


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-123", True), ("", False), ("a b", False), ("x" * 129, False)]
)
def test_146_a_given_id_is_kept_if_it_is_fit(given: str, kept: bool) -> None:
    (identity,) = header(PAGES.reply(404, request_id=given), "x-request-id")
    assert (identity == given) == kept


@pytest.mark.parametrize(
    ("sent", "identity"),
    [(["from-app"], "from-app"), (["no good", "from-app"], "from-app"), (["no good"], "asked")],
)
def test_43_146_a_fit_id_of_the_response_wins_and_is_sent_once(
    sent: list[str], identity: str
) -> None:
    headers = [("X-Request-Id", value) for value in sent]
    reply = PAGES.reply(404, request_id="asked", headers=headers)
    assert header(reply, "x-request-id") == [identity]
    assert document(reply)["request_id"] == identity


def test_an_id_of_the_problem_outranks_that_of_the_request() -> None:
    reply = PAGES.reply(Problem(404, request_id="of-problem"), request_id="asked")
    assert header(reply, "x-request-id") == [document(reply)["request_id"]] == ["of-problem"]


def test_the_header_of_the_id_has_the_name_of_the_option() -> None:
    pages = ErrorPages(request_id_header="X-Correlation-ID")
    assert header(pages.reply(404, request_id="abc"), "x-correlation-id") == ["abc"]
    assert header(pages.reply(404, request_id="abc"), "x-request-id") == []
    assert pages.header_places[b"X-Correlation-Id"] == REQUEST_ID
    assert pages.environ_keys[REQUEST_ID] == "HTTP_X_CORRELATION_ID"


def test_an_id_of_the_hook_is_used_and_no_header_added() -> None:
    pages = ErrorPages(request_id=lambda facts: f"hook-{facts.method}")
    reply = pages.reply(404, request_id="asked")
    assert document(reply)["request_id"] == "hook-GET"
    assert header(reply, "x-request-id") == []


@pytest.mark.parametrize("made", [None, "", "a b", 5])
def test_146_an_unfit_id_of_the_hook_is_ignored(made: Any) -> None:
    reply = ErrorPages(request_id=lambda _: made).reply(404, request_id="asked")
    assert header(reply, "x-request-id") == ["asked"]


def test_145_a_trace_id_is_told() -> None:
    assert document(PAGES.reply(404, trace_id="0af7"))["trace_id"] == "0af7"
    assert b"0af7" in PAGES.reply(404, trace_id="0af7", accept=HTML).body
    assert "trace_id" not in document(PAGES.reply(404))


# Hooks


@pytest.mark.parametrize(
    ("made", "content_type"),
    [
        ("html", "text/html; charset=utf-8"),
        ("text", "text/plain; charset=utf-8"),
        ("json", "application/problem+json"),
        ("xml", "application/problem+json"),
        (None, "application/problem+json"),
        ([], "application/problem+json"),
    ],
)
def test_127_the_default_format_may_depend_on_the_request(made: Any, content_type: str) -> None:
    pages = ErrorPages(default_format=lambda _: made)
    assert header(pages.reply(404), "content-type") == [content_type]
    assert header(pages.reply(404, accept="text/markdown"), "content-type") != [content_type]


def test_127_html_for_people_and_json_under_api() -> None:
    pages = ErrorPages(
        default_format=lambda facts: "json" if facts.path.startswith("/api") else "html"
    )
    types = [header(pages.reply(404, path=path), "content-type")[0] for path in ("/a", "/api/a")]
    assert types == ["text/html; charset=utf-8", "application/problem+json"]


@pytest.mark.parametrize(
    ("made", "given", "tag"),
    [
        ("zh-TW", None, "zh-Hant"),
        ("tlh", None, "ar"),
        (None, None, "ar"),
        ("zh-TW", "en", "en"),
        (5, None, "ar"),
    ],
)
def test_134_the_language_hook_outranks_accept_language(
    made: Any, given: str | None, tag: str
) -> None:
    pages = ErrorPages(language=lambda _: made)
    reply = pages.reply(404, accept_language="ar", language=given)
    assert header(reply, "content-language") == [tag]


@pytest.mark.parametrize(
    ("made", "given", "shown"),
    [
        ("r4nd", None, '<style nonce="r4nd">'),
        ("r4nd", "given", '<style nonce="given">'),
        (None, None, "<style>"),
        ('"><x', None, '<style nonce="&#34;&gt;&lt;x">'),
    ],
)
def test_125_the_style_carries_a_nonce(made: Any, given: str | None, shown: str) -> None:
    page = ErrorPages(nonce=lambda _: made).reply(404, accept=HTML, nonce=given).body.decode()
    assert shown in page


def test_41_on_error_is_told_of_every_reply() -> None:
    told: list[Any] = []
    pages = ErrorPages(on_error=lambda *args: told.append(args))
    problem, exc = Problem(409), KeyError("x")
    pages.reply(404, path="/a", method="PUT")
    pages.answer(problem, Inquiry(), exc=exc)
    (facts, made, none), (_, same, cause) = told
    assert (facts.path, facts.method, made.status, none) == ("/a", "PUT", 404, None)
    assert same is problem
    assert cause is exc


def test_facts_are_asked_for_only_if_there_is_a_hook() -> None:
    inquiry = Inquiry(facts=fail)
    assert PAGES.answer(404, inquiry).status == 404
    assert document_of(PAGES, inquiry)["detail"] != ""


def document_of(pages: ErrorPages, inquiry: Inquiry) -> Any:
    return json.loads(pages.answer(404, inquiry).body)


def test_a_hook_sees_what_the_adapter_knows() -> None:
    seen: list[RequestFacts] = []
    facts = RequestFacts(method="GET", path="/a", native={"native": 1})
    ErrorPages(on_error=lambda facts, *_: seen.append(facts)).answer(
        404, Inquiry(facts=lambda: facts)
    )
    assert seen == [facts]


@pytest.mark.parametrize("hook", HOOKS)
def test_31_a_hook_that_raises_is_told_once_and_ignored(
    hook: str, caplog: pytest.LogCaptureFixture
) -> None:
    def raising(*_: object) -> Any:
        raise KeyError(object())  # words that differ each time

    options: Any = {hook: raising}
    pages = ErrorPages(**options)
    for _ in range(3):
        assert pages.reply(404, accept=HTML).status == 404
        assert pages.reply(404).status == 404
        assert (
            pages.replacement(404, [], b"", Inquiry(), complete=True) is None or hook != "replace"
        )
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == f"{hook} raised and was ignored: KeyError"


@pytest.mark.parametrize("hook", HOOKS)
def test_31_a_hook_that_raises_something_unspeakable_is_ignored_too(hook: str) -> None:
    class UnspokenError(Unspeakable, Exception):
        pass

    def raising(*_: object) -> Any:
        raise UnspokenError

    options: Any = {hook: raising}
    assert ErrorPages(**options).reply(404, accept=HTML).status == 404


# When nothing can be made


@pytest.fixture
def broken(write_theme: Write) -> ErrorPages:
    theme = write_theme({"page.html": "{{ page.nothing_of_the_kind }}"})
    return ErrorPages(theme=theme, default_language="ar")


@pytest.mark.parametrize("status", [404, 418, 499, 500, 599])
def test_31_166_the_constant_page_keeps_status_language_and_headers(
    broken: ErrorPages, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        reply = broken.reply(status, accept=HTML, headers=[("Allow", "GET"), ("ETag", "x")])
        assert reply.status == status
        page = reply.body.decode()
        assert '<html lang="ar" dir="rtl">' in page
        assert f"<p>{status} " in page
        assert header(reply, "content-language") == ["ar"]
        assert header(reply, "content-type") == ["text/html; charset=utf-8"]
        assert header(reply, "content-length") == [str(len(reply.body))]
        assert header(reply, "allow") == ["GET"]
        assert header(reply, "etag") == []
    assert len(caplog.records) == 1


def test_166_the_constant_document_is_a_problem_document(caplog: pytest.LogCaptureFixture) -> None:
    def facts() -> RequestFacts:
        raise RuntimeError("secret")

    pages = ErrorPages(on_error=lambda *_: None)
    answer = pages.answer(418, Inquiry(facts=facts))
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "I'm a Teapot",
        "status": 418,
    }
    assert ("content-type", "application/problem+json") in answer.pairs
    assert "constant pages are sent because of RuntimeError" in caplog.text


def test_106_a_constant_page_to_head_has_no_body(broken: ErrorPages) -> None:
    assert broken.reply(404, accept=HTML, method="HEAD").body == b""


def test_prepare_compiles_what_is_asked_for_first() -> None:
    pages = ErrorPages()
    pages.prepare()
    kept = len(pages._renderer._shelf.pages)
    assert kept == 2
    pages.reply(404, accept=HTML, path="/a")
    assert len(pages._renderer._shelf.pages) == kept


def test_prepare_tells_of_a_theme_that_breaks_while_rendering(
    broken: ErrorPages, caplog: pytest.LogCaptureFixture
) -> None:
    broken.prepare()
    broken.reply(404, accept=HTML)
    assert len(caplog.records) == 1


# Safety


@settings(max_examples=50)
@given(anything, any_text, st.sampled_from([HTML, None, "text/plain", "application/xml"]))
def test_31_nothing_that_a_problem_or_a_request_holds_makes_it_fail(
    value: Any, text: str, accept: str | None
) -> None:
    problem = Problem(409, detail=value, title=text, errors=value, code=text, seat=value)
    reply = ErrorPages(problem_type_base="/p").reply if text == "never" else BASED.reply
    made = reply(problem, accept=accept, path=text, trace_id=text, nonce=text, request_id=text)
    assert made.status == 409
    assert header(made, "x-request-id") != []  # the constant page has none


BASED = ErrorPages(problem_type_base="/p", brand=Brand(support="a@b.example", sign_in="/in"))


@pytest.mark.parametrize("accept", [None, HTML, "text/plain", "text/markdown", "application/xml"])
def test_124_a_500_tells_nothing_of_the_exception(accept: str | None) -> None:
    exc = RuntimeError("secret in /srv/app.py")
    inquiry = Inquiry(path="/a", accept=accept)
    for pages in (PAGES, ErrorPages(on_error=lambda *_: None)):
        answer = pages.answer(500, inquiry, exc=exc)
        assert answer.status == 500
        for told in (b"secret", b"RuntimeError", b"/srv"):
            assert told not in answer.body
            assert not any(told in value for _, value in answer.raw)


# Exceptions


def test_156_a_mapped_exception_has_a_problem_and_no_other() -> None:
    pages = ErrorPages(exceptions={LookupError: 404})
    assert pages.problem_for(KeyError("x")) == 404
    assert pages.problem_for(OSError("x")) is None


@pytest.mark.parametrize(
    ("propagate", "reraise", "settled"),
    [
        ("auto", True, False),
        ("auto", False, True),
        (True, False, False),
        (False, True, True),
    ],
)
def test_38_39_an_unhandled_exception_is_raised_again_or_logged_once(
    propagate: Any, reraise: bool, settled: bool, caplog: pytest.LogCaptureFixture
) -> None:
    pages, exc = ErrorPages(propagate=propagate), RuntimeError("x")
    assert pages.settles(exc, reraise=reraise) == settled
    logged = [record.exc_info and record.exc_info[1] for record in caplog.records]
    assert logged == ([exc] if settled else [])


# Replacement


@pytest.mark.parametrize(
    ("policy", "held"),
    [
        ("exceptions", False),
        ("never", False),
        ("empty", True),
        ("bare", True),
        ("all", True),
        (lambda *_: False, True),
    ],
)
def test_7_a_response_is_held_only_if_the_policy_may_replace_it(policy: Any, held: bool) -> None:
    pages = ErrorPages(replace=policy)
    assert [pages.may_replace(status, Inquiry()) for status in (400, 404, 599)] == [held] * 3
    assert not pages.may_replace(404, Inquiry(replaceable=False))


@pytest.mark.parametrize("status", [100, 200, 204, 301, 304, 399, 600])
@pytest.mark.parametrize("policy", ["bare", "all", lambda *_: True])
def test_107_108_118_what_is_no_error_is_never_held(status: int, policy: Any) -> None:
    assert not ErrorPages(replace=policy).may_replace(status, Inquiry())


@pytest.mark.parametrize(
    ("policy", "headers", "body", "complete", "replaced"),
    [
        ("bare", STATUS_TEXT, b"Not Found", True, True),
        ("bare", STATUS_TEXT, b"No seat 14C.", True, False),
        ("bare", {}, b"", True, True),
        ("bare", STATUS_TEXT, b"Not Found", False, False),
        ("empty", STATUS_TEXT, b"Not Found", True, False),
        ("empty", STATUS_TEXT, b"", True, True),
        ("empty", {}, b"", False, False),
        ("all", STATUS_TEXT, b"No seat 14C.", True, True),
        ("all", STATUS_TEXT, b"x" * 2049, False, True),
        ("exceptions", {}, b"", True, False),
        ("never", {}, b"", True, False),
    ],
)
def test_151_152_a_held_response_is_replaced_as_the_policy_says(
    policy: Any, headers: dict[str, str], body: bytes, complete: bool, replaced: bool
) -> None:
    pairs = [(name.title(), value) for name, value in headers.items()]
    answer = ErrorPages(replace=policy).replacement(404, pairs, body, Inquiry(), complete=complete)
    assert (answer is not None) == replaced
    if answer:
        assert json.loads(answer.body)["status"] == answer.status == 404


def test_153_a_callable_decides_on_the_response() -> None:
    asked: list[Any] = []

    def decide(facts: RequestFacts, status: int, headers: Any, body: bytes) -> bool:
        asked.append((facts.path, status, headers, body))
        return body == b"yes"

    pages = ErrorPages(replace=decide)
    pairs, inquiry = [("X-One", "1"), ("X-One", "2")], Inquiry(path="/a")
    assert pages.replacement(404, pairs, b"yes", inquiry, complete=True)
    assert pages.replacement(404, pairs, b"no", inquiry, complete=True) is None
    assert pages.replacement(404, pairs, b"yes", inquiry, complete=False) is None
    assert asked == [
        ("/a", 404, (("x-one", "1"), ("x-one", "2")), body) for body in (b"yes", b"no")
    ]


def test_109_a_replaced_response_keeps_its_headers() -> None:
    pairs = [("Allow", "GET"), ("Content-Type", "text/plain; charset=utf-8")]
    answer = PAGES.replacement(405, pairs, b"Method Not Allowed", Inquiry(), complete=True)
    assert answer is not None
    assert ("allow", "GET") in answer.pairs
    assert ("content-type", "application/problem+json") in answer.pairs


# Variants


def test_a_variant_differs_in_the_changed_options_only() -> None:
    pages = ErrorPages(languages=["ar", "en"], request_id_header="X-Id", exceptions={KeyError: 404})
    variant = pages.with_options(default_format="html")
    assert (pages.default_format, variant.default_format) == ("json", "html")
    assert variant.languages == ("ar", "en")
    assert variant.request_id_header == "x-id"
    assert variant.exceptions == {KeyError: 404}
    assert header(variant.reply(404), "content-type") == ["text/html; charset=utf-8"]


def test_a_variant_shares_the_compiled_pages_if_it_can() -> None:
    pages = ErrorPages()
    assert pages.with_options(replace="all")._renderer is pages._renderer
    assert pages.with_options(languages=["en"])._renderer is pages._renderer
    for changes in (
        {"brand": Brand(name="Other")},
        {"texts": {"en": {404: {"heading": "Lost?"}}}},
        {"problem_type_base": "/p"},
    ):
        assert pages.with_options(**changes)._renderer is not pages._renderer


def test_a_variant_of_a_variant_still_has_own_words_and_brand() -> None:
    first = ErrorPages().with_options(
        texts={"en": {404: {"heading": "Lost?"}}}, brand=Brand(name="Ex")
    )
    page = first.with_options(default_format="html").reply(404).body.decode()
    assert "<title>Lost? – Ex</title>" in page
    assert "Lost?" not in ErrorPages().reply(404, accept=HTML).body.decode()


@pytest.mark.parametrize("name", ["nope", "_shared", "_renderer", "request_headers"])
def test_an_option_that_does_not_exist_is_refused(name: str) -> None:
    options: Any = {name: 1}
    with pytest.raises(
        OptionError, match=f"with_options: there is no option {name}; there are theme"
    ):
        PAGES.with_options(**options)
    if not name.startswith("_"):
        with pytest.raises(TypeError):
            ErrorPages(**options)


def test_a_wrong_change_is_refused_as_a_wrong_option() -> None:
    with pytest.raises(OptionError, match="replace: 'some' will not do"):
        PAGES.with_options(replace="some")


# Texts and hashes


def test_texts_for_are_those_in_force() -> None:
    pages = ErrorPages(texts={"en": {404: {"heading": "Lost?"}}})
    assert pages.texts_for(404, "en").heading == "Lost?"
    assert pages.texts_for(404, "zh-Hant") == PAGES.texts_for(404, "zh-Hant")
    assert PAGES.texts_for(499, "en").phrase == "Client Error"


@pytest.mark.parametrize("code", [0, 99, 600, "404", True])
def test_118_texts_for_a_code_outside_100_to_599_are_refused(code: Any) -> None:
    with pytest.raises(StatusError, match="100 to 599"):
        PAGES.texts_for(code, "en")


def test_125_style_hashes_are_those_of_the_style_in_every_page() -> None:
    from base64 import b64encode
    from hashlib import sha256

    for status, language in [(404, "en"), (503, "ar")]:
        page = PAGES.reply(status, accept=HTML, language=language).body.decode()
        style = page.partition("<style>")[2].partition("</style>")[0]
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert PAGES.style_hashes == (f"sha256-{digest}",)


# Threads


def test_one_instance_serves_many_threads() -> None:
    pages = ErrorPages()
    start, wrong = threading.Barrier(8), []

    def work(number: int) -> None:
        start.wait()
        for status in range(400, 440):
            identity = f"{number}-{status}"
            language = ("en", "ar")[number % 2]
            reply = pages.reply(
                status, accept=HTML, language=language, path=f"/{identity}", request_id=identity
            )
            shown = reply.body.decode()
            if f'lang="{language}"' not in shown or shown.count(identity) != 2:
                wrong.append(identity)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_labels_and_values_are_joined_as_the_language_joins_them() -> None:
    pages = ErrorPages()
    told: Any = {"path": "/seats", "request_id": "abc"}

    assert b"Address: /seats" in pages.reply(404, accept="text/plain", **told).body
    for tag, line in (("zh-Hant", "網址：/seats"), ("zh-Hans", "访问地址：/seats")):
        text = pages.reply(404, accept="text/plain", language=tag, **told).body.decode()
        assert line in text
        markdown = pages.reply(404, accept="text/markdown", language=tag, **told).body.decode()
        assert f"- **{line.split('：')[0]}**：/seats" in markdown
