"""A page is asked for when little stack is left: it has its status, or the app's error goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from faults.ways import HTML, JSON, Call, fresh, plain_asgi, plain_wsgi, reply
from faults.whole import assert_whole, is_constant
from httpolite import ErrorPages, Problem
from httpolite.rendering.compiled import CompiledPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from doubles import Seen

    Way = Callable[[Call], Seen]


def at_depth(frames: int, work: Callable[[], Any]) -> Any:
    return at_depth(frames - 1, work) if frames else work()


def room() -> int:
    try:
        return 1 + room()
    except RecursionError:
        return 0


def with_frames_left(left: int, work: Callable[[], Any]) -> Any:
    return at_depth(room() - left, work)


@pytest.mark.parametrize("way", [plain_asgi, plain_wsgi, reply], ids=lambda way: way.__name__)
@pytest.mark.parametrize("asked", [HTML, JSON], ids=lambda asked: asked[0][1])
def test_31_a_page_made_at_the_end_of_the_stack_has_its_status(way: Way, asked: Any) -> None:
    problem = Problem(503, detail="Soon.", headers={"Vary": "Origin"}, seats=[{"row": [1]}])
    pages = fresh()
    replies = []
    for left in range(12, 160, 4):
        seen = with_frames_left(left, lambda: way(Call(pages=pages, does=problem, asked=asked)))
        replies.append(seen)

    answered = [seen for seen in replies if seen.status is not None]
    for seen in replies:
        assert seen in answered or seen.raised is problem
    for seen in answered:
        assert_whole(seen, 503)
        assert "Accept, Accept-Language" in (seen.value("vary") or "")
    assert not is_constant(replies[-1])
    if way is reply:
        assert answered == replies


def test_a_page_that_was_made_at_the_end_of_the_stack_is_made_anew_later() -> None:
    pages = ErrorPages()
    for left in range(12, 80):
        pages._renderer._shelf.pages.clear()
        with_frames_left(left, lambda: pages.reply(404, accept="text/html"))
        pages.reply(404, accept="text/html")

        assert {type(page) for page in pages._renderer._shelf.pages.values()} == {CompiledPage}
