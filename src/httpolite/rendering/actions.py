"""What a visitor can do next, as data: complete links with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.brand import Brand

MOST = 3
_SIGN_IN = frozenset({401, 403})  # 403: with another account, which may be allowed in
_SEARCH = frozenset({404, 410})
# Not where the server refuses what it was asked for (501, 505, 506, 510), or a network does (511).
_STATUS_PAGE = frozenset(range(500, 600)) - {501, 505, 506, 510, 511}
# The home page fares no better: proxy, connection, cookies, HTTP version, network.
_NOT_HOME = frozenset({407, 421, 431, 505, 511})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One link: its kind ("retry", "sign_in", "search", "home", "support", "status_page")."""

    kind: str
    label: str
    href: Any


def kinds_for(status: int, brand: Brand, *, retry: bool) -> tuple[str, ...]:
    """Return what can be offered for a status, the most fitting first, at most three."""
    offers = {
        "retry": retry,
        "sign_in": brand.sign_in is not None and status in _SIGN_IN,
        "search": brand.search is not None and status in _SEARCH,
        "status_page": brand.status_page is not None and status in _STATUS_PAGE,
        "home": brand.home is not None and status not in _NOT_HOME,
        "support": brand.support is not None,
    }
    return tuple(kind for kind, offered in offers.items() if offered)[:MOST]


def href_of(kind: str, brand: Brand, values: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return the complete link of an action; only "sign_in" and "support" depend on `values`."""
    if kind == "retry":
        return ""  # the same document with its query, which is not ours to repeat
    target: str = getattr(brand, kind)
    path = values.get("path") or ""
    # A path that begins with two slashes names a host: not a place to return to.
    if kind == "sign_in" and path[:1] == "/" and path[1:2] not in ("/", "\\"):
        mark = "&" if "?" in target else "?"
        return f"{target}{mark}next={quote(path, safe='/', errors='replace')}"
    if kind == "support" and is_mail(target):
        subject = labels["mail_subject"].format(
            status=values.get("status", ""), reference=values.get("request_id", "")
        )
        mark = "&" if "?" in target else "?"
        return f"{_mailto(target)}{mark}subject={quote(subject, safe='')}"
    return target


def is_mail(target: str) -> bool:
    """Return whether a support target is a mail address or a mailto: link."""
    return _is_mailto(target) or ("@" in target and "/" not in target)


def _mailto(target: str) -> str:
    return target if _is_mailto(target) else f"mailto:{target}"


def _is_mailto(target: str) -> bool:
    return target[:7].lower() == "mailto:"
