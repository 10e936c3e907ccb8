"""The texts that a theme brings itself: texts/<tag>.json, one for each language that it speaks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from httpolite.catalogue.languages import BASE_LANGUAGE
from httpolite.errors import ThemeError

if TYPE_CHECKING:
    from pathlib import Path

    Texts = dict[str, str]

# As page.language writes it: language, script, region.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?(-[a-z0-9]{5,8})*", re.ASCII)


def read_texts(folders: tuple[Path, ...]) -> dict[str, Texts]:
    """Return each language's texts, complete: what it lacks is in English.

    The first folder's words go over those of the next. ThemeError says which file is wrong.
    """
    found: dict[str, Texts] = {}
    for folder in reversed(folders):
        for path in sorted((folder / "texts").glob("*.json")):
            found.setdefault(path.stem, {}).update(_read(path))
    base = found.get(BASE_LANGUAGE, {})
    for folder in folders:
        for path in sorted((folder / "texts").glob("*.json")):
            _check_known(path, base)
    return {tag: {**base, **texts} for tag, texts in found.items()}


def _read(path: Path) -> Texts:
    if not _TAG.fullmatch(path.stem):
        raise ThemeError("a file is named by its language, as in zh-Hant.json", file=str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
        texts = json.loads(text)
    except OSError as error:
        raise ThemeError(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ThemeError("is not UTF-8", file=str(path), line=line) from None
    except json.JSONDecodeError as error:
        raise ThemeError(f"is no JSON: {error.msg}", file=str(path), line=error.lineno) from None
    except RecursionError:
        raise ThemeError("an object of strings is expected", file=str(path), line=1) from None
    if not isinstance(texts, dict):
        raise ThemeError("an object of strings is expected", file=str(path), line=1)
    for name, value in texts.items():
        if not isinstance(value, str):
            _refuse(path, text, name, f"{name!r} is no string")
        if not name.isidentifier() or hasattr(dict, name):
            _refuse(path, text, name, f"page.own.{name} would not find it: choose another name")
    return texts


def _check_known(path: Path, base: Texts) -> None:
    for name in _read(path):
        if name not in base:
            text = path.read_text(encoding="utf-8-sig")
            _refuse(path, text, name, f"{name!r} is not in texts/{BASE_LANGUAGE}.json")


def _refuse(path: Path, text: str, name: str, message: str) -> NoReturn:
    found = re.search(rf"{re.escape(json.dumps(name, ensure_ascii=False))}\s*:", text)
    line = text.count("\n", 0, found.start()) + 1 if found else None
    raise ThemeError(message, file=str(path), line=line)
