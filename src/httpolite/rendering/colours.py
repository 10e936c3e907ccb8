"""The colours of a theme: checked, laid over each other, and written as custom properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from httpolite.brand import LEAST_CONTRAST, contrast, lightened
from httpolite.errors import OptionError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpolite.brand import Brand

    Refuse = Callable[..., NoReturn]

SCHEMES = ("light", "dark")
# What is read on what. A name of the theme's own says nothing of its use, so it is not judged.
READ_ON = (
    ("text", "background"),
    ("muted", "background"),
    ("accent", "background"),
    ("link", "background"),
    ("text", "surface"),
    ("muted", "surface"),
    ("on-accent", "accent"),
)
_TOKEN = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


class Settings(NamedTuple):
    """What a theme.toml says, where it stands, and its text, in which lines are counted."""

    values: dict[str, Any]
    path: Path
    text: str = ""

    def line_of(self, key: str, section: str = "") -> int | None:
        """Return the line that a key stands in, in its section if it has one."""
        header = re.search(rf"^\s*\[\s*{re.escape(section)}\s*\]", self.text, re.MULTILINE)
        start = header.end() if section and header else 0
        name = re.compile(rf"^\s*(\[.*)?\"?{re.escape(key)}\b(?!-)", re.MULTILINE)
        found = name.search(self.text, start) or name.search(self.text)
        return self.text.count("\n", 0, found.end()) + 1 if found else None

    def colours(self, scheme: str) -> dict[str, str]:
        """Return the tokens of a scheme."""
        found: dict[str, str] = self.values.get("colors", {}).get(scheme, {})
        return found


class Colours:
    """The tokens of both schemes, those of the first layer over those of the next."""

    def __init__(self, layers: tuple[Settings, ...]) -> None:
        self._layers = layers
        self.tokens: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
        for layer in reversed(layers):
            for scheme, tokens in self.tokens.items():
                tokens.update(layer.colours(scheme))

    def check(self) -> None:
        """Refuse what cannot be read on what it stands on (WCAG 2.2, 1.4.3)."""
        for scheme, tokens in self.tokens.items():
            for front, back in READ_ON:
                if front in tokens and back in tokens:
                    self._check_pair(scheme, front, back)

    def _check_pair(self, scheme: str, front: str, back: str) -> None:
        tokens = self.tokens[scheme]
        ratio = contrast(tokens[front], tokens[back])
        if ratio >= LEAST_CONTRAST:
            return
        layer, token = self._set_last(scheme, front, back)
        raise ThemeError(
            f"{front} {tokens[front]} stands out from {back} {tokens[back]} by {ratio:.2f}:1 only "
            f"in colors.{scheme}; {LEAST_CONTRAST}:1 is needed to be readable",
            file=str(layer.path),
            line=layer.line_of(token, f"colors.{scheme}"),
        )

    def _set_last(self, scheme: str, *pair: str) -> tuple[Settings, str]:
        """Return where one of a pair is set, in the layer that has the last word."""
        return next(
            (layer, token)
            for layer in self._layers
            for token in pair
            if token in layer.colours(scheme)
        )

    def apply(self, brand: Brand) -> None:
        """Let the brand's accent stand for the theme's, and what is written on it be readable."""
        if brand.accent is None:
            return
        light, dark = (self.tokens[scheme] for scheme in SCHEMES)
        background = light.get("background", "#ffffff")
        ratio = contrast(brand.accent, background)
        if ratio < LEAST_CONTRAST:
            raise OptionError(
                f"brand.accent: {brand.accent!r} stands out from the theme's background "
                f"{background} by {ratio:.2f}:1 only; {LEAST_CONTRAST}:1 is needed, so choose a "
                "darker one"
            )
        light["accent"] = brand.accent
        dark["accent"] = lightened(brand.accent, dark.get("background", "#000000"))
        for tokens in (light, dark):
            on_accent = tokens.get("on-accent")
            if on_accent and contrast(on_accent, tokens["accent"]) < LEAST_CONTRAST:
                tokens["on-accent"] = _readable_on(tokens["accent"])

    def css(self) -> str:
        """Write the tokens as custom properties."""
        light, dark = (
            ":root{" + "".join(f"--{name}:{value};" for name, value in tokens.items()) + "}"
            for tokens in self.tokens.values()
        )
        if not any(self.tokens.values()):
            return ""
        return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"


def check_colours(colours: object, refuse: Refuse) -> None:
    """Refuse what is no table of colours by scheme."""
    if not isinstance(colours, dict):
        refuse("colors", f"colors = {colours!r}: there are [colors.light] and [colors.dark]")
    for scheme, tokens in colours.items():
        if scheme not in SCHEMES or not isinstance(tokens, dict):
            refuse(scheme, f"colors.{scheme}: there are [colors.light] and [colors.dark]")
        for token, colour in tokens.items():
            if not _TOKEN.fullmatch(token) or not _COLOUR.fullmatch(str(colour)):
                message = f"{token} = {colour!r}: a colour of the form '#rrggbb' is expected"
                refuse(token, message, f"colors.{scheme}")


def _readable_on(colour: str) -> str:
    return max("#ffffff", "#000000", key=lambda other: contrast(colour, other))
