"""Which servers a test runs on, as the table of behaviours has it."""

from __future__ import annotations

import pytest

from servers.behaviours import BEHAVIOURS
from servers.table import SERVERS

everywhere = pytest.mark.parametrize("server", SERVERS, ids=str)


def where_it_holds(key: str) -> pytest.MarkDecorator:
    """Run on each server that the behaviour holds on."""
    return pytest.mark.parametrize("server", BEHAVIOURS[key].holds_on, ids=str)


def where_it_does_not(key: str, *names: str) -> pytest.MarkDecorator:
    """Run on each server that stands in the behaviour's way, or on those named of them."""
    limited = BEHAVIOURS[key].limited_on
    chosen = [server for server in limited if not names or server.name in names]
    assert len(chosen) == (len(names) or len(limited))
    return pytest.mark.parametrize("server", chosen, ids=str)
