"""Find, read and check a theme folder."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from httpolite.catalogue.languages import BASE_LANGUAGE
from httpolite.errors import ThemeError
from httpolite.rendering.colours import Colours, Settings, check_colours
from httpolite.rendering.own_texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.brand import Brand

BUILT_IN = Path(__file__).parent / "themes"
_API = 1
_KEYS = {"api", "name", "extends", "colors", "csp"}
_TEMPLATE = re.compile(r"page|[45]xx|[45]\d\d", re.ASCII)
_CSP = "default-src 'none'; style-src {style}; img-src data:; form-action 'self'; base-uri 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A checked theme: where its templates are looked for, in order, and its whole CSS.

    `style_hash` is the CSP source of the CSS without its quotes; `csp` None sends no policy;
    `texts` are its own words by language.
    """

    name: str
    folders: tuple[Path, ...]
    css: str
    style_hash: str
    csp: str | None
    texts: Mapping[str, Mapping[str, str]]

    def own_texts(self, language: str) -> Mapping[str, str]:
        """Return the theme's own words in a language, else in English."""
        return self.texts.get(language) or self.texts.get(BASE_LANGUAGE, {})


def built_in_names() -> tuple[str, ...]:
    """Return the names of the themes that ship."""
    return tuple(sorted(folder.name for folder in BUILT_IN.iterdir() if folder.is_dir()))


def load_theme(theme: str | os.PathLike[str], brand: Brand) -> Theme:
    """Read a built-in theme by name, or a folder; ThemeError says what is wrong and where."""
    layers = _layers(theme)
    folders = tuple(layer.path.parent for layer in layers)
    colours = Colours(layers)
    colours.check()
    colours.apply(brand)
    css = colours.css() + _read(_first(folders, "style.css")).strip()
    style_hash = "sha256-" + b64encode(sha256(css.encode()).digest()).decode()
    csp = next((layer.values["csp"] for layer in layers if "csp" in layer.values), _CSP)
    return Theme(
        name=layers[0].values.get("name", folders[0].name),
        folders=folders,
        css=css,
        style_hash=style_hash,
        csp=csp.replace("{style}", f"'{style_hash}'") if csp else None,
        texts=read_texts(folders),
    )


def _layers(theme: str | os.PathLike[str]) -> tuple[Settings, ...]:
    """Return the settings of a theme and, for a user's, of the built-in one that it extends."""
    if isinstance(theme, str) and theme in built_in_names():
        return (_settings(BUILT_IN / theme),)
    own = _settings(_folder(theme))
    return (own, _settings(BUILT_IN / own.values.get("extends", "plain")))


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


def _settings(folder: Path) -> Settings:
    path = folder / "theme.toml"
    if not path.exists():
        return Settings({}, path)
    import tomllib  # 18 ms, and only where a theme is read

    text = _read(path)
    try:
        settings = Settings(tomllib.loads(text), path, text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ThemeError(str(error), file=str(path), line=int(line[1]) if line else None) from None
    _check_settings(settings)
    return settings


def _check_settings(settings: Settings) -> None:
    values = settings.values

    def refuse(key: str, message: str, section: str = "") -> NoReturn:
        line = settings.line_of(key, section)
        raise ThemeError(message, file=str(settings.path), line=line)

    for key in values.keys() - _KEYS:
        refuse(key, f"unknown key {key!r}: known are {', '.join(sorted(_KEYS))}")
    if values.get("api", _API) != _API:
        refuse("api", f"api = {values['api']!r}: this httpolite reads api = {_API}")
    if not isinstance(values.get("name", ""), str):
        refuse("name", f"name = {values['name']!r}: a string is expected")
    if values.get("extends", "plain") not in built_in_names():
        names = ", ".join(built_in_names())
        refuse("extends", f"extends = {values['extends']!r}: built-in themes are {names}")
    csp = values.get("csp", "")
    if csp is not False and not (isinstance(csp, str) and csp.isascii() and csp.isprintable()):
        refuse("csp", f"csp = {csp!r}: a policy in one line of ASCII, or false, is expected")
    check_colours(values.get("colors", {}), refuse)


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
