"""Brand: whose site it is, and where its visitors can turn."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, fields
from pathlib import Path

from httpolite.errors import OptionError

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), AA
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):", re.ASCII)
_ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The site's name, look and links.

    `logo` is a path to an .svg file or a data URI; `accent` is `#rrggbb` and must stand out from
    white by 4.5:1 (it is lightened for dark mode). The others are URLs (`support` also a mail
    address); None leaves the action out.
    """

    name: str = ""
    logo: str | None = None
    accent: str | None = None
    home: str | None = "/"
    support: str | None = None
    status_page: str | None = None
    sign_in: str | None = None
    search: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "logo" and isinstance(value, Path):
                object.__setattr__(self, "logo", str(value))
            elif value is not None and not isinstance(value, str):
                raise OptionError(f"brand.{field.name}: a str is expected, not {value!r}")
        for name in ("home", "support", "status_page", "sign_in", "search"):
            _check_url(name, getattr(self, name))
        _check_accent(self.accent)
        if self.logo is not None and not self.logo.startswith("data:"):
            object.__setattr__(self, "logo", _data_uri(Path(self.logo)))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightened(colour: str, background: str) -> str:
    """Return the colour, mixed with as much white as it needs to be read on a dark background."""
    channels = _channels(colour)
    for percent in range(0, 101, 2):
        mixed = "#" + "".join(f"{c + (255 - c) * percent // 100:02x}" for c in channels)
        if contrast(mixed, background) >= LEAST_CONTRAST:
            return mixed
    return "#ffffff"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _check_accent(accent: str | None) -> None:
    if accent is None:
        return
    if not _COLOUR.fullmatch(accent):
        raise OptionError(f"brand.accent: {accent!r} is not a colour of the form '#rrggbb'")
    ratio = contrast(accent, "#ffffff")
    if ratio < LEAST_CONTRAST:
        raise OptionError(
            f"brand.accent: {accent!r} stands out from white by {ratio:.2f}:1 only; "
            f"{LEAST_CONTRAST}:1 is needed to be readable, so choose a darker one"
        )


def _check_url(name: str, url: str | None) -> None:
    if url is None:
        return
    scheme = _SCHEME.match(url)
    # Browsers drop these characters inside a scheme, so `java\nscript:` would run.
    unsafe = any(character <= " " or character == "\x7f" for character in url)
    if not url or unsafe or (scheme and scheme[1].lower() not in _ALLOWED_SCHEMES):
        raise OptionError(
            f"brand.{name}: {url!r} will not do: give a path, an http(s) URL, a mailto: or tel: "
            "link, without spaces, or None"
        )


def _data_uri(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OptionError(f"brand.logo: {str(path)!r} cannot be read: {error.strerror}") from None
    if path.suffix.lower() != ".svg" or b"<svg" not in content:
        raise OptionError(f"brand.logo: {str(path)!r} is not an .svg file; others as a data URI")
    return f"data:image/svg+xml;base64,{b64encode(content).decode()}"
