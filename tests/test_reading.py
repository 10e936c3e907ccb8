"""Reading: it is proved of a template that it only prints values, or it is not."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest

from httpolite.rendering.reading import may_have_block, only_print, trees_of


def read(**templates: str) -> tuple[jinja2.Environment, Any]:
    environment = jinja2.Environment(loader=jinja2.DictLoader(templates))
    return environment, trees_of(environment, ["page"])


def proved(page: str, **others: str) -> bool:
    return only_print(read(page=page, **others)[1])


def has_block(name: str, **templates: str) -> bool:
    return may_have_block(*read(**templates), ["page"], name)


@pytest.mark.parametrize(
    "template",
    [
        "text",
        "{{ page.path }}{{ page.labels.home }}{{ page.own['pier'] }}",
        "{% if page.path and not page.detail %}{{ page.path }}{% elif page.side %}a{% endif %}",
        "{{ page.path or 'none' }}{{ page.path if page.path else 'none' }}",
        "{{ page.labels.home|upper }}{{ page.detail|default('none', true) }}",
        "{% if page.status in (404, 410) or page.family == '5xx' %}{% endif %}",
        "{% for action in page.actions %}{{ loop.index }}{{ action.href }}{% endfor %}",
        "{% set d = page.detail %}{{ d }}{% with p = page.path %}{{ p }}{% endwith %}",
        "{% macro row(v, w='') %}<i>{{ v }}{{ w }}</i>{% endmacro %}{{ row(page.path, w='a') }}",
        "{% from 'other' import row %}{{ row(page.path) }}",
        "{% include 'other' %}",
        "{% extends 'other' %}{% block a %}{{ super() }}{% endblock %}",
        "{% block title %}{{ page.heading }}{% endblock %}{{ self.title() }}",
        "{% if page.path is defined and page.side is not none %}{% endif %}",
        "{{ page.labels.fact.replace('{label}', page.labels.path)|safe }}",
        "{% set side = {'client': 'you'}.get(page.side, 'us') %}{{ page.own['at_' ~ side] }}",
        "{% for n, name in [(1, 'a')] %}{{ page.own[name]|e }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% include ['other', 'ot'][page.status % 1] %}",
        "{% for n in range(3) %}{{ [n, n + 1]|join|safe }}{% endfor %}",
    ],
)
def test_a_template_that_prints_and_asks_for_presence_is_proved(template: str) -> None:
    assert proved(template, other="{% macro row(v) %}{{ v }}{% endmacro %}{{ page.path }}")


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.detail|safe }}",
        "{{ page.detail|e }}",
        "{{ page.detail is string }}",
        "{{ page.detail is escaped }}",
        "{% set x %}{{ page.detail }}{% endset %}{{ x|upper }}",
        "{% filter upper %}{{ page.detail }}{% endfilter %}",
        "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(page.detail)|upper }}",
        "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(m(page.detail)) }}",
        "{% macro m(v) %}{{ v }}{% endmacro %}{% set x = m(page.detail) %}{{ x|length }}",
        "{% macro m(v) %}{{ v|safe }}{% endmacro %}{{ m(page.detail) }}",
        "{% macro m() %}{{ caller()|upper }}{% endmacro %}{% call m() %}a{% endcall %}",
        "{% block a %}{{ page.path }}{% endblock %}{{ self.a()|upper }}",
        "{{ (page.detail ~ 'x')|upper }}",
        "{{ [page.detail]|join }}",
        "{{ [page.detail] }}",
        "{{ dict(a=page.detail) }}",
        "{{ page.detail.__html__() }}",
        "{{ page.detail.__html__ }}",
        "{{ page.labels.fact.format(value=page.detail) }}",
        "{{ page.labels[page.detail] }}",
        "{{ page.detail|upper|safe }}",
        "{% autoescape false %}{{ page.detail }}{% endautoescape %}",
        "{% include 'other' %}",
        "{% include 'missing' ignore missing %}",
        "{% include page.family %}",
        "{% if a %}{% else %}{{ page.detail|safe }}{% endif %}",
        "{% set x = page.side %}{% set x = page.path %}{{ x|safe }}",
        "{% set x = y %}{% set y = page.path %}{{ x|safe }}",
        "{% set x = 1 %}{% macro x() %}{{ page.path }}{% endmacro %}{{ x()|upper|safe }}",
        "{% macro m(x) %}{{ x|safe }}{% endmacro %}{% set x = 1 %}{{ m(page.path) }}",
        "{% for a in page.actions %}{{ a.href|safe }}{% endfor %}",
        "{% for a in page.actions %}{{ loop.previtem.href|safe }}{% endfor %}",
        "{% for a, b in [(page.path, 1)] %}{{ b|safe }}{% endfor %}",
        "{% with x = page.path %}{{ x|safe }}{% endwith %}",
        "{% set page = 1 %}{{ page.side|safe }}",
        "{% set n = namespace(x=1) %}{% set n.x = page.path %}{{ n.x|safe }}",
        "{% from 'other' import x %}{% set x = 1 %}{{ x|safe }}",
        "{% import 'other' as x %}{{ x.y|safe }}",
        "{% set x %}{{ page.path }}{% endset %}{{ x }}",
    ],
)
def test_a_template_that_may_do_more_is_not_proved(template: str) -> None:
    assert not proved(template, other="{{ page.detail|safe }}")


def test_a_block_is_found_in_whatever_a_template_extends() -> None:
    base = "{% block f %}{% endblock %}"
    assert has_block("f", page=base)
    assert has_block("f", page="{% extends 'b' %}", b="{% extends 'c' %}", c=base)
    assert has_block("f", page="{% extends page.family %}")
    assert not has_block("f", page="{% extends 'b' %}", b="{% block g %}{% endblock %}")
    assert not has_block("f", page="{% include 'b' %}{% include page.family %}", b=base)


def test_templates_that_extend_each_other_are_read_once() -> None:
    assert not has_block("f", page="{% extends 'b' %}", b="{% extends 'page' %}")
    assert not proved("{{", b="")
