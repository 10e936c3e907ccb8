"""Behaviours: docs/behaviours.md, made from the table in tests/contract.

scripts/behaviours.py            writes it
scripts/behaviours.py --check    exits with 1 if it is stale, or if the table has a gap
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from contract.adapters import ADAPTERS  # noqa: E402 - found by the line above
from contract.behaviours import BEHAVIOURS, SECTIONS  # noqa: E402
from contract.case import Case  # noqa: E402
from contract.evidence import cases_of, complaints, every_case, tests_of  # noqa: E402
from contract.not_applying import NOTES, OTHER_DEFAULTS, why_not  # noqa: E402
from servers.behaviours import BEHAVIOURS as ON_THE_WIRE  # noqa: E402
from servers.table import SERVERS, limit_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contract.behaviour import Behaviour
    from contract.raised import Raised

FILE = ROOT / "docs" / "behaviours.md"
WIDTH = 120
# Whose tests say where they hold; all others are of the core, which every adapter shares.
PLACES = {
    "tests/test_asgi.py": "ASGI",
    "tests/test_fuzz_asgi.py": "ASGI",
    "tests/test_handshakes.py": "ASGI",
    "tests/test_wsgi.py": "WSGI",
    "tests/test_fuzz_wsgi.py": "WSGI",
    "tests/test_flask.py": "Flask",
    "tests/test_werkzeug.py": "Werkzeug",
    "tests/test_starlette.py": "Starlette",
    "tests/test_fastapi.py": "FastAPI",
    "tests/contract/test_django.py": "Django",
    "tests/contract/test_protocols.py": "ASGI",
    "tests/defaults/": "each framework's defaults",
    "tests/faults/": "when a part of ours fails",
    "tests/coexistence/": "beside other packages",
}
KINDS = {"holds": "hold", "fact": "are facts", "idea": "are ideas", "not ours": "is not ours"}
INTRODUCTION = """\
# Behaviours

Made by `scripts/behaviours.py` from the table in `tests/contract`; a test fails if this page is stale.

