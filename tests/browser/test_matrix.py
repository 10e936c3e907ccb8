"""Every built-in theme in a real browser: sound for everybody, whatever the language or screen."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from browser import matrix
from browser.chromium import MISSING, is_ready
from browser.matrix import CROWDED, LANGUAGES, SCHEMES, STATUSES, THEMES, WIDTHS, Sight

if TYPE_CHECKING:
    from browser.stage import Stage

if not is_ready():
    pytest.skip(MISSING, allow_module_level=True)

FACTORS = THEMES, LANGUAGES, (*STATUSES, CROWDED), SCHEMES, WIDTHS
SIGHTS = sorted(matrix.sights(*FACTORS), key=lambda sight: sight[:3])


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_a_page_is_sound_for_everybody(stage: Stage, sight: Sight) -> None:
    stage.show(sight)
    texts = matrix.pages_of(sight.theme).texts_for(sight.status, sight.language)

    assert stage.ask("document.documentElement.lang") == sight.language
    assert stage.ask("document.querySelector('h1').innerText.trim()") == texts.heading
    assert stage.requested == ["https://errors.example/page"]
    assert stage.complaints == []
    assert stage.ask("tools.losses()") == []
    assert stage.faults() == []


@pytest.mark.parametrize(("first", "second"), list(combinations(range(5), 2)))
def test_every_two_values_meet_in_some_page(first: int, second: int) -> None:
    few = list(matrix.pairwise([Sight(*values) for values in product(*FACTORS)]))

    met = {(sight[first], sight[second]) for sight in few}
    assert met == set(product(FACTORS[first], FACTORS[second]))
    assert set(few) <= set(SIGHTS)
