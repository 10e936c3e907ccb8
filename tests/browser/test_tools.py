"""The tests' own eyes: they see each fault when there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import MISSING, is_ready
from httpolite import Reply

if TYPE_CHECKING:
    from browser.stage import Stage

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

PAGE = "<!doctype html><html lang=en><title>T</title><style>{}</style><main>{}</main>"


def load(stage: Stage, css: str, body: str) -> None:
    headers = (("content-type", "text/html; charset=utf-8"),)
    stage.load(Reply(status=404, headers=headers, body=PAGE.format(css, body).encode()))
    stage.page.set_viewport_size({"width": 320, "height": 720})


@pytest.mark.parametrize(
    ("css", "body", "fault"),
    [
        ("", f"<p>{'wide' * 100}</p>", "the page is"),
        ("p { margin-inline-start: -3em }", "<p>Text</p>", "beyond the edge"),
        (
            "p { overflow: hidden; width: 2em; white-space: nowrap }",
            "<p>A long text</p>",
            "cut off",
        ),
        (
            "p { height: 1em; margin: 0 } b { display: block }",
            "<p>A<b>B</b></p><p>C</p>",
            "one over",
        ),
    ],
)
def test_what_is_lost_is_seen(stage: Stage, css: str, body: str, fault: str) -> None:
    load(stage, css, body)
    assert any(line.startswith(fault) for line in stage.ask("tools.losses()"))

    load(stage, "", "<p>Text</p><p>Text</p>")
    assert stage.ask("tools.losses()") == []


@pytest.mark.parametrize(
    ("question", "css", "found"),
    [
        ("tools.pale()", "p { color: #ddd }", ['1.36:1: p "Text"']),
        ("tools.darkGrounds()", "p { background: #222 }", ["p."]),
        ("tools.unmarked()", "a { text-decoration: none }", ["Link"]),
    ],
)
def test_what_cannot_be_told_apart_is_seen(
    stage: Stage, question: str, css: str, found: list[str]
) -> None:
    load(stage, css, "<p>Text</p><a href=x>Link</a>")
    assert stage.ask(question) == found

    load(stage, "", "<p>Text</p><a href=x>Link</a>")
    assert stage.ask(question) == []


@pytest.mark.parametrize(
    ("css", "seen"),
    [
        ("", {"outline": 2, "uncovered": True}),
        ("a { outline: 0 }", {"outline": 0}),
        ("a { outline: 3px solid #fff }", {"outline": 3, "contrast": 1}),
        ("main::after { content: ''; position: fixed; inset: 0 }", {"uncovered": False}),
    ],
)
def test_the_focus_is_seen_as_it_is(stage: Stage, css: str, seen: dict[str, Any]) -> None:
    load(stage, css, "<a href=x>Link</a>")
    stage.page.keyboard.press("Tab")

    focused = stage.ask("tools.focused()")
    assert focused["href"] == "x"
    assert seen.items() <= focused.items()


def test_axe_finds_what_is_wrong(stage: Stage) -> None:
    load(stage, "p { color: #ddd }", "<h1>Heading</h1><p>Text</p><img src=data:,>")
    rules = {line.partition(":")[0] for line in stage.faults()}

    assert {"color-contrast", "image-alt"} <= rules
