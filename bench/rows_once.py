"""What is paid once: imports, the first page of a language, memory."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bench.probes import import_times, probe
from bench.table import Result
from bench.timing import spread

if TYPE_CHECKING:
    from bench.timing import Options

THEMES = ("plain", "signal")  # the usual one, and the one with the largest pages
MOST_OF_A_THEME = 8.4  # MB of pages, all that are kept at a time
MOST_OF_TEXTS = 3  # MB
MB = 1e6


def imports(options: Options) -> list[Result]:
    """Measure what an app that has its framework loads more, each time in a fresh process."""
    results = []
    for name, framework, ours in (
        ("Starlette", "starlette.applications", "httpolite.asgi"),
        ("Flask", "flask", "httpolite.flask"),
    ):
        import_times(framework, ours)  # writes the bytecode, if nobody has
        times = [import_times(framework, ours) for _ in range(3 if options.quick else 9)]
        ratios = [own / theirs for theirs, own in times]
        results.append(
            Result(
                work=f"import {ours}, {name} being loaded",
                against=f"import {framework}",
                value=median(ratios),
                spread=spread(ratios),
                target=0.10,
                stretch=0.05,
                ours=median(own for _, own in times) * 1000,
                theirs=median(theirs for theirs, _ in times) * 1000,
                cost_unit="ms",
            )
        )
    ready = [probe("ready") * 1000 for _ in range(3)]
    work = "ErrorPages().prepare() of a fresh process, Jinja2 included"
    return [*results, Result(work=work, against="", value=median(ready), unit="ms")]


def first_pages(options: Options) -> list[Result]:
    """Measure the first error of a language, and the first of a status in a known language."""
    times: dict[str, list[float]] = {"language": [], "page": []}
    for _ in range(1 if options.quick else 5):
        for kind, found in probe("first").items():
            times[kind] += [seconds * 1000 for seconds in found]
    return [
        Result(
            work=work,
            against="",
            value=median(times[kind]),
            unit="ms",
            spread=spread(times[kind]),
            target=target,
        )
        for kind, work, target in (
            ("language", "first error of a language", 1.0),
            ("page", "first page of a status, its language being known", 0.1),
        )
    ]


def loading(options: Options) -> list[Result]:
    """Measure what the first text of a language costs, beside reading its file and no more."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(1 if options.quick else 5):
        for kind, found in probe("loading").items():
            times[kind] += [seconds * 1000 for seconds in found]
    ratios = [own / other for own, other in zip(times["ours"], times["theirs"], strict=True)]
    return [
        Result(
            work="first text of a language, its file being read",
            against="json.loads of the same file",
            value=median(ratios),
            spread=spread(ratios),
            target=2.0,
            ours=median(times["ours"]),
            theirs=median(times["theirs"]),
            cost_unit="ms",
        )
    ]


def memory(_options: Options) -> list[Result]:
    """Measure what is kept when every page was asked for, and all of them once more."""
    found = probe("texts")
    results = [
        Result(
            work=f"memory: the texts of all {found['languages']} languages",
            against="",
            value=found["texts"] / MB,
            unit="MB",
            target=MOST_OF_TEXTS,
        )
    ]
    for theme in THEMES:
        for kept, when in zip(
            probe("memory", theme), ("", "; then all of another shape"), strict=True
        ):
            results.append(
                Result(
                    work=f"memory: every page of the theme {theme}, and all texts{when}",
                    against="",
                    value=kept / MB,
                    unit="MB",
                    target=MOST_OF_A_THEME + MOST_OF_TEXTS,
                )
            )
    return results
