"""README and docs: their code runs, their names exist, their links lead somewhere."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tomllib
import warnings
from dataclasses import fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, get_args

import pytest

from httpolite import Brand, ErrorPages, Problem, statuses
from httpolite.catalogue.languages import SHIPPED, Field
from httpolite.catalogue.vendors import VENDOR_CODES
from httpolite.checks.texts.facts import Facts
from httpolite.cli.languages import NAMES
from httpolite.rendering.actions import kinds_for
from httpolite.rendering.colours import READ_ON
from httpolite.rendering.page import Page
from httpolite.rendering.themes import BUILT_IN, built_in_names

ROOT = Path(__file__).parent.parent
PAPERS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "docs" / "translating" / "README.md",
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:# |\{# )(my-theme/[\w.]+)")
TEXTS = re.compile(
    r"`(my-theme/texts/[\w-]+\.json)`[^`]*?\n\n```json\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
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
    texts = TEXTS.findall(paper.read_text(encoding="utf-8"))
    return [*((match[1], code) for match, code in named if match), *texts]


PYTHON = [
    pytest.param(paper, code, id=f"{paper.stem}-{number}")
    for paper in PAPERS
    for number, code in enumerate(blocks(paper, "python"))
]


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds what the papers' code finds beside it."""
    (tmp_path / "my_site.py").write_text(MY_SITE, encoding="utf-8")
    (tmp_path / "my-theme" / "texts").mkdir(parents=True)
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
        assert len(titled(paper)) == len(blocks(paper, "toml", "jinja", "json")), paper.name


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


def test_the_codes_of_every_vendor_are_documented() -> None:
    text = read("docs/options.md")
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| ([0-9, ]+) \|$", text, re.MULTILINE)

    assert [(name, int(code)) for name, codes in rows for code in codes.split(", ")] == [
        (code.vendor, code.code) for code in VENDOR_CODES
    ]


def test_every_policy_is_documented() -> None:
    rows = re.findall(r'^\| `"(\w+)"` \|', read("docs/options.md"), re.MULTILINE)

    assert rows == ["exceptions", "empty", "bare", "all", "never"]


def table(name: str, header: str) -> list[list[str]]:
    """Return the rows of the table with that header, cell by cell."""
    _, _, rest = read(name).partition(f"\n{header}\n")
    rows = rest.partition("\n\n")[0].splitlines()[1:]
    assert rows, header
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_field_of_page_is_documented_in_its_order() -> None:
    rows = table("docs/theming.md", "| field | type | what it is |")

    assert [row[0] for row in rows] == [f"`page.{field.name}`" for field in fields(Page)]


SHOWN_TYPES: dict[str, Any] = {
    "int": int,
    "str": str,
    "bool": bool,
    "mapping": dict,
    "tuple": tuple,
    "Brand": Brand,
    "str or None": (str, type(None)),
}
FULL = Problem(422, title="T", detail="D", errors=[{"pointer": "#/a", "detail": "b"}])


def seen_pages(theme: Path) -> list[Page]:
    """Return the `page` of an error that says nothing, and of one that says all."""
    seen: list[Page] = []
    (theme / "page.html").write_text("{{ page|string }}", encoding="utf-8")
    pages = ErrorPages(theme=theme, brand=Brand(support="help@example.com", sign_in="/login"))
    environment = pages._renderer._html._environment
    environment.filters["string"] = seen.append
    for problem in (499, FULL):
        more: Any = {"path": "/a", "nonce": "n", "trace_id": "t"} if problem is FULL else {}
        headers = [("Allow", "GET"), ("Retry-After", "30")] if problem is FULL else []
        pages.reply(problem, accept="text/html", headers=headers, **more)
    return [page for page in seen if type(page.request_id) is str]


def test_each_field_of_page_has_the_type_that_is_documented(beside: Path) -> None:
    bare, *_, full = seen_pages(beside / "my-theme")

    for name, kind, _ in table("docs/theming.md", "| field | type | what it is |"):
        field = name.strip("`").removeprefix("page.")
        for page in (bare, full):
            assert isinstance(getattr(page, field), SHOWN_TYPES[kind]), field
        assert (getattr(bare, field) is None) == kind.endswith("None"), field
        assert getattr(full, field) not in (None, "") or field == "side", field


