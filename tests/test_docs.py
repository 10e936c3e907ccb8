"""README and docs: their code runs, their names exist, their links lead somewhere."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import warnings
from dataclasses import fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from httpolite import Brand, ErrorPages, Problem, statuses
from httpolite.rendering.page import Page
from httpolite.rendering.themes import BUILT_IN

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:# |\{# )(my-theme/[\w.]+)")
MY_SITE = """
async def asgi_app(scope, receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body"})


def wsgi_app(environ, start_response):
    start_response("404 Not Found", [])
    return []
"""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(paper: Path, *kinds: str) -> list[str]:
    found = BLOCK.findall(paper.read_text(encoding="utf-8"))
    return [code for kind, code in found if kind in kinds]


def titled(paper: Path) -> list[tuple[str, str]]:
    """Return the files that a paper shows, by the comment they begin with."""
    named = [(FILE.match(code), code) for code in blocks(paper, "toml", "jinja")]
    return [(match[1], code) for match, code in named if match]


PYTHON = [
    pytest.param(paper, code, id=f"{paper.stem}-{number}")
    for paper in PAPERS
    for number, code in enumerate(blocks(paper, "python"))
]


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds what the papers' code finds beside it."""
    (tmp_path / "my_site.py").write_text(MY_SITE, encoding="utf-8")
    (tmp_path / "my-theme").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("paper", "code"), PYTHON)
def test_the_python_of_a_paper_runs(paper: Path, code: str, beside: Path) -> None:
    for name, content in titled(paper):
        (beside / name).write_text(content, encoding="utf-8")

    exec(compile(code, paper.name, "exec"), {"__name__": "paper"})


def test_every_file_that_a_paper_shows_is_named() -> None:
    for paper in PAPERS:
        assert len(titled(paper)) == len(blocks(paper, "toml", "jinja")), paper.name


def test_each_adapter_takes_three_lines_that_work(beside: Path) -> None:
    from starlette.testclient import TestClient
    from werkzeug.test import Client

    shown = [code for code in blocks(PAPERS[0], "python") if "app = " in code][:5]
    for code in shown:
        lines = [line for line in code.splitlines() if line]
        namespace: dict[str, Any] = {"__name__": "paper"}
        exec(code, namespace)
        client = (Client if "flask" in code or "wsgi" in code else TestClient)(namespace["app"])
        asked = {"Accept": "text/html", "Accept-Language": "zh-TW"}

        assert len(lines) == 3
        assert 'lang="zh-Hant"' in client.get("/nowhere", headers=asked).text
    assert [code.split()[1] for code in shown] == [
        "flask",
        "fastapi",
        "starlette.applications",
        "my_site",
        "my_site",
    ]


def test_the_readmes_figures_are_what_its_command_prints() -> None:
    command, printed = re.findall(
        r"^\$ python -c \"(.*)\"\n(\d+ \d+)$", read("README.md"), re.MULTILINE
    )[0]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    again = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, env=environment
    )

    for figure, now in zip(printed.split(), again.stdout.split(), strict=True):
        # The request's id and the time of day compress a little differently each time.
        assert int(now) == pytest.approx(int(figure), rel=0.05)


def test_the_readmes_comparison_still_holds_for_what_is_installed_here() -> None:
    spec = spec_from_file_location("comparison", ROOT / "docs" / "comparison.py")
    assert spec is not None
    assert spec.loader is not None
    comparison = module_from_spec(spec)
    sys.modules[spec.name] = comparison  # dataclasses look their own module up
    with warnings.catch_warnings():
        spec.loader.exec_module(comparison)
    header, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in read("README.md").splitlines()
        if line.startswith("|")
    ]

    assert header[1:] == list(comparison.PACKAGES)
    assert [row[0] for row in rows] == list(comparison.QUESTIONS)
    for name in ("FastAPI alone", "httpolite on FastAPI", "Flask alone", "httpolite on Flask"):
        ask = comparison.PACKAGES[name]()
        now = [comparison.WORDS[asked(ask)] for asked in comparison.QUESTIONS.values()]
        assert [row[header.index(name)] for row in rows] == now, name


def test_every_page_is_as_light_as_it_is_meant_to_be(pages: ErrorPages) -> None:
    for language in ("en", "zh-Hans", "zh-Hant", "ar"):
        for code in [code for code in statuses if code >= 400]:
            page = pages.reply(code, accept="text/html", language=language).body
            assert len(page) <= 14 * 1024, (code, language)
            assert len(gzip.compress(page)) <= 5 * 1024, (code, language)


@pytest.mark.parametrize("kind", [ErrorPages, Brand])
def test_every_option_is_documented_and_no_other_is(kind: type) -> None:
    options = {field.name for field in fields(kind) if field.init}
    rows = re.findall(r"^\| `(\w+)` \|", read("docs/options.md"), re.MULTILINE)

    assert options <= set(rows)
    known = {field.name for each in (ErrorPages, Brand) for field in fields(each)}
    assert set(rows) <= known


def test_every_policy_is_documented() -> None:
    rows = re.findall(r'^\| `"(\w+)"` \|', read("docs/options.md"), re.MULTILINE)

    assert rows == ["exceptions", "empty", "bare", "all", "never"]


def test_every_field_of_page_is_documented_and_no_other_is() -> None:
    table = [
        line
        for line in read("docs/theming.md").splitlines()
        if line.startswith("| `page.") and "page.html" not in line
    ]
    named = [name for line in table for name in re.findall(r"`page\.(\w+)`", line.split("|")[1])]

    assert sorted(named) == sorted(field.name for field in fields(Page))


def test_the_blocks_and_colours_of_the_built_in_theme_are_documented() -> None:
    text = read("docs/theming.md")
    template = (BUILT_IN / "plain" / "page.html").read_text(encoding="utf-8")
    tokens = (BUILT_IN / "plain" / "theme.toml").read_text(encoding="utf-8")
    sentence = re.search(r"The blocks of .*?\.\n", text, re.DOTALL)
    colours = re.search(r"The colours are .*?, each", text, re.DOTALL)

    assert sentence is not None
    assert colours is not None
    shown = set(re.findall(r"`([\w-]+)`", sentence[0]))
    assert shown == set(re.findall(r"{% block (\w+) %}", template))
    assert set(re.findall(r"`([\w-]+)`", colours[0])) == set(
        re.findall(r"^([\w-]+) = \"#", tokens, re.MULTILINE)
    )


def test_a_template_may_do_more_than_print_a_value(beside: Path) -> None:
    (beside / "my-theme" / "page.html").write_text("{{ page.path|upper }} {{ page.status }}")
    pages = ErrorPages(theme="my-theme")

    assert pages.reply(404, accept="text/html", path="/nowhere").body == b"/NOWHERE 404"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_every_link_inside_the_repository_leads_somewhere(paper: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", paper.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (paper.parent / target.partition("#")[0]).exists(), target


def test_the_readme_shows_what_a_program_gets() -> None:
    shown = re.findall(
        r'^\{"type":"about:blank","title":"Not Found","status":404', read("README.md"), re.MULTILINE
    )
    body = ErrorPages().reply(Problem(404)).body

    assert shown
    assert body.decode().startswith(shown[0])
