"""Shapes: what a page may have to show, each value a probe that is known again in the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from httpolite.brand import Brand
from httpolite.catalogue.statuses import statuses
from httpolite.problems import Problem
from httpolite.requests import Inquiry

if TYPE_CHECKING:
    from collections.abc import Mapping

    Headers = tuple[tuple[str, str], ...]

# Unregistered ones too: they have the texts of their class.
STATUSES = tuple(sorted({*(code for code in statuses if code >= 400), 499, 599}))
MARK = "probe-"
LOGO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
_MINUTES, _YEAR = "97", "2031"  # as nothing else of a page says them: no time and no status
NEEDLES = (MARK, _MINUTES, _YEAR)


def probe(name: str) -> str:
    """Return a value that adds a tag, an attribute or a reference wherever it is not escaped."""
    return f"<{MARK}{name} {MARK}{name}-a=\"1\" {MARK}{name}-b='2'>&amp;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a request and a problem bring to a page, besides its status and language."""

    name: str
    problem: Mapping[str, Any] = field(default_factory=dict)
    inquiry: Mapping[str, Any] = field(default_factory=dict)
    headers: Headers = ()
    branded: bool = False

    def problem_of(self, status: int) -> Problem | None:
        """Return the problem; None where an app would only say the status."""
        return Problem(status, **self.problem) if self.problem else None

    @property
    def asked(self) -> Inquiry:
        """The request."""
        usual = {"path": f"/{probe('path')}", "request_id": f"{MARK}id"}
        return Inquiry(**{**usual, **self.inquiry})

    def expected(self, status: int) -> dict[str, str]:
        """Return what must be seen in the page of a status, in small letters, by its name."""
        sent = {name for name, _ in self.headers}
        seen = {"page.request_id": f"{MARK}id"}
        if "detail" in self.problem:
            seen["page.detail"] = f"{MARK}detail"
        if "errors" in self.problem and status in _WITH_ERRORS:
            seen |= {"the `where` of page.errors": f"{MARK}where"}
            seen |= {"the `detail` of page.errors": f"{MARK}error"}
        if "retry-after" in sent and status in _WITH_RETRY_AFTER:
            seen["page.retry_after"] = _MINUTES if _SECONDS in self.headers else _YEAR
        if "allow" in sent and status == 405:
            seen["page.allowed_methods"] = f"{MARK}method"
        return seen


_WITH_ERRORS = (400, 422)
_WITH_RETRY_AFTER = (413, 429, 503)
_SECONDS = ("retry-after", str(int(_MINUTES) * 60))
_DATE = ("retry-after", f"Mon, 24 Nov {_YEAR} 12:00:00 GMT")
_ALLOW = ("allow", f"GET, {MARK.upper()}METHOD")
_DETAIL = {"detail": f"{probe('detail')}\nSecond line."}
_ERRORS = {
    "errors": [
        {"pointer": f"#/{probe('where')}", "detail": probe("error")},
        {"parameter": f"{MARK}where", "in": "query", "detail": f"{MARK}error"},
    ]
}
_TRACE = {"trace_id": probe("trace")}
_NONCE = {"nonce": probe("nonce")}

SHAPES = (
    Shape(name="usual"),
    Shape(
        name="full",
        problem={**_DETAIL, **_ERRORS},
        inquiry={**_TRACE, **_NONCE},
        headers=(_SECONDS, _ALLOW),
        branded=True,
    ),
    Shape(name="no path", inquiry={"path": None}),
    Shape(name="other method", inquiry={"method": "POST"}),
    Shape(name="brand", branded=True),
    Shape(name="title", problem={"title": probe("title")}),
    Shape(name="detail", problem=_DETAIL),
    Shape(name="errors", problem=_ERRORS),
    Shape(name="retry after seconds", headers=(_SECONDS,)),
    Shape(name="retry after date", headers=(_DATE,)),
    Shape(name="allowed methods", headers=(_ALLOW,)),
    Shape(name="trace id", inquiry=_TRACE),
    Shape(name="nonce", inquiry=_NONCE),
)

FRAGMENT = Shape(name="fragment", problem=_DETAIL, inquiry={"fragment": True})
# Words that break nowhere by themselves.
_WORD = "Donaudampfschifffahrtsgesellschaft"
LONG = Shape(
    name="long words",
    problem={
        "title": f"{_WORD}skapitän",
        "detail": f"https://example.com/{_WORD * 6}",
        "errors": [{"pointer": f"#/{_WORD * 4}", "detail": _WORD * 4}],
    },
    inquiry={"path": f"/{_WORD * 7}", "request_id": "0" * 128, "trace_id": "f" * 32},
    headers=(_SECONDS, ("allow", "GET, HEAD, OPTIONS, PROPFIND, PROPPATCH, VERSION-CONTROL")),
    branded=True,
)

BRAND: Mapping[str, Any] = {
    "name": probe("brand"),
    "logo": LOGO,
    "support": "help@example.com",
    "status_page": "https://status.example.com/",
    "sign_in": "/sign-in",
    "search": "/search",
}
ACCENTS = ("#1d4f91", None)  # where a theme's background takes no such accent, it keeps its own


def brands() -> tuple[Brand, ...]:
    """Return brands that say all they can, the one to be preferred first."""
    return tuple(Brand(**BRAND, accent=accent) for accent in ACCENTS)
