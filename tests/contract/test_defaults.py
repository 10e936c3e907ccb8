"""What each framework answers by itself: it is asked, and a page must come out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.adapters import ADAPTERS, Adapter, ask
from contract.apps.stage import GET_ONLY, NOWHERE
from contract.asserts import assert_ours, assert_same, pages_of
from contract.case import HTML, Case
from contract.not_applying import LONG_PAGES, OTHER_DEFAULTS, REFUSED, UNKNOWN

PATHS = {UNKNOWN: NOWHERE, REFUSED: GET_ONLY}
ASKED = {
    UNKNOWN: Case(name=UNKNOWN, status=404),
    REFUSED: Case(name=REFUSED, status=405, method="POST"),
}
every_framework = pytest.mark.parametrize(
    "adapter",
    [adapter for adapter in ADAPTERS if adapter.app.split(":")[0] != "plain_apps"],
    ids=str,
)
each_request = pytest.mark.parametrize("request_", [UNKNOWN, REFUSED])


@every_framework
@each_request
@pytest.mark.parametrize("accept", [None, "text/html"])
def test_what_a_framework_answers_by_itself_becomes_a_page(
    adapter: Adapter, request_: str, accept: str | None
) -> None:
    case = ASKED[request_]
    if accept:
        case = replace(case, asked=(("Accept", accept),), becomes=HTML)
    alone = ask(adapter, case, None, path=PATHS[request_])

    seen = ask(adapter, case, pages_of(case), path=PATHS[request_])

    status, _ = OTHER_DEFAULTS.get(adapter.name, {}).get(request_, (case.status, ""))
    assert alone.status == seen.status == status
    if accept and adapter.name in LONG_PAGES:
        assert len(alone.body) > 2048
        assert_same(seen, alone)
    else:
        assert_ours(seen, case, [("content-language", "en")])
    assert seen.values("allow") == alone.values("allow")


@every_framework
def test_what_a_framework_answers_by_itself_to_head_becomes_the_head_of_a_page(
    adapter: Adapter,
) -> None:
    case = Case(name=UNKNOWN, method="HEAD")

    seen = ask(adapter, case, pages_of(case), path=NOWHERE)

    assert seen.status == 404
    assert_ours(seen, case, [])


@every_framework
@pytest.mark.parametrize("change", [b"!", b" ", b"\n"])
def test_a_byte_more_than_what_a_framework_answers_by_itself_is_deliberate(
    adapter: Adapter, change: bytes
) -> None:
    default = ask(adapter, ASKED[UNKNOWN], None, path=NOWHERE)
    headers = (("Content-Type", default.value("content-type") or ""),)
    case = Case(name="own words", headers=headers, body=default.body + change)

    assert_same(ask(adapter, case, pages_of(case)), ask(adapter, case, None))
