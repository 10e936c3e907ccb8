"""The preview: what its addresses show, what they refuse, and how it begins and ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
import webbrowser
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from httpolite.catalogue.languages import SHIPPED
from httpolite.checks import theme as checking
from httpolite.cli.commands import commands
from httpolite.cli.preview import workshop as workshops
from httpolite.cli.preview.app import make_app
from httpolite.cli.preview.changes import Changes
from httpolite.cli.preview.choices import CODES, FORMATS, SAMPLES, Choice
from httpolite.cli.preview.faults import Fault, fault_of
from httpolite.cli.preview.schemes import pinned, pinned_policy
from httpolite.cli.preview.serving import serve
from httpolite.cli.preview.workshop import Workshop
from httpolite.errors import OptionError, ThemeError
from httpolite.rendering.themes import BUILT_IN, built_in_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Write = Callable[..., Path]

PAGE = '{% extends "plain/page.html" %}\n{% block footer %}<footer>Pier 3</footer>{% endblock %}\n'


def client(theme: str | Path) -> TestClient:
    return TestClient(make_app(Workshop(str(theme))), base_url="http://127.0.0.1")


def text_of(response: Any) -> str:
    return unescape(response.text)


@pytest.fixture
def plain() -> TestClient:
    return client("plain")


# What is on show


def test_the_gallery_shows_a_page_light_and_dark_at_three_widths(plain: TestClient) -> None:
    response = plain.get("/")

    assert response.status_code == 200
    looks = re.findall(r'<iframe title="404 Not Found, (\w+), (\d+) px"', response.text)
    widths = ("1280", "768", "320")
    assert looks == [(scheme, width) for width in widths for scheme in ("Light", "Dark")]


def test_each_control_is_a_parameter_of_the_address_and_keeps_its_state(plain: TestClient) -> None:
    state = {
        "theme": "plain",
        "show": "page",
        "status": "503",
        "language": "ar",
        "format": "html",
        "scheme": "dark",
        "width": "320",
        "sample": "most",
    }

    response = plain.get("/", params=state)

    chosen = re.findall(r'<option value="([^"]*)" selected>', response.text)
    assert chosen == [
        state[name] for name in re.findall(r'<select id="\w+" name="(\w+)"', response.text)
    ]
    assert len(chosen) == len(state)
    (source,) = re.findall(r'<iframe [^>]*src="([^"]*)"', text_of(response))
    page = plain.get(source)
    assert 'lang="ar" dir="rtl"' in page.text
    assert str(SHIPPED.texts(503, "ar").heading) in page.text


@pytest.mark.parametrize(
    ("show", "labels"),
    [
        ("themes", list(built_in_names())),
        ("languages", [f"{facts.name} ({tag})" for tag, facts in SHIPPED.languages.items()]),
    ],
)
def test_every_theme_and_every_language_can_be_seen_at_once(
    plain: TestClient, show: str, labels: list[str]
) -> None:
    response = plain.get("/", params={"show": show})

    assert re.findall(r'<a href="/\?[^"]*">([^<]*)</a>', response.text) == labels


def test_every_status_is_a_thumbnail_that_leads_to_its_page(plain: TestClient) -> None:
    response = plain.get("/", params={"show": "statuses", "language": "zh-Hant"})

    links = re.findall(r'<a href="(/\?[^"]*)">(\d+)', text_of(response))
    assert [int(code) for _, code in links] == list(CODES)
    assert {404, 499, 599} < set(CODES)
    first = plain.get(links[0][0])
    assert '<h2 id="shown">400 Bad Request</h2>' in first.text
    assert '<option value="zh-Hant" selected>' in first.text


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("format", FORMATS)
def test_a_page_is_seen_in_every_format_whatever_is_said(
    plain: TestClient, format: str, sample: str
) -> None:
    choice = {"format": format, "sample": sample, "status": "503"}

    page = plain.get("/page", params=choice)

    assert page.status_code == 200  # a browser may act on a real one
    assert "503" in page.text
    assert ("seat 14C" in page.text) == (sample == "most")
    assert ("/programme" in page.text) == (sample != "least" and format not in ("json", "xml"))
    kind = "text/html" if format == "html" else "text/plain"
    assert page.headers["content-type"] == f"{kind}; charset=utf-8"
    gallery = plain.get("/", params=choice)
    assert len(re.findall("<iframe", gallery.text)) == (6 if format == "html" else 1)
    assert {"html": "text/html; charset=utf-8", "json": "application/problem+json"}.get(
        format, ""
    ) in gallery.text


def test_it_says_how_large_a_page_is_and_which_headers_it_has(plain: TestClient) -> None:
    response = plain.get("/", params={"status": "503"})

    sent = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", text_of(response)))
    assert sent["retry-after"] == "7200"
    assert sent["content-language"] == "en"
    assert f"{int(sent['content-length']):,} bytes, " in response.text


def test_the_links_of_a_page_in_a_frame_lead_nowhere(plain: TestClient) -> None:
    page = plain.get("/page", params={"status": "404"})

    hrefs = re.findall(r'<a[^>]* href="([^"]*)"', page.text)
    assert hrefs
    assert all(href.startswith(("#", "mailto:")) or not href for href in hrefs)


# Light and dark


def test_a_scheme_is_pinned_in_media_queries_declarations_and_the_meta_element() -> None:
    page = (
        '<meta content="light dark" name="color-scheme"><style>:root{color-scheme: dark light}'
        "@media (Prefers-Color-Scheme: dark) and (min-width:1px){a{}}"
        "@media ( prefers-color-scheme:light ){b{}}@media not (prefers-color-scheme){c{}}"
        "p{color-scheme:light}</style>"
    )

    assert pinned(page, "dark") == (
        '<meta content="dark" name="color-scheme"><style>:root{color-scheme: dark}'
        "@media (min-width:0) and (min-width:1px){a{}}"
        "@media (max-width:0){b{}}@media not (min-width:0){c{}}"
        "p{color-scheme:light}</style>"
    )
    assert "@media (max-width:0) and (min-width:1px){a{}}" in pinned(page, "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", built_in_names())
def test_the_policy_of_a_page_lets_its_pinned_css_through(theme: str, scheme: str) -> None:
    page = client("plain").get("/page", params={"theme": theme, "scheme": scheme})

    (css,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert "prefers-color-scheme" not in css
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["content-security-policy"]


def test_a_policy_that_forbids_frames_is_framed_in_the_preview() -> None:
    policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

    assert pinned_policy(policy, "", "dark") == "default-src 'none'; base-uri 'none'"


def test_a_theme_without_a_policy_is_shown_without_one(write_theme: Write) -> None:
    page = client(write_theme({"theme.toml": "csp = false\n"})).get("/page")

    assert page.status_code == 200
    assert "content-security-policy" not in page.headers


# A theme of one's own


def test_a_folder_comes_first_and_the_built_in_themes_after_it(write_theme: Write) -> None:
    response = client(write_theme({"page.html": PAGE}, name="harbour")).get("/")

    (themes,) = re.findall(r'<select id="theme".*?</select>', response.text, re.DOTALL)
    assert re.findall(r">([^<>\n]+)</option>", themes) == ["harbour", *built_in_names()]
    (source, *_) = re.findall(r'<iframe [^>]*src="([^"]*)"', text_of(response))
    assert "Pier 3" in client_of(response).get(source).text


def client_of(response: Any) -> Any:
    theme = re.findall(r'<option value="([^"]*)" selected>', response.text)[0]
    return client(unescape(theme))


BROKEN = [
    ({"page.html": "<p>\n{% if %}\n"}, "page.html", 2, "Expected an expression"),
    ({"page.html": "<p>\n\n{{ page.nothing }}\n"}, "page.html", 3, "has no attribute 'nothing'"),
    ({"page.html": "<p>\n{{ 1 // 0 }}\n"}, "page.html", 2, "ZeroDivisionError: "),
    ({"404.html": '{% include page.path ~ "x" %}'}, "404.html", 1, "/programme/autumnx"),
    ({"theme.toml": 'api = 1\nname = "own\n'}, "theme.toml", 2, "Illegal character"),
    ({"style.css": "a{}\n</style>"}, "style.css", 2, "would end the style block"),
]


@pytest.mark.parametrize(("files", "file", "line", "message"), BROKEN)
def test_what_is_broken_shows_with_file_and_line_and_vanishes_when_mended(
    write_theme: Write, files: dict[str, str], file: str, line: int, message: str
) -> None:
    folder = write_theme(files)
    app = make_app(Workshop(str(folder)))
    browser = TestClient(app, base_url="http://127.0.0.1")

    broken = browser.get("/")
    frame = browser.get("/page")

    assert broken.status_code == 200
    assert f"{folder / file}, line {line}</p>" in broken.text
    assert message in text_of(broken)
    source = next(iter(files.values())).splitlines()[line - 1]
    assert f"<mark>{source}</mark>" in text_of(broken)
    assert "<iframe" not in broken.text
    assert frame.status_code == 500
    assert frame.text.startswith(f"{folder / file}, line {line}\n")

    (folder / file).write_text("name = 'own'\n" if file == "theme.toml" else "")
    app.state.changes.note()

    mended = browser.get("/")
    assert 'role="alert"' not in mended.text
    assert "<iframe" in mended.text


def test_one_status_that_is_broken_does_not_hide_the_others(write_theme: Write) -> None:
    folder = write_theme({"404.html": "{{ page.nothing }}"})

    response = client(folder).get("/", params={"show": "statuses"})

    assert response.text.count('role="alert"') == 1
    assert response.text.count('class="broken"') == 1
    assert response.text.count("<iframe") == 2 * (len(CODES) - 1)


def test_a_folder_that_is_gone_is_told_of(tmp_path: Path) -> None:
    response = client(tmp_path / "gone").get("/")

    assert "is neither a built-in theme" in response.text


def test_a_fault_is_told_as_far_as_it_is_known(tmp_path: Path) -> None:
    empty = fault_of(KeyError())
    nowhere = Fault("cannot be read", str(tmp_path / "gone.html"), 3)

    assert (empty.message, empty.place, empty.excerpt) == ("KeyError: KeyError", "", [])
    assert (nowhere.place, nowhere.excerpt) == (f"{tmp_path / 'gone.html'}, line 3", [])
    assert Fault("", "style.css").place == "style.css"
    assert fault_of(ThemeError("no theme")).message == "no theme"
    assert fault_of(OptionError("no colour")).message == "no colour"


# What check says

SCRIPT = '{% extends "page.html" %}{% block footer %}<script></script>{% endblock %}'


def test_what_check_finds_stands_beside_the_page_that_has_it(write_theme: Write) -> None:
    browser = client(write_theme({"500.html": SCRIPT}))
    (source,) = re.findall(r'data-src="([^"]*)"', text_of(browser.get("/?status=500")))

    here = browser.get(source)
    elsewhere = browser.get("/findings?status=404")

    assert "there is a &lt;script&gt;" in here.text
    assert ("On this page" in here.text, "On other pages" in here.text) == (True, False)
    assert ("On this page" in elsewhere.text, "On other pages" in elsewhere.text) == (False, True)


def test_a_theme_without_findings_has_none_and_says_how_large_its_pages_are(
    plain: TestClient,
) -> None:
    response = plain.get("/findings")

    assert "<p>Nothing found on " in response.text
    assert "<li>" not in response.text


def test_a_theme_is_checked_once_until_a_file_changes(
    write_theme: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def report_on(theme: str) -> str:
        checked.append(theme)
        return "Fine."

    monkeypatch.setattr(workshops, "report_on", report_on)
    workshop = Workshop(str(write_theme({"page.html": PAGE})))

    for _ in range(2):
        assert workshop.report("plain") == "Fine."
    workshop.forget()
    workshop.report("plain")

    assert checked == ["plain", "plain"]


def test_without_what_check_needs_it_says_how_to_get_it(
    plain: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpolite.checks.theme", None)

    needed = "This needs httpolite.checks.theme: install it with pip install 'httpolite[cli]'."
    assert needed in text_of(plain.get("/findings"))


def test_a_check_that_fails_says_so(
    plain: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(checking, "check_theme", fail)

    assert "The check failed; the terminal says more." in plain.get("/findings").text
    assert "the check of plain failed" in caplog.text


# What is refused


@pytest.mark.parametrize(
    "asked", ["status=200", "theme=/etc", "language=tlh", "format=pdf", "width=1", "scheme=x"]
)
@pytest.mark.parametrize("path", ["/", "/page", "/findings"])
def test_what_is_not_among_the_choices_is_refused(plain: TestClient, path: str, asked: str) -> None:
    response = plain.get(f"{path}?{asked}")

    assert response.status_code == 400
    assert "is not one of" in response.json()["detail"]


def test_a_parameter_that_is_none_of_its_own_is_passed_over(plain: TestClient) -> None:
    assert plain.get("/?utm_source=mail").status_code == 200


def test_another_name_that_leads_to_this_machine_is_refused(plain: TestClient) -> None:
    assert plain.get("/", headers={"host": "example.com"}).status_code == 400
    assert plain.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_the_gallery_runs_no_script_but_its_own_and_is_in_no_frame(plain: TestClient) -> None:
    policy = plain.get("/").headers["content-security-policy"]

    assert "default-src 'none'; style-src 'self'; script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    for file in ("gallery.js", "gallery.css"):
        assert plain.get(f"/static/{file}").status_code == 200
    assert plain.get("/static/gone.js").status_code == 404


# Changes


def test_a_gallery_that_has_not_seen_the_last_change_is_told_at_once() -> None:
    app = make_app(Workshop("plain"))
    browser = TestClient(app, base_url="http://127.0.0.1")
    (version,) = re.findall(r'data-version="(\d+)"', browser.get("/").text)
    app.state.changes.close()  # so that the streams end

    assert browser.get(f"/events?since={version}").text == ""
    app.state.changes.note()
    news = browser.get(f"/events?since={version}")
    assert news.headers["content-type"].startswith("text/event-stream")
    assert news.text == f"id: {int(version) + 1}\ndata: changed\n\n"
    seen = {"last-event-id": str(int(version) + 1)}
    assert browser.get(f"/events?since={version}", headers=seen).text == ""


def test_a_file_that_is_written_wakes_everyone_who_waits(tmp_path: Path) -> None:
    async def run() -> list[str]:
        changes = Changes(lambda: None)
        watching = asyncio.create_task(changes.watch([tmp_path]))
        await asyncio.sleep(0)  # until it watches
        streams = [changes.stream(str(changes.version)) for _ in range(2)]
        waiting = [asyncio.ensure_future(anext(stream)) for stream in streams]
        (tmp_path / "page.html").write_text("anew")
        news = await asyncio.wait_for(asyncio.gather(*waiting), 60)
        changes.close()
        await asyncio.wait_for(watching, 60)
        return [event.splitlines()[1] for event in news]

    assert asyncio.run(run()) == ["data: changed", "data: changed"]


def test_a_folder_is_watched_though_it_was_taken_away_and_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()

    async def run() -> None:
        changes = Changes(lambda: None)
        watching = asyncio.create_task(changes.watch([folder]))
        await asyncio.sleep(0)  # until it watches
        stream = changes.stream(str(changes.version))
        (folder / "page.html").write_text("first")
        await asyncio.wait_for(anext(stream), 60)
        folder.rename(tmp_path / "elsewhere")
        await asyncio.wait_for(anext(stream), 60)
        await asyncio.wait_for(anext(stream), 60)  # it waits for the folder
        (tmp_path / "elsewhere").rename(folder)
        await asyncio.wait_for(anext(stream), 60)
        await asyncio.wait_for(anext(stream), 60)  # it watches the folder again
        (folder / "page.html").write_text("second")
        await asyncio.wait_for(anext(stream), 60)
        changes.close()
        await asyncio.wait_for(watching, 60)

    asyncio.run(run())


def test_files_that_cannot_be_watched_are_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(Changes(lambda: None).watch([tmp_path / "gone" / "too"]))

    assert "are not watched" in caplog.text


def test_the_app_watches_the_theme_while_it_lives(write_theme: Write) -> None:
    folder = write_theme({"page.html": PAGE})
    workshop = Workshop(str(folder))
    app = make_app(workshop)
    noted = threading.Event()
    with TestClient(app, base_url="http://127.0.0.1") as browser:
        assert "Pier 3" in browser.get("/page").text
        forget = workshop.forget

        def forget_and_note() -> None:
            forget()
            noted.set()

        app.state.changes._changed = forget_and_note
        (folder / "page.html").write_text(PAGE.replace("Pier 3", "Pier 4"))
        assert noted.wait(60)
        assert "Pier 4" in browser.get("/page").text


def test_the_folders_that_are_watched_are_the_themes(tmp_path: Path) -> None:
    assert Workshop("plain").folders == (BUILT_IN,)
    assert Workshop(str(tmp_path)).folders == (tmp_path, BUILT_IN)


def test_a_choice_says_itself_as_a_query() -> None:
    assert Choice(theme="a b", status="500").query == (
        "theme=a+b&show=page&status=500&language=en&format=html&sample=usual&scheme=both&width=all"
    )


# The command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(commands, ["preview", *arguments])


@pytest.mark.parametrize("theme", ["nothing", "", "tests/test_preview.py"])
def test_a_theme_that_there_is_not_is_refused_with_a_sentence(theme: str) -> None:
    result = run("--theme", theme)

    assert result.exit_code == 2
    assert f"{theme!r} is neither a built-in theme (" in result.output


def test_a_port_that_is_taken_is_refused_with_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--port", str(port))

    assert result.exit_code == 2
    assert f"port {port} cannot be had: " in result.output


def test_without_the_rest_of_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "httpolite.cli.preview.serving")

    result = run()

    assert result.exit_code == 2
    assert "preview needs uvicorn: install it with pip install 'httpolite[cli]'." in result.output


def test_it_opens_the_browser_if_asked_and_ends_on_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def visit(address: str) -> None:
        with urllib.request.urlopen(address, timeout=60) as response:
            seen.append((address, response.status))
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(webbrowser, "open", visit)

    result = run("--open")

    assert result.exit_code == 0, result.output
    ((address, status),) = seen
    assert result.output == f"Preview: {address} (Ctrl-C ends it)\n"
    assert status == 200


def test_it_opens_no_browser_unless_asked() -> None:
    def interrupt(address: str) -> None:
        with urllib.request.urlopen(address, timeout=60):  # it is up
            pass
        os.kill(os.getpid(), signal.SIGINT)

    def say(sentence: str) -> None:
        threading.Thread(target=interrupt, args=[sentence.split()[1]]).start()

    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(webbrowser, "open")
        serve("plain", 0, say, open_browser=False)


@pytest.fixture
def running() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "httpolite", "preview"]
    pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        said = process.stdout.readline()  # type: ignore[union-attr]
        yield process, said.split()[1]
        process.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -15)])
def test_it_ends_at_once_and_says_nothing_though_a_gallery_listens(
    running: tuple[subprocess.Popen[str], str], number: signal.Signals, code: int
) -> None:
    process, address = running
    with urllib.request.urlopen(f"{address}events?since=0", timeout=60) as stream:
        assert stream.readline().startswith(b"id: ")
        process.send_signal(number)
        _, complaints = process.communicate(timeout=60)

    assert complaints == ""
    assert process.returncode == code
