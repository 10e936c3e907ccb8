"""HTML: a theme and a page become a compiled page."""

from __future__ import annotations

import re
from string import printable
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2 import meta, nodes
from markupsafe import Markup
from markupsafe import escape as _escape

from httpolite.errors import ThemeError
from httpolite.journal import place_in_template
from httpolite.rendering.compiled import HARMLESS, CompiledPage, RenderedPage, mark
from httpolite.rendering.fragments import FRAGMENT, render_fragment
from httpolite.rendering.reading import may_have_block, only_print, trees_of
from httpolite.rendering.themes import BUILT_IN, built_in_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from httpolite.headers import HeaderBlock
    from httpolite.rendering.page import Page
    from httpolite.rendering.themes import Theme

    PageOf = Callable[[Mapping[str, Any]], Page]


_MORE = "more is done with {} than to print it"
_SPECIAL = re.compile("[&<>\"']").search
# Each character that a filter may care about; a short value, and a long one with space around.
_PROBES = (
    "<{0}> & \"{0}\" 'é中\u200f'",
    " " + printable.replace("{", "").replace("}", "") + "{0}<b>{{}}é中\n" * 99 + "\n ",
)


class NotCompilableError(Exception):
    """A template does more with a value than print it or ask whether it is there."""


class StandIn:
    """Stands for a value while a page is compiled; anything but printing it is refused."""

    __slots__ = ("_mark", "_name")

    def __init__(self, name: str) -> None:
        self._mark = mark(name)
        self._name = name

    def __html__(self) -> str:
        return self._mark

    def _refuse(self, *_: object) -> NoReturn:
        raise NotCompilableError(_MORE.format(self._name))

    __str__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __add__ = __radd__ = __mod__ = _refuse
    __int__ = __float__ = __format__ = __mul__ = __call__ = __repr__ = _refuse

    # With __len__ alone, asking for presence would count.
    def __bool__(self) -> bool:
        return True


class _BuiltIn(jinja2.PrefixLoader):
    """Loads "plain/page.html" under its whole name, so that it is known whose file refers to what."""

    load = jinja2.BaseLoader.load


class _Environment(jinja2.Environment):
    """Finds what a built-in template refers to, also when it is reached as "plain/page.html"."""

    def join_path(self, template: str, parent: str) -> str:
        theme, slash, _ = parent.partition("/")
        if slash and theme in built_in_names() and (BUILT_IN / theme / template).is_file():
            try:
                self.get_template(template)  # a file of the user's theme goes before
            except jinja2.TemplateNotFound:
                return f"{theme}/{template}"
        return template