Each number is a behaviour that error pages get wrong in the field. It says where it holds, and which tests and
cases show it. *ASGI* and *WSGI* are the two middlewares, in front of any app; *core* is what all adapters share;
a *case* is one request and one response, run through every adapter of the first table, and over a socket on every
server of the second.
"""


def main(arguments: list[str], file: Path = FILE) -> int:
    """Write the page, or check it; return the exit status."""
    found = list(complaints())
    text = page()
    if arguments != ["--check"]:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        found.append(f"{file.name} is stale: run scripts/behaviours.py")
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION, *adapters(), *servers(), summary()]
    for section in SECTIONS:
        parts.append(f"## {section.title}\n")
        parts += [entry(behaviour) for behaviour in section.behaviours]
    parts += ["## The cases\n", *case_list()]
    return "\n".join(parts)


def adapters() -> Iterator[str]:
    """Yield the table of adapters."""
    yield "## Adapters\n\n| app | httpolite | an exception of a view |\n|---|---|---|"
    for adapter in ADAPTERS:
        how = (
            f"`httpolite.{adapter.install}.install`" if adapter.install else "middleware around it"
        )
        what = "reaches httpolite" if adapter.lets_out else "becomes a 500 of the framework's"
        yield f"| {adapter} | {how} | {what} |"
    yield "\n" + wrapped(
        "Where a framework makes a 500 of an exception, that 500 becomes a page, also for a raised `Problem` and for a "
        "mapped exception: nothing else can be known of it. If `replace` is `exceptions`, it stays as it is; if `empty`, "
        "then too if it has a body. What frameworks answer by themselves becomes a page, but for these:"
    )
    yield ""
    for name, requests in OTHER_DEFAULTS.items():
        for request, (_, why) in requests.items():
            yield item(f"{name}, {request}: {why}.")
    for name, why in NOTES.items():
        yield item(f"{name}: {why}.")
    yield ""


def servers() -> Iterator[str]:
    """Yield the table of servers, and what they do to some responses."""
    yield "## Servers\n\n| server | apps | clients |\n|---|---|---|"
    for server in SERVERS:
        yield f"| {server} | {server.interface.upper()} | {server.protocol} |"
    yield ""


def summary() -> str:
    """Count what there is."""
    every = every_case()
    cells = len(every) * len(ADAPTERS)
    left = sum(1 for a in ADAPTERS for case in every if why_not(a.name, case.name))
    kinds = Counter(behaviour.kind for behaviour in BEHAVIOURS)
    told = ", ".join(f"{count} {KINDS.get(kind, kind)}" for kind, count in kinds.items())
    return (
        wrapped(
            f"{len(BEHAVIOURS)} behaviours: {told}. {len(every)} cases in {len(ADAPTERS)} adapters: "
            f"{cells - left} of {cells} cells apply. {len(wire_cases())} cases on {len(SERVERS)} servers."
        )
        + "\n"
    )


def entry(behaviour: Behaviour) -> str:
    """Write one behaviour."""
    kind = "" if behaviour.kind == "holds" else f" ({behaviour.kind})"
    lines = [wrapped(f"**{behaviour.number}**{kind} {behaviour.sentence}")]
    if behaviour.why:
        word = "But" if behaviour.kind == "holds" else "Why"
        lines.append(item(f"{word}: {behaviour.why}."))
    lines += [item(f"Holds: {place}.") for place in [", ".join(places(behaviour))] if place]
    lines += [
        item(line) for line in (*exceptions(behaviour), *on_the_wire(behaviour), *shown(behaviour))
    ]
    return "\n".join(lines) + "\n"


def places(behaviour: Behaviour) -> list[str]:
    """Say where the tests and cases of a behaviour hold."""
    found = []
    if cases_of(behaviour) or any(is_of_all(test) for test in tests_of(behaviour)):
        found.append(f"all {len(ADAPTERS)} adapters")
    tests = tests_of(behaviour)
    known = {place for test in tests for start, place in PLACES.items() if test.startswith(start)}
    found += [place for place in dict.fromkeys(PLACES.values()) if place in known]
    core = [t for t in tests if t.count("/") == 1 and not t.startswith(tuple(PLACES))]
    return [*found, *(["core"] if core else [])]


def is_of_all(test: str) -> bool:
    """Whether a test is run through every adapter."""
    file = test.partition("::")[0].removeprefix("tests/contract/")
    return file in ("test_contract.py", "test_raised.py", "test_defaults.py")


def exceptions(behaviour: Behaviour) -> Iterator[str]:
    """Say in which adapters a case of a behaviour cannot be."""
    for case in cases_of(behaviour):
        for why, names in reasons(case).items():
            yield f"Not in {', '.join(names)}, *{case.name}*: {why}."


def reasons(case: Case | Raised) -> Mapping[str, list[str]]:
    """Return the adapters in which a case cannot be, by reason."""
    found: dict[str, list[str]] = defaultdict(list)
    for adapter in ADAPTERS:
        if why := why_not(adapter.name, case.name):
            found[why].append(adapter.name)
    return found


def wire_cases() -> list[Case | Raised]:
    """Return the cases that are served over sockets."""
    return [case for case in every_case() if not case.options and getattr(case, "wire", True)]


def on_the_wire(behaviour: Behaviour) -> Iterator[str]:
    """Say on which servers the cases of a behaviour hold, and what else holds there."""
    cases = [case for case in wire_cases() if case in cases_of(behaviour)]
    every = [limit_of(s, case) for case in cases if isinstance(case, Case) for s in SERVERS]
    limits = dict.fromkeys(filter(None, every))
    if cases:
        but = ", but for what some cannot carry" if limits else ""
        yield f"On a socket: {counted(cases)} on all {len(SERVERS)} servers{but}."
    for limit in limits:
        yield f"{', '.join(limit.servers)}: {limit.why}."
    for case in cases_of(behaviour):
        if isinstance(case, Case) and not case.wire:
            yield f"Not on a socket, *{case.name}*: {case.why_not_wire}."
    for seen in ON_THE_WIRE.values():
        if behaviour.number in seen.numbers:
            yield f"On a socket: {seen.sentence}, on {counted(seen.holds_on, 'server')}."
            yield from by_reason("But", seen.limits)
            yield from by_reason("Not asked of", seen.beside)


def by_reason(word: str, whys: Mapping[str, str]) -> Iterator[str]:
    """Say of which servers something is true, by reason."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, why in whys.items():
        found[why].append(name)
    yield from (f"{word} {', '.join(names)}: {why}." for why, names in found.items())


def counted(things: Iterable[object], noun: str = "case") -> str:
    """Count in words that agree."""
    count = len(list(things))
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shown(behaviour: Behaviour) -> Iterator[str]:
    """Name the cases and tests."""
    if cases := cases_of(behaviour):
        yield "Cases: " + "; ".join(case.name for case in cases) + "."
    by_file: dict[str, list[str]] = defaultdict(list)
    for test in tests_of(behaviour):
        file, _, name = test.partition("::")
        by_file[file].append(f"`{name}`")
    yield from (f"`{file}`: {', '.join(names)}" for file, names in by_file.items())


def case_list() -> Iterator[str]:
    """Yield a line for each case, and where it cannot be."""
    for case in every_case():
        number = f"**{case.number}** " if case.number else ""
        count = len(ADAPTERS) - sum(map(len, reasons(case).values()))
        yield item(
            f"{number}{case.name}: {count} adapters{', sockets' if case in wire_cases() else ''}"
        )
    yield ""


def item(text: str) -> str:
    """Write an item of a list."""
    return fill(
        text,
        WIDTH,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def wrapped(text: str) -> str:
    """Write a paragraph."""
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
