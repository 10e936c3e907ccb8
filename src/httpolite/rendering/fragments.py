"""Fragments: the output of one block of a page, for scripts that put it into a page of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2
    from jinja2.runtime import Context

    from httpolite.rendering.page import Page

FRAGMENT = "fragment"


def render_fragment(template: jinja2.Template, page: Page) -> str:
    """Render a page and return what its block wrote; the whole page if it has no such block.

    The page is rendered in full, so that the block finds all that stands before it: what the
    templates that extend it have set, and the loop that it may stand in.
    """
    context = template.new_context({"page": page})
    caught: list[str] = []

    def catch(context: Context) -> Iterator[str]:
        text = "".join(context.blocks[FRAGMENT][1](context))
        caught.append(text)
        yield text

    # As if a template that extends all others had the block.
    context.blocks.setdefault(FRAGMENT, []).insert(0, catch)
    try:
        whole = "".join(template.root_render_func(context))
    except Exception:
        template.environment.handle_exception()  # names the line of the template
    return caught[0] if caught else whole
