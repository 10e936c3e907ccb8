"""Find, read and check a theme folder."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from httpolite.brand import LEAST_CONTRAST, contrast, lightened
from httpolite.errors import OptionError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpolite.brand import Brand

    Colours = dict[str, dict[str, str]]

BUILT_IN = Path(__file__).parent / "themes"
_API = 1
_SCHEMES = ("light", "dark")
_KEYS = {"api", "name", "extends", "colors", "csp"}
_TEMPLATE = re.compile(r"page|[45]xx|[45]\d\d", re.ASCII)
_TOKEN = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_CSP = "default-src 'none'; style-src {style}; img-src data:; form-action 'self'; base-uri 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A checked theme: where its templates are looked for, in order, and its whole CSS.

    `style_hash` is the CSP source of the CSS without its quotes; `csp` None sends no policy.
    """

    name: str
    folders: tuple[Path, ...]
    css: str
    style_hash: str
    csp: str | None


def built_in_names() -> tuple[str, ...]:
    """Return the names of the themes that ship."""
    return tuple(sorted(folder.name for folder in BUILT_IN.iterdir() if folder.is_dir()))


def load_theme(theme: str | os.PathLike[str], brand: Brand) -> Theme:
    """Read a built-in theme by name, or a folder; ThemeError says what is wrong and where."""
    folders, settings = _overlay(theme)
    colours = _colours(settings)
    _apply_accent(colours, brand)
    css = _tokens(colours) + _read(_first(folders, "style.css")).strip()
    style_hash = "sha256-" + b64encode(sha256(css.encode()).digest()).decode()
    csp = settings[0].get("csp", _CSP)
    return Theme(
        name=settings[0].get("name", folders[0].name),
        folders=folders,
        css=css,
        style_hash=style_hash,
        csp=csp.replace("{style}", f"'{style_hash}'") if csp else None,
    )


def _overlay(theme: str | os.PathLike[str]) -> tuple[tuple[Path, ...], tuple[dict[str, Any], ...]]:
    """Return the theme's folder and, for a user's, the built-in one that it extends."""
    if isinstance(theme, str) and theme in built_in_names():
        folder = BUILT_IN / theme
        return (folder,), (_settings(folder),)
    folder = _folder(theme)
    settings = _settings(folder)
    base = BUILT_IN / settings.get("extends", "plain")
    return (folder, base), (settings, _settings(base))


def _folder(theme: str | os.PathLike[str]) -> Path:
    if not isinstance(theme, (str, os.PathLike)):
        raise ThemeError(f"theme: a name or a path is expected, not {theme!r}")
    folder = Path(theme)
    if not folder.is_dir():
        names = ", ".join(built_in_names())
        raise ThemeError(
            f"theme: {os.fspath(theme)!r} is neither a built-in theme ({names}) nor a folder"
        )
    files = {path.name for path in folder.iterdir()}
    if not any(
        name in ("theme.toml", "style.css") or _TEMPLATE.fullmatch(name.removesuffix(".html"))
        for name in files
    ):
        raise ThemeError(
            "the folder holds no theme: it needs at least one of page.html, 404.html, 4xx.html, "
            "style.css, theme.toml",
            file=str(folder),
        )
    return folder


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "theme.toml"
    if not path.exists():
        return {}
    import tomllib  # 18 ms, and only where a theme is read

    text = _read(path)
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ThemeError(str(error), file=str(path), line=int(line[1]) if line else None) from None
    _check_settings(settings, path, text)
    return settings


def _check_settings(settings: dict[str, Any], path: Path, text: str) -> None:
    def refuse(key: str, message: str) -> NoReturn:
        found = re.search(rf"^\s*(\[.*)?\"?{re.escape(key)}\b", text, re.MULTILINE)
        line = text.count("\n", 0, found.end()) + 1 if found else None
        raise ThemeError(message, file=str(path), line=line)

    for key in settings.keys() - _KEYS:
        refuse(key, f"unknown key {key!r}: known are {', '.join(sorted(_KEYS))}")
    if settings.get("api", _API) != _API:
        refuse("api", f"api = {settings['api']!r}: this httpolite reads api = {_API}")
    if not isinstance(settings.get("name", ""), str):
        refuse("name", f"name = {settings['name']!r}: a string is expected")
    if settings.get("extends", "plain") not in built_in_names():
        names = ", ".join(built_in_names())
        refuse("extends", f"extends = {settings['extends']!r}: built-in themes are {names}")
    csp = settings.get("csp", "")
    if csp is not False and not (isinstance(csp, str) and csp.isascii() and csp.isprintable()):
        refuse("csp", f"csp = {csp!r}: a policy in one line of ASCII, or false, is expected")
    _check_colours(settings.get("colors", {}), refuse)


def _check_colours(colours: object, refuse: Callable[[str, str], NoReturn]) -> None:
    if not isinstance(colours, dict):
        refuse("colors", f"colors = {colours!r}: there are [colors.light] and [colors.dark]")
    for scheme, tokens in colours.items():
        if scheme not in _SCHEMES or not isinstance(tokens, dict):
            refuse(scheme, f"colors.{scheme}: there are [colors.light] and [colors.dark]")
        for token, colour in tokens.items():
            if not _TOKEN.fullmatch(token) or not _COLOUR.fullmatch(str(colour)):
                refuse(token, f"{token} = {colour!r}: a colour of the form '#rrggbb' is expected")


def _colours(settings: tuple[dict[str, Any], ...]) -> Colours:
    colours: Colours = {scheme: {} for scheme in _SCHEMES}
    for layer in reversed(settings):
        for scheme in _SCHEMES:
            colours[scheme].update(layer.get("colors", {}).get(scheme, {}))
    return colours


def _apply_accent(colours: Colours, brand: Brand) -> None:
    if brand.accent is None:
        return
    background = colours["light"].get("background", "#ffffff")
    ratio = contrast(brand.accent, background)
    if ratio < LEAST_CONTRAST:
        raise OptionError(
            f"brand.accent: {brand.accent!r} stands out from the theme's background {background} "
            f"by {ratio:.2f}:1 only; {LEAST_CONTRAST}:1 is needed, so choose a darker one"
        )
    colours["light"]["accent"] = brand.accent
    colours["dark"]["accent"] = lightened(
        brand.accent, colours["dark"].get("background", "#000000")
    )


def _tokens(colours: Colours) -> str:
    light, dark = (
        ":root{" + "".join(f"--{name}:{value};" for name, value in colours[scheme].items()) + "}"
        for scheme in _SCHEMES
    )
    return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"


def _first(folders: tuple[Path, ...], name: str) -> Path:
    return next((folder / name for folder in folders if (folder / name).exists()), folders[-1])


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ThemeError(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ThemeError("is not UTF-8", file=str(path), line=line) from None
    end = text.lower().find("</style") if path.suffix == ".css" else -1
    if end >= 0:
        line = text.count("\n", 0, end) + 1
        raise ThemeError("'</style' would end the style block early", file=str(path), line=line)
    return text
