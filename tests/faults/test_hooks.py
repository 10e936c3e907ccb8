"""A hook that raises, or says nonsense, is told once and ignored: the page is as without it."""

from __future__ import annotations

from asyncio import CancelledError
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faults.callables import (
    ASKED,
    FAULTS,
    NONSENSE,
    UNASKED,
    each_hook,
    pages_with,
    raising,
    saying,
)
from faults.ways import (
    ASGI,
    FORMATS,
    Call,
    fresh,
    reply,
    through_every_adapter,
    through_every_way,
)
from faults.whole import assert_whole, content_of, is_constant, said, unhandled
from httpolite import ErrorPages, OptionError
from httpolite.requests import Inquiry
from strategies import Shouting, Undecided, anything

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]


@through_every_way
@each_hook
@pytest.mark.parametrize("kind", FAULTS)
def test_31_a_hook_that_raises_is_told_once_and_ignored(
    way: Way, hook: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages = pages_with(hook, raising(FAULTS[kind]))

    for _ in range(2):
        seen = way(Call(pages=pages, does=404, asked=ASKED[hook]))

        assert seen.raised is None
        assert seen.status == 404
        if hook != "replace":
            assert_whole(seen, 404)
            assert not is_constant(seen)
    unasked = (way.__name__, hook) in UNASKED
    assert said(caplog) == ([] if unasked else [f"{hook} raised and was ignored: {kind}"])


@through_every_adapter
@each_hook
def test_31_the_apps_exception_is_raised_or_logged_all_the_same(
    way: Way, hook: str, caplog: pytest.LogCaptureFixture
) -> None:
    exc = RuntimeError("secret")
    pages = pages_with(hook, raising(KeyError("secret")))

    seen = way(Call(pages=pages, does=exc, asked=ASKED[hook]))

    assert_whole(seen, 500)
    assert (seen.raised is exc) == (way in ASGI)
    assert unhandled(caplog) == ([exc] if way.__name__ == "plain_wsgi" else [])
    assert len(said(caplog)) == (hook != "replace")  # it judges responses alone


@through_every_way
@pytest.mark.parametrize("kind", NONSENSE)
@pytest.mark.parametrize("hook", ["default_format", "language", "nonce", "request_id"])
def test_31_a_hook_that_says_nonsense_is_told_once_and_ignored(
    way: Way, hook: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages = pages_with(hook, saying(NONSENSE[kind]))

    for _ in range(2):
        seen = way(Call(pages=pages, does=404, asked=ASKED[hook]))

        assert_whole(seen, 404)
        assert not is_constant(seen)
        assert seen.value("content-language") == "en"
    (line,) = said(caplog)
    assert line.startswith(hook)
    assert "was ignored: " in line


@through_every_way
@pytest.mark.parametrize("kind", NONSENSE)
def test_31_what_on_error_returns_is_nobodys_concern(
    way: Way, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    seen = way(Call(pages=pages_with("on_error", saying(NONSENSE[kind])), does=404))

    assert_whole(seen, 404)
    assert said(caplog) == []


@through_every_adapter
def test_31_a_decision_that_is_neither_true_nor_false_leaves_the_response_alone(
    way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    pages = pages_with("replace", saying(Undecided()))

    for _ in range(2):
        seen = way(Call(pages=pages, does=404, sent=(("X-Own", "1"),)))

        assert (seen.status, seen.body, seen.value("x-own")) == (404, b"", "1")
        assert seen.raised is None
    assert said(caplog) == ["replace raised and was ignored: ValueError"]


TEXTS = {
    "CRLF": "\r\nset-cookie: a=b",
    "NUL": "a\0b",
    "beyond latin-1": "é中",
    "surrogate": "\ud800",
    "long": "x" * 100_000,
    "nothing": "",
    "markup": "<u>",
    "Shouting": Shouting("<u>"),
}


@through_every_way
@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("hook", ["language", "nonce", "request_id"])
def test_22_a_text_that_a_hook_says_adds_no_header_and_no_element(
    way: Way, hook: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pages = pages_with(hook, saying(TEXTS[kind]))

    seen = way(Call(pages=pages, does=404, asked=ASKED[hook]))

    assert_whole(seen, 404)
    assert not is_constant(seen)
    assert not seen.values("set-cookie")
    assert b"<u>" not in seen.body
    assert b"<script" not in seen.body
    assert said(caplog) == []  # it may be what a client sent: no fault


@settings(max_examples=60)
@given(anything, anything, anything, anything, st.sampled_from([(), *FORMATS]))
def test_31_whatever_hooks_say_a_whole_page_comes_out(
    language: Any, nonce: Any, request_id: Any, default_format: Any, asked: Any
) -> None:
    pages = fresh(
        language=saying(language),
        nonce=saying(nonce),
        request_id=saying(request_id),
        default_format=saying(default_format),
        on_error=saying(nonce),
    )

    assert_whole(reply(Call(pages=pages, does=404, asked=asked)), 404)


# What is not for us to catch


@through_every_way
@each_hook
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, CancelledError])
def test_32_what_ends_the_process_or_the_task_passes(
    way: Way, hook: str, kind: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    fault = kind("now")

    seen = way(Call(pages=pages_with(hook, raising(fault)), does=404, asked=ASKED[hook]))

    if (way.__name__, hook) not in UNASKED:
        assert seen.raised is fault
        assert seen.messages == []
    assert caplog.records == []


# What would never be awaited


async def later(*_: Any) -> Any:
    raise AssertionError("nobody awaits this")


class Later:
    async def __call__(self, *_: Any) -> Any:
        raise AssertionError("nobody awaits this")


@each_hook
@pytest.mark.parametrize("function", [later, Later()])
def test_a_hook_that_is_async_is_refused_at_once(hook: str, function: Any) -> None:
    with pytest.raises(OptionError, match=f"{hook}: a plain function is expected, not the async"):
        pages_with(hook, function)


def test_a_callable_for_an_exception_that_is_async_is_refused_at_once() -> None:
    answers: Any = {KeyError: later}
    with pytest.raises(OptionError, match="exceptions: KeyError: a plain function is expected"):
        ErrorPages(exceptions=answers)


# The rooms that know of a request


def test_31_a_request_that_cannot_be_told_of_is_left_alone_or_gets_a_constant_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    inquiry = Inquiry(facts=raising(RuntimeError("secret")))
    pages = pages_with("replace", saying(True))

    assert pages.replacement(404, [], b"", inquiry, complete=True) is None
    assert pages.answer(404, inquiry).status == 404
    assert said(caplog) == [
        "a response was let through: RuntimeError",
        "constant pages are sent because of RuntimeError",
    ]


def test_a_language_may_be_an_object_that_names_one(caplog: pytest.LogCaptureFixture) -> None:
    class Locale:
        def __str__(self) -> str:
            return "zh_Hant_TW"

    seen = reply(Call(pages=pages_with("language", saying(Locale()))))

    assert seen.value("content-language") == "zh-Hant"
    assert content_of(seen)["status"] == 404
    assert said(caplog) == []
