"""What the live tests assert of a response."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servers.client import Client
    from servers.messages import Response
    from servers.processes import Running


def assert_is_a_page(response: Response, *, status: int) -> None:
    """Assert that this is a whole problem document, framed by its length."""
    assert response.status == status
    assert response.complete
    assert response.length == len(response.body)
    assert not response.has("transfer-encoding")
    assert json.loads(response.body)["status"] == status


def assert_is_fine(response: Response) -> None:
    """Assert that this is the app's own answer at /ok."""
    assert (response.status, response.body, response.complete) == (200, b"fine", True)


def assert_logged_once(client: Client, running: Running, mark: str) -> None:
    """Assert that there is one report, once all there is to say of a later one is said too."""
    running.wait_for(f"RuntimeError: secret {mark}")
    client.ask("GET", f"/wire/crash/{mark}-later")
    running.wait_for(f"RuntimeError: secret {mark}-later")

    assert len(running.lines(f"RuntimeError: secret {mark}")) == 1
