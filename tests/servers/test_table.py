"""The tables of the live tests say what is tested, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servers.behaviours import BEHAVIOURS, Behaviour
from servers.table import BY_NAME, SERVERS

HERE = Path(__file__).parent
EACH = pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=lambda b: b.key)


def test_every_server_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(SERVERS)


@EACH
def test_a_behaviour_names_servers_that_there_are_and_each_once(behaviour: Behaviour) -> None:
    named = [*behaviour.limits, *behaviour.beside]

    assert set(named) <= set(BY_NAME)
    assert len(set(named)) == len(named)
    assert len(behaviour.holds_on) + len(named) == len(SERVERS)


@EACH
def test_a_behaviour_is_tested_where_it_holds_and_where_it_does_not(behaviour: Behaviour) -> None:
    code = "".join(path.read_text() for path in sorted(HERE.glob("test_*.py")))

    assert f'@where_it_holds("{behaviour.key}")' in code
    limits = re.findall(rf'@where_it_does_not\("{behaviour.key}"', code)
    assert bool(limits) == bool(behaviour.limits)
