"""What hangs in the gallery: one card for each page that is on show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from httpolite.cli.preview.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.cli.preview.choices import Choice
    from httpolite.cli.preview.workshop import Shown, Workshop

_AXES = {"statuses": "status", "themes": "theme", "languages": "language"}


@dataclass(frozen=True)
class Frame:
    """One page in one scheme and at one width."""

    choice: Choice
    look: str


@dataclass(frozen=True)
class Card:
    """One page in its frames, or what is broken in it."""

    label: str
    choice: Choice
    shown: Shown | None
    fault: Fault | None
    frames: tuple[Frame, ...]


def cards_of(
    workshop: Workshop, choice: Choice, options: Mapping[str, Mapping[str, str]]
) -> list[Card]:
    """Return the cards of a choice: one, or one for each value of the axis that is shown."""
    axis = _AXES.get(choice.show)
    if axis is None:
        return [_card(workshop, choice, options["status"][choice.status])]
    return [
        _card(workshop, choice.with_(**{axis: value}), label)
        for value, label in options[axis].items()
    ]


def _card(workshop: Workshop, choice: Choice, label: str) -> Card:
    shown = workshop.show(choice)
    alone = choice.with_(show="page")
    if isinstance(shown, Fault):
        return Card(label, alone, None, shown, ())
    frames = [
        Frame(alone.with_(scheme=scheme, width=width), _look(choice, scheme, width))
        for width in choice.widths
        for scheme in choice.schemes
    ]
    return Card(label, alone, shown, None, tuple(frames))


def _look(choice: Choice, scheme: str, width: str) -> str:
    return f"{scheme.capitalize()}, {width} px" if choice.format == "html" else f"{width} px"
