"""A fault is told once, not at every request."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from httpolite.journal import Journal, logger

if TYPE_CHECKING:
    import pytest


def test_the_logger_has_the_name_of_the_package() -> None:
    assert logger.name == "httpolite"


def test_a_message_is_logged_once_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    journal, fault = Journal(), ValueError("why")
    journal.once("the sky fell", fault)
    journal.once("the sky fell", ValueError("another"))
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "the sky fell"
    assert record.exc_info is not None
    assert record.exc_info[1] is fault


def test_a_message_without_an_exception_has_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    Journal().once("the sky fell")
    assert not caplog.records[0].exc_info


def test_another_journal_tells_it_again(caplog: pytest.LogCaptureFixture) -> None:
    Journal().once("the sky fell")
    Journal().once("the sky fell")
    assert len(caplog.records) == 2


def test_messages_that_differ_at_every_request_end_at_some_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    journal = Journal()
    for number in range(1000):
        journal.once(f"fault {number}")
    assert len(caplog.records) == 256
