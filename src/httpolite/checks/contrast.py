"""Contrast: what is read on what, in both schemes (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from httpolite.brand import LEAST_CONTRAST, contrast
from httpolite.checks.findings import Finding
from httpolite.rendering.colours import READ_ON, Colours
from httpolite.rendering.themes import _layers

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator


def low_contrast(theme: str | os.PathLike[str]) -> Iterator[Finding]:
    """Yield every pair of a theme's colours that cannot be read; ThemeError if it has none."""
    layers = _layers(theme)
    for scheme, tokens in Colours(layers).tokens.items():
        on = [(name, name.removeprefix("on-")) for name in tokens if name.startswith("on-")]
        for front, back in dict.fromkeys([*READ_ON, *on]):
            if front not in tokens or back not in tokens:
                continue
            ratio = contrast(tokens[front], tokens[back])
            if ratio < LEAST_CONTRAST:
                layer = next(
                    layer for layer in layers if layer.colours(scheme).keys() & {front, back}
                )
                token = front if front in layer.colours(scheme) else back
                yield Finding(
                    check="contrast",
                    message=f"{scheme}: {front} {tokens[front]} on {back} {tokens[back]} has "
                    f"{ratio:.2f}:1; {LEAST_CONTRAST}:1 is needed to be readable",
                    file=str(layer.path),
                    line=layer.line_of(token, f"colors.{scheme}"),
                )
