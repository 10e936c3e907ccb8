"""A fault is told once, not at every request."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from httpolite.journal import Journal, logger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def raised(kind: type[Exception]) -> Exception:
    try:
        raise kind
    except Exception as exc:
        return exc


def test_a_fault_elsewhere_is_another_one_though_it_reads_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def elsewhere() -> Exception:
        try:
            raise ValueError
        except ValueError as exc:
            return exc

    journal = Journal()
    for fault in (raised(ValueError), elsewhere(), raised(ValueError), elsewhere()):
        journal.once("the sky fell", fault)
    assert len(caplog.records) == 2


@pytest.mark.parametrize("kind", [MemoryError, RecursionError])
def test_what_may_strike_anywhere_is_told_once_wherever_it_does(
    kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    def elsewhere() -> Exception:
        try:
            raise kind
        except Exception as exc:
            return exc

    journal = Journal()
    journal.once("the sky fell", raised(kind))
    journal.once("the sky fell", elsewhere())
    assert len(caplog.records) == 1


class Handler(logging.Handler):
    """An app's handler that fails some times, and then works."""

    def __init__(self, fault: BaseException, times: int) -> None:
        super().__init__()
        self.fault, self.times, self.told = fault, times, 0

    def emit(self, record: logging.LogRecord) -> None:
        if self.times:
            self.times -= 1
            raise self.fault
        self.told += 1


@pytest.fixture
def handled() -> Iterator[Callable[[BaseException, int], Handler]]:
    def handle(fault: BaseException, times: int) -> Handler:
        logger.addHandler(handler := Handler(fault, times))
        return handler

    before = logger.handlers[:]
    yield handle
    logger.handlers = before


def test_a_handler_that_fails_harms_nobody_and_is_not_asked_again(
    handled: Callable[[BaseException, int], Handler],
) -> None:
    handler, journal = handled(RuntimeError("disk full"), 9), Journal()
    for _ in range(3):
        journal.once("the sky fell")
    assert handler.times == 8


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError()])
def test_a_fault_is_told_when_there_is_room_for_it(
    fault: Exception, handled: Callable[[BaseException, int], Handler]
) -> None:
    handler, journal = handled(fault, 2), Journal()
    for _ in range(4):
        journal.once("the sky fell", raised(ValueError))
    assert (handler.times, handler.told) == (0, 1)


def test_32_a_handler_that_is_interrupted_stays_so(
    handled: Callable[[BaseException, int], Handler],
) -> None:
    handled(KeyboardInterrupt(), 1)
    with pytest.raises(KeyboardInterrupt):
        Journal().once("the sky fell")


def test_an_exception_that_says_it_is_false_is_told_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class EmptyError(Exception):
        def __len__(self) -> int:
            return 0

    fault = raised(EmptyError)
    Journal().once("the sky fell", fault)
    info = caplog.records[0].exc_info
    assert info is not None
    assert info[1] is fault
