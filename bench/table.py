"""The table: one line per result, with its target beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = ("work", "against", "ratio", "±", "target", "stretch", "met", "ours", "theirs")
_LEFT = 2  # columns of words


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was measured: a ratio, or with a `unit` something absolute."""

    work: str
    against: str
    value: float
    unit: str = "×"
    spread: float | None = None
    target: float | None = None
    stretch: float | None = None
    more_is_better: bool = False
    ours: float | None = None  # microseconds, if `cost_unit` names nothing else
    theirs: float | None = None
    cost_unit: str = "µs"

    @property
    def met(self) -> str:
        """Return "stretch", "yes" or "no", and nothing where there is no target."""
        if self.target is None:
            return ""
        if self.stretch is not None and self._reaches(self.stretch):
            return "stretch"
        return "yes" if self._reaches(self.target) else "no"

    def _reaches(self, target: float) -> bool:
        return self.value >= target if self.more_is_better else self.value <= target

    def cells(self) -> tuple[str, ...]:
        """Return the line of the table."""
        sign = "≥" if self.more_is_better else "≤"
        return (
            self.work,
            self.against,
            _amount(self.value, self.unit),
            "" if self.spread is None else f"{self.spread:.0%}",
            "" if self.target is None else f"{sign} {_amount(self.target, self.unit)}",
            "" if self.stretch is None else f"{sign} {_amount(self.stretch, self.unit)}",
            self.met,
            "" if self.ours is None else _amount(self.ours, self.cost_unit),
            "" if self.theirs is None else _amount(self.theirs, self.cost_unit),
        )

    def as_json(self) -> dict[str, Any]:
        """Return all of it for a file."""
        return {**asdict(self), "met": self.met}


def table(results: Iterable[Result]) -> str:
    """Write a Markdown table whose columns also line up in a terminal."""
    lines = [_HEAD, *(result.cells() for result in results)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = [
        "-" * width if at < _LEFT else "-" * (width - 1) + ":" for at, width in enumerate(widths)
    ]
    head, *body = (
        [
            cell.ljust(width) if at < _LEFT else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    )
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *body))


def _amount(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    if unit != "×" and abs(value) < 1:
        digits = 3
    return f"{value:,.{digits}f} {unit}".rstrip()
