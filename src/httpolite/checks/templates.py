"""A theme's own templates: what in them is never shown, on whatever page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import meta, nodes

from httpolite.checks.findings import Finding
from httpolite.rendering.themes import _TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import Environment


def never_shown(environment: Environment, folder: Path) -> Iterator[Finding]:
    """Yield blocks, texts and files of a theme's folder that no page makes use of."""
    sources = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("**/*.html"))
    }
    trees = {
        name: environment.parse(path.read_text(encoding="utf-8-sig"))
        for name, path in sources.items()
    }
    for name, tree in trees.items():
        for message, line in _unheard(environment, name, tree):
            yield Finding(check="unused", message=message, file=str(sources[name]), line=line)
    for name in _unused(trees, folder.name):
        message = "no page uses it: pages are page.html, 4xx.html, 5xx.html, 404.html and its like"
        yield Finding(check="unused", message=message, file=str(sources[name]))


def _unheard(
    environment: Environment, name: str, tree: nodes.Template
) -> Iterator[tuple[str, int]]:
    """Yield what a template that extends another says outside of the other's blocks."""
    parent = _parent_of(environment, name, tree)
    if parent is None:
        return
    known = _blocks_of(environment, parent)
    extended = False
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            there = ", ".join(sorted(known))
            yield f"{parent} has no block {node.name!r}; it has {there}", node.lineno
        if extended and isinstance(node, nodes.Output):
            for part in node.nodes:
                if not (isinstance(part, nodes.TemplateData) and not part.data.strip()):
                    yield "what stands outside of a block is never shown", part.lineno
        extended = extended or isinstance(node, nodes.Extends)


def _parent_of(environment: Environment, name: str, tree: nodes.Template) -> str | None:
    extends = tree.find(nodes.Extends)
    if extends is None or not isinstance(extends.template, nodes.Const):
        return None  # or one that is only known when it is rendered
    return environment.join_path(str(extends.template.value), name)


def _blocks_of(environment: Environment, name: str) -> set[str]:
    """Return the blocks of a template and of those that it extends."""
    known: set[str] = set()
    parent: str | None = name
    while parent is not None and environment.loader is not None:
        source, _, _ = environment.loader.get_source(environment, parent)
        tree = environment.parse(source)
        known |= {block.name for block in tree.find_all(nodes.Block)}
        parent = _parent_of(environment, parent, tree)
    return known


def _unused(trees: dict[str, nodes.Template], theme: str) -> list[str]:
    used: set[str] = set()
    for tree in trees.values():
        for reference in meta.find_referenced_templates(tree):
            if reference is None:
                return []  # known when it is rendered
            used |= {reference, reference.removeprefix(f"{theme}/")}
    return [
        name
        for name in trees
        if name not in used and not _TEMPLATE.fullmatch(name.removesuffix(".html"))
    ]