def test_the_tokens_of_the_built_in_themes_are_documented() -> None:
    rows = table("docs/theming.md", "| colour | what it is for | in |")
    tokens = {name: set(_colours(name)) for name in built_in_names()}

    assert {row[0].strip("`") for row in rows} == set().union(*tokens.values())
    for token, _, where in rows:
        having = {name for name, has in tokens.items() if token.strip("`") in has}
        assert _themes(where) == having, token


def test_the_pairs_that_must_differ_are_documented() -> None:
    for front, back in READ_ON:
        assert f"`{front}` on `{back}`" in read("docs/theming.md")


def test_the_blocks_of_the_built_in_themes_are_documented() -> None:
    rows = table("docs/theming.md", "| block | what it holds | in |")
    blocks_of = {name: _blocks(name) for name in built_in_names()}

    assert {row[0].strip("`") for row in rows} == set().union(*blocks_of.values())
    for block, _, where in rows:
        having = {name for name, has in blocks_of.items() if block.strip("`") in has}
        assert _themes(where) == having, block


def _colours(theme: str) -> list[str]:
    light: list[str] = []
    toml = tomllib.loads((BUILT_IN / theme / "theme.toml").read_text(encoding="utf-8"))
    for scheme in toml.get("colors", {}).values():
        light += scheme
    return light


def _blocks(theme: str) -> set[str]:
    template = (BUILT_IN / theme / "page.html").read_text(encoding="utf-8")
    base = re.search(r'{% extends "(\w+)/page.html" %}', template)
    own = set(re.findall(r"{% block (\w+) %}", template))
    return own | _blocks(base[1]) if base else own


def _themes(cell: str) -> set[str]:
    """Read "all", "all but `bare`" or the names themselves."""
    named = set(re.findall(r"`([\w-]+)`", cell))
    return set(built_in_names()) - named if cell.startswith("all") else named


def test_the_actions_are_documented_with_the_statuses_that_they_are_for() -> None:
    rows = table("docs/theming.md", "| kind | where | href |")
    brand = Brand(support="/h", sign_in="/l", status_page="/s", search="/q")
    helped = [code for code, status in statuses.items() if code >= 400 and status.retry]

    assert {row[0].strip("`") for row in rows} == {
        "home",
        "retry",
        "search",
        "sign_in",
        "status_page",
        "support",
    }
    assert re.findall(r"\d{3}", rows[0][1]) == [str(code) for code in helped]
    for kind, missing in (("home", rows[4]), ("status_page", rows[3])):
        codes = [code for code in statuses if code >= (500 if kind == "status_page" else 400)]
        without = [code for code in codes if kind not in kinds_for(code, brand, retry=False)]
        assert re.findall(r"\d{3}", missing[1]) == [str(code) for code in without], kind


def test_the_example_follows_the_paper(beside: Path) -> None:
    example = ROOT / "examples" / "own_theme"
    for name, _ in titled(ROOT / "docs" / "theming.md"):
        assert (example / Path(name).relative_to("my-theme")).exists(), name
    pages = ErrorPages(theme=example)
    closed = [("Retry-After", "Tue, 24 Nov 2026 12:00:00 GMT")]
    for language in sorted(file.stem for file in (example / "texts").iterdir()):
        page = pages.reply(503, accept="text/html", language=language, headers=closed)
        own = json.loads((example / "texts" / f"{language}.json").read_text(encoding="utf-8"))
        assert own["closed"] in page.body.decode()
        assert '<time datetime="2026-11-24T12:00Z"><bdi>2026-11-24 12:00 UTC' in page.body.decode()
        assert own["box_office"] in page.body.decode()


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


def test_every_check_of_a_text_is_documented() -> None:
    rows = table("docs/translating/README.md", "| check | what it finds |")

    assert [row[0].strip("`") for row in rows] == list(NAMES)


def test_every_fact_about_a_language_is_documented_in_its_order() -> None:
    rows = table("docs/translating/README.md", "| fact | what it says | if it is missing |")
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row[0])]

    assert named == [fact.name for fact in fields(Facts)]


def test_every_field_of_a_text_is_documented() -> None:
    rows = table("docs/translating/README.md", "| field | who reads it | how |")

    assert [row[0].strip("`") for row in rows] == [*get_args(Field), "page"]


def test_every_language_has_a_glossary() -> None:
    glossaries = {path.stem for path in (ROOT / "docs" / "translating").glob("*.md")}

    assert glossaries - {"README"} == set(SHIPPED.languages) - {"en"}
