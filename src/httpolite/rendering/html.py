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
from httpolite.rendering.compiled import HARMLESS, CompiledPage, RenderedPage, mark
from httpolite.rendering.themes import BUILT_IN, built_in_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from httpolite.headers import HeaderBlock
    from httpolite.rendering.page import Page
    from httpolite.rendering.themes import Theme

    PageOf = Callable[[Mapping[str, Any]], Page]


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

    __slots__ = ("_mark",)

    def __init__(self, name: str) -> None:
        self._mark = mark(name)

    def __html__(self) -> str:
        return self._mark

    def _refuse(self, *_: object) -> NoReturn:
        raise NotCompilableError

    __str__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __add__ = __radd__ = __mod__ = _refuse
    __int__ = __float__ = __format__ = __mul__ = __call__ = _refuse

    # With __len__ alone, asking for presence would count.
    def __bool__(self) -> bool:
        return True


class HtmlRenderer:
    """A theme's templates, all parsed when it is made; ThemeError says where one is broken."""

    def __init__(self, theme: Theme) -> None:
        self.style = Markup(theme.css)  # noqa: S704 - the theme's own; '</style' is refused
        self._css = theme.css.encode()
        folders = [jinja2.FileSystemLoader(folder) for folder in theme.folders]
        built_in = {name: jinja2.FileSystemLoader(BUILT_IN / name) for name in built_in_names()}
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader([*folders, jinja2.PrefixLoader(built_in)]),
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

    def compile(
        self, page_of: PageOf, status: int, names: Iterable[str], block: HeaderBlock
    ) -> CompiledPage | RenderedPage:
        """Cut the page at its values; where that would change it, keep it to be rendered."""
        rendered = self.rendered(page_of, status, block)
        names = tuple(names)
        probes = [{name: _probe(name, text) for name in names} for text in _PROBES]
        try:
            text = rendered.render({name: StandIn(name) for name in names})
            compiled = CompiledPage(text, escape, block, shared=self._css)
            # `|safe` and `is string` slip past a stand-in; a real rendering shows it.
            same = all(compiled.body(probe) == rendered.body(probe) for probe in probes)
        except (MemoryError, RecursionError):
            rendered.lasting = False  # this may be no fault of the template, so it is tried again
            return rendered
        except Exception:
            # A stand-in refused, or lacks what a string has. A template that is really broken
            # fails again when it is rendered for a request, and is reported there.
            return rendered
        return compiled if same else rendered

    def rendered(self, page_of: PageOf, status: int, block: HeaderBlock) -> RenderedPage:
        """Return a page that is rendered in full, for values that a compiled page cannot hold."""
        template = self._environment.select_template(
            [f"{status}.html", f"{status // 100}xx.html", "page.html"]
        )
        return RenderedPage(lambda values: template.render(page=page_of(values)), block)

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
            raise NotCompilableError
        return escape_filter(value)

    return checked


def _probe(name: str, text: str) -> str:
    return f"probe-{name}" if name in HARMLESS else text.format(name)


def escape(value: str) -> str:
    """Escape as Jinja2 does."""
    # Most values have nothing to escape, and to look costs half of a Markup object.
    return str(_escape(value)) if _SPECIAL(value) else value
