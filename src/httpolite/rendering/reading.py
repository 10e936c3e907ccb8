"""What templates do, known by reading them: whether they only print, and which blocks they have.

A template only prints if it does no more with a request's value than print it or ask whether it
is there. What is proved here need not be tried out page by page. Templates that are not proved
may still be harmless; each of their pages is then compared with a full rendering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import meta, nodes
from jinja2.exceptions import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2

    Trees = dict[str, nodes.Template | None]
    Binding = tuple[str, nodes.Node | None]

# Of `page`, what is the same for all requests that have a compiled page in common.
_OF_A_PAGE = frozenset(
    {
        "advice",
        "brand",
        "direction",
        "explanation",
        "family",
        "labels",
        "language",
        "own",
        "phrase",
        "reads_as",
        "reason_phrase",
        "retry",
        "side",
        "status",
        "style",
    }
)
_OF_A_LOOP = frozenset(
    {"cycle", "first", "index", "index0", "last", "length", "revindex", "revindex0"}
)
_FUNCTIONS = frozenset({"dict", "range"})
_GLOBALS = _FUNCTIONS | {"cycler", "joiner", "lipsum", "namespace"}
_TAKEN = _FUNCTIONS | {"caller", "loop", "page", "self", "super"}  # not to be set, or who knows
# Of these the marks of a stand-in can only come out as they went in, or not at all.
_NODES = (
    nodes.And,
    nodes.Assign,
    nodes.Block,
    nodes.Compare,
    nodes.CondExpr,
    nodes.Const,
    nodes.Extends,
    nodes.For,
    nodes.FromImport,
    nodes.If,
    nodes.Include,
    nodes.Keyword,
    nodes.Macro,
    nodes.Name,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Template,
    nodes.TemplateData,
    nodes.With,
)
# They refuse a stand-in, or hand it on as it is.
_FILTERS = frozenset({"capitalize", "count", "d", "default", "length", "lower", "title", "upper"})
_TESTS = frozenset({"defined", "none", "undefined"})


def trees_of(environment: jinja2.Environment, names: Iterable[str]) -> Trees:
    """Parse these templates and all that they may refer to; None is one that cannot be parsed."""
    trees: Trees = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in trees:
            tree = trees[name] = _parsed(environment, name)
            waiting += [] if tree is None else _references(environment, name, tree)
    return trees


def _parsed(environment: jinja2.Environment, name: str) -> nodes.Template | None:
    try:
        loader = environment.loader
        return environment.parse(loader.get_source(environment, name)[0]) if loader else None
    except (TemplateError, OSError, UnicodeDecodeError):  # told elsewhere, or it may be missing
        return None


def _references(environment: jinja2.Environment, name: str, tree: nodes.Template) -> Iterator[str]:
    for found in meta.find_referenced_templates(tree):
        if found is None:  # known only when it is rendered
            yield from environment.list_templates()
        else:
            yield environment.join_path(found, name)


def may_have_block(
    environment: jinja2.Environment, trees: Trees, names: Iterable[str], block: str
) -> bool:
    """Return whether one of these templates, or one that it extends, may have a block."""
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        tree = trees.get(name)
        if tree is None or name in seen:
            continue
        seen.add(name)
        if any(found.name == block for found in tree.find_all(nodes.Block)):
            return True
        for extends in tree.find_all(nodes.Extends):
            if not isinstance(extends.template, nodes.Const):
                return True
            waiting.append(environment.join_path(extends.template.value, name))
    return False


def only_print(trees: Trees) -> bool:
    """Return whether it is proved that these templates only print values."""
    found = [tree for tree in trees.values() if tree is not None]
    bound = [binding for tree in found for binding in _bindings(tree)]
    if len(found) < len(trees) or any(name in _TAKEN for name, _ in bound):
        return False
    same = _same_for_all(bound)
    return all(_prints(tree, same) for tree in found)


def _bindings(tree: nodes.Template) -> Iterator[Binding]:
    """Find each name that is set and what to; None may be something that a request changes."""
    values: dict[int, nodes.Node] = {}
    for node in tree.find_all((nodes.Assign, nodes.For, nodes.With)):
        for target, value in _set_by(node):
            values |= {id(name): value for name in (target, *target.find_all(nodes.Name))}
    for name in tree.find_all(nodes.Name):
        if name.ctx != "load":
            yield name.name, values.get(id(name))
    for macro in tree.find_all(nodes.Macro):
        yield macro.name, None
    for module in tree.find_all(nodes.Import):
        yield module.target, None
    for chosen in tree.find_all(nodes.FromImport):
        yield from ((name if isinstance(name, str) else name[1], None) for name in chosen.names)


def _set_by(node: nodes.Node) -> list[tuple[nodes.Node, nodes.Node]]:
    if isinstance(node, nodes.With):
        return [*zip(node.targets, node.values, strict=True)]
    if isinstance(node, nodes.For):
        return [(node.target, node.iter)]
    return [(node.target, node.node)] if isinstance(node, nodes.Assign) else []


def _same_for_all(bound: list[Binding]) -> frozenset[str]:
    """Return the variables that are the same for all requests, wherever they are set."""
    same = frozenset(name for name, _ in bound)
    while True:
        other = {name for name, value in bound if value is None or not _is_same(value, same)}
        if not other & same:
            return same
        same -= other


def _is_same(node: nodes.Node, same: frozenset[str]) -> bool:
    """Return whether an expression is the same for all requests, whatever is done in it."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        if node.node.name == "page":
            return node.attr in _OF_A_PAGE
        if node.node.name == "loop":
            return node.attr in _OF_A_LOOP
    if isinstance(node, nodes.Name):
        return node.name in same or node.name in _FUNCTIONS
    return all(_is_same(child, same) for child in node.iter_child_nodes())


def _prints(node: nodes.Node, same: frozenset[str]) -> bool:
    """Return whether a node, and all within it, can do nothing to a value but print it."""
    if isinstance(node, nodes.Output):
        return all(_prints(each, same) for printed in node.nodes for each in _looked_at(printed))
    if isinstance(node, nodes.Expr) and _is_same(node, same):
        return True
    return _is_harmless(node) and all(_prints(child, same) for child in node.iter_child_nodes())


def _looked_at(printed: nodes.Expr) -> list[nodes.Expr]:
    """Return what has to be looked at of a printed expression.

    What a macro, `super()` or `self.title()` has written may be printed, for that changes nothing.
    """
    if not isinstance(printed, nodes.Call) or printed.dyn_args or printed.dyn_kwargs:
        return [printed]
    called = printed.node
    if isinstance(called, nodes.Getattr):
        called = called.node
        own = isinstance(called, nodes.Name) and called.name == "self"
    else:
        own = isinstance(called, nodes.Name) and called.name not in _GLOBALS
    return [*printed.args, *(keyword.value for keyword in printed.kwargs)] if own else [printed]


def _is_harmless(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.Getitem):
        return isinstance(node.arg, nodes.Const)
    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS and node.node is not None
    if isinstance(node, nodes.Test):
        return node.name in _TESTS
    return isinstance(node, _NODES)
