"""What must be looked at in a fresh process: `python -m bench.probes NAME` prints it as JSON."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from itertools import product
from pathlib import Path
from time import process_time as now
from typing import Any

from bench import internals
from bench.clients import BROWSER, PROGRAM

ROOT = Path(__file__).parent.parent


def fresh(*arguments: str) -> Any:
    """Run Python with these arguments in a process of its own; return what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def environment() -> dict[str, str]:
    """Return the environment of a process that is to import what this one imports."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def probe(name: str, *arguments: str) -> Any:
    """Run one of the functions below in a process of its own."""
    return fresh("-m", "bench.probes", name, *arguments)


def import_times(framework: str, ours: str) -> list[float]:
    """Return the seconds that importing a framework takes, then ours, in a fresh process."""
    code = (
        "from time import process_time as now\n"
        f"a = now()\nimport {framework}\nb = now()\nimport {ours}\nc = now()\n"
        "print([b - a, c - b])"
    )
    return list(fresh("-c", code))


def ready() -> float:
    """Return the seconds until an app can have its pages: imports, a theme read, a page made."""
    began = now()
    from httpolite import ErrorPages

    ErrorPages().prepare()
    return now() - began


def first() -> dict[str, list[float]]:
    """Return the seconds of a language's first page, and of the next of another status."""
    from httpolite import ErrorPages

    found: dict[str, list[float]] = {"language": [], "page": []}
    for language in internals.languages(ErrorPages()):
        pages = ErrorPages()
        pages.prepare()
        for status in (404, 404, 403, 500, 503):  # what every server soon has behind it
            pages.reply(status, path="/a", accept=BROWSER, accept_language="en")
        if language == "en":
            continue
        for kind, status in (("language", 404), ("page", 403), ("page", 503), ("page", 410)):
            began = now()
            pages.reply(status, path="/a", accept=BROWSER, accept_language=language)
            found[kind].append(now() - began)
    return found


def loading() -> dict[str, list[float]]:
    """Return the seconds of json.loads on each language's file, and of its first text."""
    from httpolite import ErrorPages

    found: dict[str, list[float]] = {"theirs": [], "ours": []}
    for language in internals.languages(ErrorPages()):
        file = internals.locale_file(language)
        for _ in range(10):
            first_text = internals.first_text(language)
            began = now()
            json.loads(file.read_text(encoding="utf-8"))
            between = now()
            first_text()
            found["ours"].append(now() - between)
            found["theirs"].append(between - began)
    return found


def texts() -> dict[str, Any]:
    """Return the bytes that the texts of all languages take."""
    from httpolite import ErrorPages

    ErrorPages().prepare()  # loads what is loaded once
    names = internals.languages(ErrorPages())
    tracemalloc.start()
    before = _kept()
    kept = internals.all_texts()
    size = _kept() - before
    del kept
    return {"languages": len(names), "texts": size}


def memory(theme: str) -> list[int]:
    """Return the bytes kept when every error was asked for in every language, once and once again.

    Each as a page and as a document, which is about as much as is kept.
    """
    from httpolite import ErrorPages, statuses

    ErrorPages(theme=theme).prepare()  # loads what is loaded once
    names = internals.languages(ErrorPages())
    codes = [code for code in statuses if code >= 400]
    tracemalloc.start()
    before = _kept()
    pages = ErrorPages(theme=theme)
    sizes = []
    for trace_id in (None, "4bf92f3577b34da6a3ce929d0e0e4736"):
        for status, language, accept in product(codes, names, (BROWSER, PROGRAM)):
            pages.reply(status, path="/a", accept=accept, language=language, trace_id=trace_id)
        sizes.append(_kept() - before)
    return sizes


def flood() -> dict[str, Any]:
    """Return the bytes kept while a client sends other headers each time."""
    from bench import apps, clients, drivers
    from httpolite.asgi import ErrorPagesMiddleware

    app = ErrorPagesMiddleware(apps.asgi_missing)
    hostile = [clients.HostileClient(longest=longest) for longest in (200, clients.LONGEST)]
    works = [drivers.asgi(app, client) for client in hostile]
    tracemalloc.start()
    sizes = []
    for _ in range(4):  # of 5,000 requests, half of them short enough to be remembered
        for _ in range(50):
            for work in works:
                work.run(50)
        sizes.append(_kept())
    return {"kept": sizes}


def cycles() -> dict[str, int]:
    """Return how many objects wait for the collector after 100 requests of each kind."""
    from bench import apps, clients, drivers
    from httpolite.asgi import ErrorPagesMiddleware as Asgi
    from httpolite.wsgi import ErrorPagesMiddleware as Wsgi

    client = clients.Client()
    works = {
        "ASGI 200": drivers.asgi(Asgi(apps.asgi_ok()), client),
        "ASGI 404": drivers.asgi(Asgi(apps.asgi_missing), client),
        "ASGI exception": drivers.asgi(Asgi(apps.asgi_failing), client, raises=True),
        "WSGI 200": drivers.wsgi(Wsgi(apps.wsgi_ok), client),
        "WSGI 404": drivers.wsgi(Wsgi(apps.wsgi_missing), client),
    }
    gc.disable()
    found = {}
    for name, work in works.items():
        work.run(10)
        gc.collect()
        gc.set_threshold(0)  # `raises` lets the collector run
        work.run(100)
        found[name] = gc.collect()
    return found


def _kept() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
