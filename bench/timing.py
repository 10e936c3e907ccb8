"""Interleaved rounds: what is compared is timed side by side, so that a noisy machine hits both."""

from __future__ import annotations

import gc
import os
import random
from dataclasses import dataclass
from statistics import mean, median, quantiles
from time import perf_counter_ns
from typing import TYPE_CHECKING

from bench.table import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Round = Mapping[str, float]  # microseconds by the name of the work
    Cost = Callable[[Round], float]


@dataclass(frozen=True, kw_only=True)
class Options:
    """How long to measure."""

    rounds: int = 25
    slice_ms: float = 25
    loopback_rounds: int = 7
    quick: bool = False


@dataclass(frozen=True)
class Work:
    """Something that can be done any number of times; `run` returns how many nanoseconds it took.

    They are those that the processor has spent on it, in all threads: what else runs on the
    machine counts little. Making the requests is no part of them. A batch is small, as few
    requests wait in a server.
    """

    run: Callable[[int], int]
    batch: int = 32


@dataclass(frozen=True)
class Row:
    """A line of the table: the cost of ours against theirs, out of the same rounds."""

    work: str
    against: str
    ours: Cost
    theirs: Cost
    target: float | None = None
    stretch: float | None = None
    faster: bool = False  # told as theirs / ours


def of(name: str) -> Cost:
    """Return the cost of a work as it stands."""
    return lambda times: times[name]


def added(name: str, over: str) -> Cost:
    """Return what a work costs beyond another that it contains."""
    return lambda times: times[name] - times[over]


def compare(works: Mapping[str, Work], rows: list[Row], options: Options) -> list[Result]:
    """Time all works in every round, in an order that is shuffled anew, and fill in the rows."""
    for work in works.values():
        work.run(work.batch)
    gc.collect()
    gc.freeze()  # so that the size of this process is not part of the price
    gc.disable()
    try:
        rounds = [_round(works, options) for _ in range(options.rounds)]
    finally:
        gc.enable()
        gc.unfreeze()
    return [_result(row, rounds) for row in rows]


def _round(works: Mapping[str, Work], options: Options) -> Round:
    names = random.sample(sorted(works), len(works))
    return {name: _microseconds(works[name], options.slice_ms * 1e6) for name in names}


def _microseconds(work: Work, slice_ns: float) -> float:
    gc.collect()  # what other works have left
    work.run(work.batch)  # and warm up after them
    batches: list[int] = []
    end = perf_counter_ns() + slice_ns
    while not batches or perf_counter_ns() < end:
        batches.append(work.run(work.batch))
    return mean(batches) / work.batch / 1000


def _result(row: Row, rounds: list[Round]) -> Result:
    pairs = [(row.ours(times), row.theirs(times)) for times in rounds]
    ratios = [theirs / ours if row.faster else ours / theirs for ours, theirs in pairs]
    return Result(
        work=row.work,
        against=row.against,
        value=median(ratios),
        spread=spread(ratios),
        target=row.target,
        stretch=row.stretch,
        more_is_better=row.faster,
        ours=median(ours for ours, _ in pairs),
        theirs=median(theirs for _, theirs in pairs),
    )


def spread(values: list[float]) -> float | None:
    """Return half the distance between the quartiles, as a part of the median."""
    if len(values) < 4:
        return None
    low, _, high = quantiles(values, n=4)
    return (high - low) / 2 / abs(median(values))


def pin(core: int) -> None:
    """Keep this process, and those it starts, to one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(ALLOWED)
        os.sched_setaffinity(0, {cores[core % len(cores)]})


ALLOWED = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {0}
