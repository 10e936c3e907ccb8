"""No file can be opened any more: what is loaded goes on, and the rest is read later."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest

from faults.ways import ASGI, HTML, Call, through_every_adapter, through_every_way
from faults.whole import assert_whole, is_constant, said
from httpolite import ErrorPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doubles import Seen

    Way = Callable[[Call], Seen]

ARABIC = (("Accept-Language", "ar"),)


@pytest.fixture
def no_more_files() -> Iterator[Callable[[], None]]:
    """Lower the limit of open files to those that are open."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)

    def exhaust() -> None:
        free = os.dup(0)
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, limits[1]))

    yield exhaust
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@through_every_way
def test_47_a_language_that_cannot_be_opened_now_is_read_later(
    way: Way, no_more_files: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    pages = ErrorPages()
    call = Call(pages=pages, does=503, asked=HTML + ARABIC, sent=(("Retry-After", "30"),))
    way(Call(pages=ErrorPages(), asked=HTML))  # what the framework loads on its way is loaded
    no_more_files()
    with pytest.raises(OSError, match="Too many open files"):
        os.dup(0)

    seen = way(call)
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    later = way(call)

    assert_whole(seen, 503)
    assert not is_constant(seen)
    assert seen.value("content-language") == "en"
    assert_whole(later, 503)
    assert later.value("content-language") == "ar"
    (line,) = said(caplog)
    assert "ar.json cannot be read: [Errno 24]" in line


@through_every_adapter
def test_47_pages_that_are_made_need_no_file(
    way: Way, no_more_files: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    pages, exc = ErrorPages(), RuntimeError("secret")
    way(Call(pages=ErrorPages(), does=exc, asked=HTML))
    caplog.clear()
    no_more_files()

    seen = way(Call(pages=pages, does=exc, asked=HTML))

    assert_whole(seen, 500)
    assert not is_constant(seen)
    assert (seen.raised is exc) == (way in ASGI)
    assert said(caplog) == []