class HtmlRenderer:
    """A theme's templates, all parsed when it is made; ThemeError says where one is broken.

    `fragments` says whether a page of the theme may have a fragment.
    """

    def __init__(self, theme: Theme) -> None:
        self.style = Markup(theme.css)  # noqa: S704 - the theme's own; '</style' is refused
        self._css = theme.css.encode()
        folders = [jinja2.FileSystemLoader(folder) for folder in theme.folders]
        built_in = {name: jinja2.FileSystemLoader(BUILT_IN / name) for name in built_in_names()}
        self._environment = _Environment(
            loader=jinja2.ChoiceLoader([*folders, _BuiltIn(built_in)]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        for name in ("e", "escape", "forceescape"):
            self._environment.filters[name] = _refusing(self._environment.filters[name])
        paths = {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(theme.folders)
            for path in sorted(folder.glob("**/*.html"))
        }
        for name, path in paths.items():
            self._check(name, path)
        self._names = frozenset(paths)
        trees = trees_of(self._environment, paths)
        pages = [name for name in paths if "/" not in name]
        self.fragments = may_have_block(self._environment, trees, pages, FRAGMENT)
        self._only_print = only_print(trees)
        self._proved: set[tuple[str, tuple[str, ...], bool]] = set()

    def compile(
        self,
        page_of: PageOf,
        status: int,
        names: Iterable[str],
        block: HeaderBlock,
        *,
        fragment: bool = False,
    ) -> CompiledPage | RenderedPage:
        """Cut the page at its values; where that would change it, keep it to be rendered."""
        rendered = self.rendered(page_of, status, block, fragment=fragment)
        names = tuple(names)
        shape = (self._name_of(status), names, fragment)
        try:
            text = rendered.render({name: StandIn(name) for name in names})
            compiled = CompiledPage(text, escape, block, shared=self._css)
            if shape in self._proved:
                return compiled
            # `|safe` and `is string` slip past a stand-in; a real rendering shows it.
            probes = [{name: _probe(name, text) for name in names} for text in _PROBES]
            if all(compiled.body(probe) == rendered.body(probe) for probe in probes):
                if self._only_print:  # so no other status or language does more
                    self._proved.add(shape)
                return compiled
            rendered.why = ThemeError(_MORE.format(_changed(compiled, rendered, names)))
        except (MemoryError, RecursionError):
            rendered.lasting = False  # this may be no fault of the template, so it is tried again
        except Exception as error:
            # A stand-in refused, or lacks what a string has. A template that is really broken
            # fails again when it is rendered for a request, and is reported there.
            rendered.why = told(error)
        return rendered

    def rendered(
        self, page_of: PageOf, status: int, block: HeaderBlock, *, fragment: bool = False
    ) -> RenderedPage:
        """Return a page that is rendered in full, for values that a compiled page cannot hold."""
        template = self._environment.get_template(self._name_of(status))
        if fragment:
            return RenderedPage(lambda values: render_fragment(template, page_of(values)), block)
        return RenderedPage(lambda values: template.render(page=page_of(values)), block)

    def _name_of(self, status: int) -> str:
        # Known which there are: Jinja2 would look for each anew.
        names = (f"{status}.html", f"{status // 100}xx.html", "page.html")
        return next(name for name in names if name in self._names)

    def _check(self, name: str, path: Path) -> None:
        try:
            self._environment.get_template(name)
            source = path.read_text(encoding="utf-8")
            tree = self._environment.parse(source)
        except jinja2.TemplateSyntaxError as error:
            file = error.filename or str(path)
            raise ThemeError(str(error.message), file=file, line=error.lineno) from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ThemeError("is not UTF-8", file=str(path), line=line) from None
        except OSError as error:
            raise ThemeError(f"cannot be read: {error}", file=str(path)) from None
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        for node in tree.find_all(kinds):
            self._check_reference(node, path)

    def _check_reference(self, node: nodes.Node, path: Path) -> None:
        if getattr(node, "ignore_missing", False):
            return
        references = meta.find_referenced_templates(nodes.Template([node]))
        named = [name for name in references if name is not None]  # None: known when rendering
        try:
            loaded = self._environment.select_template(named) if named else None
        except jinja2.TemplateSyntaxError:
            return  # told with its own file and line when its turn comes
        except jinja2.TemplateNotFound:
            names = " or ".join(repr(name) for name in named)
            raise ThemeError(
                f"there is no template {names}", file=str(path), line=node.lineno
            ) from None
        if isinstance(node, nodes.Extends) and loaded and loaded.filename == str(path):
            raise ThemeError("extends itself", file=str(path), line=node.lineno)


def _refusing(escape_filter: Callable[[Any], Markup]) -> Callable[[Any], Markup]:
    """Return a filter that a stand-in cannot pass: it would come out as a string with a mark."""

    def checked(value: Any) -> Markup:
        if isinstance(value, StandIn):
            value._refuse()
        return escape_filter(value)

    return checked


def told(error: Exception) -> ThemeError:
    """Return an error of rendering with the template's file and the line that it rose from."""
    file, line = place_in_template(error) or (None, None)
    return ThemeError(str(error) or type(error).__name__, file=file, line=line)


def _changed(compiled: CompiledPage, rendered: RenderedPage, names: tuple[str, ...]) -> str:
    """Return the values that are more than printed; "a value" if it cannot be said which."""
    plain = {name: f"probe-{name}" for name in names}
    if compiled.body(plain) != rendered.body(plain):
        return "a value"  # which is not what a stand-in is, a string for one
    probes = [(name, {**plain, name: _probe(name, text)}) for name in names for text in _PROBES]
    found = [name for name, probe in probes if compiled.body(probe) != rendered.body(probe)]
    return ", ".join(dict.fromkeys(found)) or "a value"


def _probe(name: str, text: str) -> str:
    return f"probe-{name}" if name in HARMLESS else text.format(name)


def escape(value: str) -> str:
    """Escape as Jinja2 does."""
    # Most values have nothing to escape, and to look costs half of a Markup object.
    return str(_escape(value)) if _SPECIAL(value) else value
