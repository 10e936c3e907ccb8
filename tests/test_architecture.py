"""The shape of the source: who may import whom, who may name a framework, how long files may be."""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import httpolite

SOURCE = Path(httpolite.__file__).parent

# From the ground up: an import goes down, or stays in its room (a folder is one room).
FLOORS = (
    {"errors", "headers", "journal"},
    {"brand", "catalogue", "negotiation", "problems", "replies", "requests"},
    {"rendering", "replacement"},
    {"options", "ready"},
    {"hooks"},
    {"pages"},
    {"httpolite"},
    {"bodies", "environs", "scopes"},
    {"answers", "exchanges"},
    {"held"},
    {"handshakes"},
    {"asgi", "validation", "wsgi"},
    {"stacks"},
    {"handlers", "responses"},
    {"starlette", "werkzeug"},
    {"errorhandlers"},
    {"fastapi", "flask"},
    {"checks"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
WSGI_SIDE = {
    "bodies",
    "environs",
    "errorhandlers",
    "exchanges",
    "flask",
    "responses",
    "werkzeug",
    "wsgi",
}
ASGI_SIDE = {
    "answers",
    "asgi",
    "fastapi",
    "handlers",
    "handshakes",
    "held",
    "scopes",
    "stacks",
    "starlette",
}

# A package that is not in the standard library, and the rooms that may import it.
WELCOME = {
    "click": {"__main__", "cli"},
    "fastapi": {"fastapi"},
    "flask": {"errorhandlers", "flask"},
    "jinja2": {"checks", "rendering"},
    "lingua": {"checks"},
    "markupsafe": {"rendering"},
    "playwright": {"checks"},
    "starlette": {"cli", "fastapi", "handlers", "starlette"},
    "turbohtml": {"checks"},
    "uvicorn": {"cli"},
    "watchfiles": {"cli"},
    "werkzeug": {"errorhandlers", "flask", "responses", "werkzeug"},
}

LONGEST = 300
BUDGETS = {"asgi": 130, "fastapi": 80, "flask": 80, "starlette": 130, "werkzeug": 80, "wsgi": 130}


def name_of(path: Path) -> str:
    parts = ("httpolite", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


PATHS = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}


@cache
def imports_of(module: str) -> frozenset[str]:
    """All modules that a module imports, for types only and inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(PATHS[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import in line {node.lineno}"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & PATHS.keys()) or {str(node.module)}
    return frozenset(found - {"__future__"})


def own_imports_of(module: str) -> set[str]:
    return {name for name in imports_of(module) if name.split(".")[0] == "httpolite"}


def foreign_imports_of(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports_of(module) - own_imports_of(module)}


@pytest.mark.parametrize("module", PATHS)
def test_an_import_goes_down_or_stays_in_its_room(module: str) -> None:
    room = room_of(module)

    upward = {
        name
        for name in own_imports_of(module)
        if room_of(name) != room and FLOOR_OF[room_of(name)] >= FLOOR_OF[room]
    }

    assert not upward


def test_no_modules_import_each_other_in_a_circle() -> None:
    order = TopologicalSorter({name: own_imports_of(name) for name in PATHS}).static_order()

    assert set(order) == PATHS.keys()  # CycleError names a circle


@pytest.mark.parametrize(("side", "other"), [(WSGI_SIDE, ASGI_SIDE), (ASGI_SIDE, WSGI_SIDE)])
def test_the_two_protocols_do_not_know_each_other(side: set[str], other: set[str]) -> None:
    known = {
        (module, name)
        for module in PATHS
        if room_of(module) in side
        for name in own_imports_of(module)
        if room_of(name) in other
    }

    assert not known


@pytest.mark.parametrize("module", PATHS)
def test_a_package_that_is_not_the_standard_librarys_is_imported_only_where_it_belongs(
    module: str,
) -> None:
    strangers = {
        name
        for name in foreign_imports_of(module) - sys.stdlib_module_names
        if room_of(module) not in WELCOME.get(name, ())
    }

    assert not strangers


@pytest.mark.parametrize("module", PATHS)
def test_a_file_keeps_to_its_length(module: str) -> None:
    lines = PATHS[module].read_text(encoding="utf-8").count("\n")

    assert lines <= BUDGETS.get(room_of(module), LONGEST)
