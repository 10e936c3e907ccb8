"""Every built-in theme as people need it: on paper, by keyboard, in their colours, larger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import MISSING, is_ready
from browser.matrix import (
    CROWDED,
    LANGUAGES,
    REQUEST_ID,
    SCHEMES,
    STATUSES,
    THEMES,
    Sight,
    pages_of,
    sights,
)

if TYPE_CHECKING:
    from browser.stage import Stage

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

SIGHTS = sorted(
    sights(THEMES, LANGUAGES, (*STATUSES, CROWDED), SCHEMES), key=lambda sight: sight[:3]
)
# WCAG 2.2, 1.4.12 Text Spacing
SPACED = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-block-end: 2em !important; }"""
LARGER = ":root { font-size: 200% !important; }"


@pytest.fixture(scope="module", params=SIGHTS, ids=[str(one) for one in SIGHTS])
def sight(request: pytest.FixtureRequest) -> Sight:
    """Return one sight after the other; all tests look at it while it is loaded."""
    found: Sight = request.param
    return found


def test_nothing_is_lost_with_more_space_or_larger_text(stage: Stage, sight: Sight) -> None:
    lost: dict[str, Any] = {}
    for name, width, css in (
        ("text spacing on a phone", 320, SPACED),
        ("text spacing", 1280, SPACED),
        ("200 % zoom of 1280 px", 640, ""),
        ("400 % zoom of 1280 px", 320, ""),
        ("text of 200 %", 1280, LARGER),
        ("text of 200 % on a phone", 320, LARGER),
    ):
        stage.show(sight._replace(width=width))
        stage.restyle(css)
        lost[name] = stage.ask("tools.losses()")
    stage.restyle("")

    assert {name: found for name, found in lost.items() if found} == {}


def test_text_can_be_read_in_forced_colours(stage: Stage, sight: Sight) -> None:
    stage.show(sight, forced_colors="active")

    assert stage.ask("matchMedia('(forced-colors: active)').matches")
    system = stage.ask("['LinkText', 'ButtonText'].map(tools.systemColour)")
    assert set(stage.ask("tools.colours('a')")) <= set(system)
    assert stage.ask("tools.unmarked()") == []
    assert stage.ask("tools.pale()") == []
    assert stage.ask("tools.losses()") == []


def test_a_printed_page_says_all_that_matters_in_dark_on_white(stage: Stage, sight: Sight) -> None:
    stage.show(sight._replace(scheme="light", width=680), media="print")
    texts = pages_of(sight.theme).texts_for(sight.status, sight.language)
    printed = " ".join(stage.ask("document.body.innerText").split())

    for needed in (str(sight.status), texts.heading, texts.explanation, texts.advice, REQUEST_ID):
        assert " ".join(str(needed).split()) in printed
    assert stage.ask("tools.darkGrounds()") == []
    assert stage.ask("tools.pale()") == []
    assert stage.ask("tools.losses()") == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_is_printed_on_one_sheet_and_never_as_a_dark_one(stage: Stage, theme: str) -> None:
    for status in STATUSES:
        sheets = []
        for scheme in SCHEMES:
            stage.show(Sight(theme, LANGUAGES[0], status, scheme), media="null")
            sheet = stage.page.pdf(format="A4", print_background=True)
            sheets.append(re.sub(rb"/(Creation|Mod)Date \(.*?\)", b"", sheet))

        assert sheets[0].count(b"/Type /Page\n") == 1, status
        assert sheets[0] == sheets[1], status


def test_every_action_is_reached_by_keyboard_and_seen_to_be(stage: Stage, sight: Sight) -> None:
    stage.show(sight)
    links = stage.ask("[...document.links].map(link => link.getAttribute('href'))")
    reached = []
    seen = [stage.page.screenshot()]
    for _ in links:
        stage.page.keyboard.press("Tab")
        focused = stage.ask("tools.focused()")
        reached.append(focused["href"])
        seen.append(stage.page.screenshot())

        assert focused["uncovered"], focused
        assert focused["outline"] >= 2, focused
        assert focused["contrast"] >= 3, focused
        assert seen[-1] != seen[-2]

    assert links
    assert reached == links
