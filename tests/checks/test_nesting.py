"""HTML that is not valid is told; what may be left out is not."""

from __future__ import annotations

import pytest

from httpolite import ErrorPages
from httpolite.checks.nesting import validity
from httpolite.checks.rendered import Rendered
from httpolite.checks.shapes import FRAGMENT, SHAPES

THEME = ErrorPages()._renderer.theme
AROUND = '<!doctype html>\n<html lang="en"><head><title>x</title></head><body>{}</body></html>'


def told(text: str, shape: int | None = 0) -> list[tuple[str, int | None]]:
    page = Rendered(
        theme=THEME,
        status=404,
        language="en",
        direction="ltr",
        shape=FRAGMENT if shape is None else SHAPES[shape],
        text=text,
    )
    found = list(validity(page))
    assert {name for name, _, _ in found} <= {"html"}
    return [(message, line) for _, message, line in found]


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<p>b<ul><li>a<li>b</ul>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><tr><td>a</td></tr></tbody></table>",
        '<svg viewBox="0 0 1 1"><title>a</title><path d="M0 0"/><g></g></svg>',
        '<img src="data:," alt=""><br><hr/><input>',
        "<hgroup><p>a</p><h1>b</h1></hgroup>",
        "<a href=x><h2>a link may hold a heading</h2></a>",
        "<textarea></b></textarea><!-- <b> -->",
        "a &amp; b &lt; c &#39;",
        '<script>"</b>"</script>',
        "<ul>\n<!-- none -->\n</ul>",
    ],
)
def test_valid_html_is_left_alone(body: str) -> None:
    assert told(AROUND.format(body)) == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<div>", "<div> is never closed, or too late"),
        ("<b><i>a</b></i>", "<i> is never closed, or too late"),
        ("<bdi>a", "<bdi> is never closed, or too late"),
        ('<svg><path d=""></svg>', '<path d=""> is never closed, or too late'),
        ("<svg><div>a</div></svg>", "<svg> is never closed, or too late"),
        ("a</div>", "</div> closes nothing, or too early"),
        ("<p><div>a</div></p>", "</p> closes nothing, or too early"),
        ("<p>a</p></p>", "</p> closes nothing, or too early"),
        ("</body>a", "</body> closes nothing, or too early"),
        ("<body class=a>", "<body> is not allowed here: browsers drop it"),
        ("<form><form></form></form>", "<form> is not allowed here: browsers drop it"),
        ("<tr><td>a</td></tr>", "<tr> is not allowed here: browsers drop it"),
        ("<table><p>a</p></table>", "<table> stands where a browser moves others away"),
        ("<p a=1 a=2>", "duplicate attribute"),
        ('<p a="1"b="2">', "missing whitespace between attributes"),
        ("&nope;", "unknown named character reference"),
        ("a < b", "invalid first character of tag name"),
        ("<i/>a</i>", "non void html element start tag with trailing solidus"),
        ('<img src="data:,">', "img element has no alt attribute"),
        ("<p id=a><p id=a>", "id a is used more than once"),
        ("<center>a</center>", "the center element is obsolete"),
        ("<p role=nope>a", "role value is not a defined ARIA role"),
        ("<ul><p>a</p></ul>", "<p> is not allowed as a child of <ul>"),
        ("<dl><p>a</p></dl>", "<p> is not allowed as a child of <dl>"),
        ("<span><div>a</div></span>", "<div> is not allowed inside <span>"),
        ("<h1><ul></ul></h1>", "<ul> is not allowed inside <h1>"),
        ("<a href=x><button>a</button></a>", "<button> stands inside a link or a button"),
        ("<button><b><a href=x>a</a></b></button>", "<a> stands inside a link or a button"),
    ],
)
def test_html_that_is_not_valid_is_told(body: str, sentence: str) -> None:
    sentences = [message for message, _ in told(AROUND.format(body))]

    assert sentence in sentences


def test_the_line_is_that_of_the_page() -> None:
    assert told(AROUND.format("a\n\n<div>")) == [("<div> is never closed, or too late", 4)]


@pytest.mark.parametrize("text", ["", "lost", "<html lang=en><title>x</title>"])
def test_a_page_begins_with_its_doctype(text: str) -> None:
    assert ("it does not begin with <!doctype html>", 1) in told(text)


def test_a_fragment_needs_no_doctype() -> None:
    assert told("<h1>a</h1>", None) == []
    assert told("<h1>a</h2>", None) != []


def test_a_value_that_adds_a_tag_is_told_elsewhere() -> None:
    assert told(AROUND.format("<probe-detail>")) == []
