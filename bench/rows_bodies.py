"""The body alone, out of its compiled page."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from bench import internals
from bench.checks import WrongAnswerError
from bench.drivers import call
from bench.timing import Row, compare, of

if TYPE_CHECKING:
    from bench.table import Result
    from bench.timing import Options

LANGUAGE = "zh-Hant"
IDENTITY = {"request_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
VALUES = {"time": "2026-11-22 14:05:09 UTC", **IDENTITY, "repeatable": "", "path": "/shop/14c"}


def bodies(options: Options) -> list[Result]:
    """Measure a page beside Jinja2, and a document beside orjson."""
    import orjson

    from httpolite import ErrorPages

    pages = ErrorPages()
    page = internals.compiled_body(pages, 404, "html", LANGUAGE, VALUES)
    rendered = internals.jinja_body(pages, 404, LANGUAGE, VALUES)
    document = internals.compiled_body(pages, 404, "json", LANGUAGE, IDENTITY)
    members = json.loads(document())
    dumps = partial(orjson.dumps, members)
    if page() != rendered() or document() != dumps():
        raise WrongAnswerError("wanted the same body from both")
    works = {
        "page": call(page),
        "jinja2": call(rendered),
        "document": call(document),
        "orjson": call(dumps),
        "orjson, dict": call(lambda: orjson.dumps({**members, **IDENTITY})),
    }
    written = f"body of problem+json, {len(document()):,} bytes"
    rows = [
        Row(
            f"body of a compiled page, {len(page()):,} bytes",
            "Jinja2 rendering it (× faster)",
            of("page"),
            of("jinja2"),
            50,
            70,
            faster=True,
        ),
        Row(written, "orjson.dumps of the same dict", of("document"), of("orjson"), 1.0, 0.8),
        Row(written, "the same, its dict made each time", of("document"), of("orjson, dict")),
    ]
    return compare(works, rows, options)
