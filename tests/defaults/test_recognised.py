"""Each framework is asked for what it answers by itself; all of it is recognised and replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from defaults.asking import Request, alone, behind, inquiry_of
from defaults.frameworks import FRAMEWORKS, Framework
from httpolite.replacement.fingerprints import (
    is_default,
    is_default_length,
    may_become_default,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doubles import Seen

# They warn of themselves: of modules of Python that they will have to do without.
pytestmark = pytest.mark.filterwarnings("ignore")
every_framework = pytest.mark.parametrize("framework", FRAMEWORKS, ids=str)

PATHS = (
    "/nowhere",
    "/nowhere/",
    "/a/b/c",
    "/a//b",
    "/a%20b",
    "/a b",
    "/é",
    "/日本/語",
    "/🎉",
    "/<b>&\"c'd",
    "/it's",
    '/"q"',
    "/a:b",
    "/a;b=c,d",
    "/a?b#c",
    "/a\\b",
    "/a\nb",
    "/.",
    "/a/../b",
    "/http:[",
    "/" + "x" * 300,
)


def is_recognised(framework: Framework, request: Request, seen: Seen) -> bool:
    """Return whether a body of the framework, or none, counts as nobody's words."""
    assert seen.raised is None, request
    assert seen.status is not None
    known = (seen.status, seen.value("content-type") or "")
    inquiry = inquiry_of(framework.protocol, request)
    return not seen.body or is_default(*known, seen.body, inquiry)


def unrecognised(
    framework: Framework, asked: Iterable[tuple[int, Request]]
) -> list[tuple[str, int | None, bytes]]:
    """Ask for each, alone and behind the middleware; return what did not go as it should."""
    found = []
    for status, request in asked:
        seen = alone(framework, request)
        recognised = is_recognised(framework, request, seen)
        page = behind(framework, request)
        assert page.raised is None
        replaced = (page.value("content-type") or "").startswith(
            ("application/problem+", "text/html; charset=utf-8", "text/plain; charset=utf-8")
        )
        replaced = replaced and page.value("content-language") == "en"
        if not (seen.status == page.status == status and recognised and replaced):
            found.append((str(request), seen.status, seen.body))
    return found


@every_framework
def test_144_every_status_raised_without_a_text_is_recognised(framework: Framework) -> None:
    assert unrecognised(framework, framework.raised) == []


@every_framework
def test_whatever_else_a_framework_answers_by_itself_is_recognised(framework: Framework) -> None:
    assert framework.answered
    assert unrecognised(framework, framework.answered) == []


@every_framework
@pytest.mark.parametrize("mount", ["", "/app", "/app/é"])
@pytest.mark.parametrize("query", ["", "a=1&b=<x>'\"&c=%27%C3%A9+"])
def test_a_404_is_recognised_wherever_it_was_sent(
    framework: Framework, mount: str, query: str
) -> None:
    asked = [
        (404, Request(path=path, query=query, mount=mount, accept=accept))
        for path in PATHS
        for accept in framework.accepts
    ]
    assert unrecognised(framework, asked) == []


@every_framework
@pytest.mark.parametrize("path", ["/nowhere", "/é/<b>"])
def test_151_the_head_of_a_default_is_recognised_by_its_length(
    framework: Framework, path: str
) -> None:
    for accept in framework.accepts:
        request = Request(path=path, accept=accept)
        head = replace(request, method="HEAD")
        whole, page = alone(framework, request), behind(framework, head)
        status, type_ = whole.status, whole.value("content-type") or ""
        inquiry = inquiry_of(framework.protocol, head)

        assert status == page.status == 404
        assert not whole.body or is_default_length(status, type_, len(whole.body), inquiry)
        assert not is_default_length(status, type_, len(whole.body) + 1_000_000, inquiry)
        assert page.value("content-language") == "en"
        assert page.body == b""


@every_framework
def test_7_each_beginning_of_a_default_may_become_one(framework: Framework) -> None:
    for accept in framework.accepts:
        request = Request(path="/a/b", accept=accept)
        seen = alone(framework, request)
        inquiry = inquiry_of(framework.protocol, request)
        for length in range(len(seen.body) + 1):
            start = seen.body[:length]
            assert may_become_default(404, seen.value("content-type") or "", start, inquiry)
        assert not may_become_default(
            404, seen.value("content-type") or "", seen.body + b"!", inquiry
        )
