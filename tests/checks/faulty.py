"""A theme with one fault on each status, and what is to be found there."""

from __future__ import annotations

from typing import NamedTuple

HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{{ page.heading }}</title>"
)
STYLE = '<style{% if page.nonce %} nonce="{{ page.nonce }}"{% endif %}>{{ page.style }}</style>'
BODY = """<main>
<h1>{{ page.heading }}</h1>
<p>{{ page.request_id }} {{ page.detail or "" }} {{ page.retry_after or "" }}</p>
<p>{{ page.allowed_methods or "" }}</p>
{% for error in page.errors %}<p>{{ error.where }}: {{ error.detail }}</p>
{% endfor %}
</main>"""


class Fault(NamedTuple):
    """A template, and the check and the sentence that name what is wrong with it."""

    check: str
    sentence: str
    template: str


def page(body: str = BODY, head: str = HEAD + STYLE, html: str | None = None) -> str:
    """Write a template of a whole page."""
    html = html or '<html lang="{{ page.language }}" dir="{{ page.direction }}">'
    return f"<!doctype html>\n{html}\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n"


def without(part: str) -> str:
    """Write a page that lacks a part."""
    assert part in page()
    return page().replace(part, "")


def within(part: str) -> str:
    """Write a page that has one part more, at the end of its main part."""
    return page(BODY.replace("</main>", f"{part}\n</main>"))


def instead(old: str, new: str) -> str:
    """Write a page with one part for another."""
    assert old in page()
    return page().replace(old, new)


H1 = "<h1>{{ page.heading }}</h1>"
FAULTS = {
    400: Fault("h1", "there is no <h1>", without(H1)),
    401: Fault("h1", "there is more than one <h1>", within(H1)),
    402: Fault("h1", "<h1> is empty", instead(H1, "<h1> </h1>")),
    403: Fault("main", "there is no <main>", page(BODY.replace("main>", "div>"))),
    404: Fault("main", "there is more than one <main>", page(f"{BODY}<main>x</main>")),
    405: Fault(
        "missing",
        "page.allowed_methods is never shown",
        without('{{ page.allowed_methods or "" }}'),
    ),
    406: Fault("title", "there is no <title>", without("<title>{{ page.heading }}</title>")),
    407: Fault("title", "there is more than one <title>", page(head=HEAD + HEAD[-33:] + STYLE)),
    408: Fault("title", "<title> is empty", instead(HEAD[-33:], "<title></title>")),
    409: Fault("lang", "<html> has no lang", page(html='<html dir="{{ page.direction }}">')),
    410: Fault(
        "lang",
        "<html lang> is not page.language",
        page(html='<html lang="de" dir="{{ page.direction }}">'),
    ),
    411: Fault("dir", "<html> has no dir", page(html='<html lang="{{ page.language }}">')),
    412: Fault(
        "dir",
        "<html dir> is not page.direction",
        page(html='<html lang="{{ page.language }}" dir="ltr">'),
    ),
    413: Fault(
        "missing", "page.retry_after is never shown", without('{{ page.retry_after or "" }}')
    ),
    414: Fault(
        "viewport",
        'there is no <meta name="viewport" content="width=device-width">',
        without('<meta name="viewport" content="width=device-width">'),
    ),
    415: Fault(
        "viewport",
        "<meta name=viewport> keeps people from zooming in",
        instead("width=device-width", "width=device-width, user-scalable=no"),
    ),
    416: Fault(
        "external",
        "<img src> loads 'https://cdn.example/a.png'",
        within('<img src="https://cdn.example/a.png" alt="">'),
    ),
    417: Fault(
        "external",
        "<link href> loads '/more.css'",
        page(head=HEAD + STYLE + '<link rel="stylesheet" href="/more.css">'),
    ),
    418: Fault(
        "external",
        "<use href> loads '/sprite.svg#pot'",
        within('<svg><use href="/sprite.svg#pot"/></svg>'),
    ),
    421: Fault("script", "there is a <script>", within("<script>1</script>")),
    422: Fault(
        "missing", "the `where` of page.errors is never shown", without("{{ error.where }}: ")
    ),
    423: Fault("script", "<p onclick> is a script", within('<p onclick="go()">x</p>')),
    424: Fault("script", "<a href> is a script", within('<a href=" java\nscript:go()">x</a>')),
    425: Fault(
        "style",
        "<p> has a style attribute, which policies refuse",
        within('<p style="color:red">x</p>'),
    ),
    426: Fault(
        "style",
        "a <style> holds more or less than page.style, so its hash is not known",
        page(
            head=f"{HEAD}{STYLE}<style{{% if page.nonce %}} nonce="
            '"{{ page.nonce }}"{% endif %}>p{color:red}</style>'
        ),
    ),
    428: Fault(
        "style", "<style> lacks page.nonce", page(head=f"{HEAD}<style>{{{{ page.style }}}}</style>")
    ),
    429: Fault(
        "refresh",
        'there is a <meta http-equiv="refresh">',
        page(head=f'{HEAD}{STYLE}<meta http-equiv="Refresh" content="30">'),
    ),
    431: Fault(
        "escape", "page.detail comes out unescaped", within("{{ (page.detail or '')|safe }}")
    ),
    451: Fault(
        "escape",
        "page.path is escaped twice",
        within("<p>{{ (page.path or '')|forceescape|forceescape }}</p>"),
    ),
    500: Fault(
        "escape",
        "page.detail leaves an attribute of <p>: set it in quotes",
        within("<p title={{ page.detail }}>x</p>"),
    ),
    501: Fault(
        "escape",
        "page.trace_id stands in <script>, where escaping does not help",
        within('<script>"{{ page.trace_id }}"</script>'),
    ),
    502: Fault(
        "escape",
        "page.brand.name stands in <p onclick>, where escaping does not help",
        within("<p onclick=\"go('{{ page.brand.name }}')\">x</p>"),
    ),
    503: Fault(
        "escape", "page.path says where <a href> leads", within('<a href="{{ page.path }}">x</a>')
    ),
    504: Fault("missing", "page.request_id is never shown", without("{{ page.request_id }}")),
    505: Fault("missing", "page.detail is never shown", without('{{ page.detail or "" }}')),
    506: Fault(
        "template",
        "'httpolite.rendering.page.Page object' has no attribute 'hedaing'",
        within("{{ page.hedaing }}"),
    ),
    507: Fault(
        "compiled",
        "rendered anew for each request: more is done with path than to print it",
        within('<p>{{ (page.path or "")|upper }}</p>'),
    ),
    508: Fault("size", "more than 14,336 bytes", within("<p>" + "x" * 14_000 + "</p>")),
    510: Fault(
        "size",
        "more than 5,120 bytes with gzip",
        within("<p>" + "".join(f"{n * n * 2654435761:x}" for n in range(800)) + "</p>"),
    ),
    511: Fault("html", "<div> is never closed, or too late", within("<div>")),
}
CLEAN = (499, 599)
