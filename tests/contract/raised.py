"""Raised: what an app raises, and what a client must get of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contract.case import HTML, PROBLEM
from httpolite import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


NOT_STORED = (("cache-control", "no-store"),)


class SeatTaken(Problem, status=409, title="Seat taken", detail="Seat {seat} was taken."):
    """A problem with a member of its own."""

    seat: str


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An exception and the request; then what comes out where the framework lets it out."""

    number: str
    name: str
    exc: Callable[[], Exception]
    status: int = 500
    settled: bool = False  # an answer and no fault: neither raised again nor logged
    method: str = "GET"
    asked: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    becomes: str | None = PROBLEM  # None: as it was without httpolite
    sent: tuple[tuple[str, str], ...] = NOT_STORED
    sent_by_problem: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    @property
    def replaces_responses(self) -> bool:
        """Whether the 500 of a framework that swallows the exception becomes a page."""
        policy = self.options.get("replace", "bare")
        return policy in ("bare", "all") and self.method != "TRACE"


def secret() -> Exception:
    """Make an exception that no visitor may read."""
    return RuntimeError("secret")


def group() -> Exception:
    """Make a group of exceptions that no visitor may read."""
    return ExceptionGroup("secret", [RuntimeError("secret")])


def taken() -> Exception:
    """Make a problem with a header."""
    return SeatTaken(seat="14C", headers={"Retry-After": "30"})


def gone() -> Exception:
    """Make a problem that says no more than its status."""
    return Problem(410)


def missing() -> Exception:
    """Make an exception that options may map."""
    return KeyError("secret")


PAGE = (("Accept", "text/html"),)
RAISED: tuple[Raised, ...] = (
    Raised(number="25", name="an unhandled exception gets a document", exc=secret),
    Raised(
        number="25", name="an unhandled exception gets a page", exc=secret, asked=PAGE, becomes=HTML
    ),
    Raised(number="106", name="an exception on HEAD has no body", exc=secret, method="HEAD"),
    Raised(number="33", name="a group of exceptions is a 500", exc=group),
    Raised(
        number="43",
        name="a 500 carries the id of its request",
        exc=secret,
        asked=(("X-Request-ID", "from-the-client"),),
        sent=(*NOT_STORED, ("x-request-id", "from-the-client")),
    ),
    Raised(
        number="38",
        name="propagate=False logs and does not raise",
        exc=secret,
        options={"propagate": False},
    ),
    Raised(
        number="119",
        name="an exception on TRACE is told as text",
        exc=secret,
        method="TRACE",
        asked=PAGE,
        becomes="text/plain; charset=utf-8",
    ),
    Raised(
        number="156",
        name="a raised problem is an answer",
        exc=taken,
        status=409,
        settled=True,
        sent_by_problem=(("retry-after", "30"),),
    ),
    Raised(
        number="156",
        name="a mapped exception is an answer",
        exc=missing,
        status=404,
        settled=True,
        options={"exceptions": {LookupError: 404}},
    ),
    *(
        Raised(
            number="154",
            name=f"{policy} answers an unhandled exception",
            exc=secret,
            options={"replace": policy},
        )
        for policy in ("exceptions", "empty", "bare", "all")
    ),
    *(
        Raised(
            number="154",
            name=f"{policy} answers a raised problem",
            exc=gone,
            status=410,
            settled=True,
            options={"replace": policy},
        )
        for policy in ("exceptions", "empty", "bare", "all")
    ),
    Raised(
        number="154",
        name="never leaves an unhandled exception",
        exc=secret,
        options={"replace": "never"},
        becomes=None,
    ),
    Raised(
        number="154",
        name="never leaves a raised problem",
        exc=gone,
        options={"replace": "never"},
        becomes=None,
    ),
)
