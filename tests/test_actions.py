"""What a visitor can do next, as complete links."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from httpolite import Brand
from httpolite.catalogue.languages import SHIPPED
from httpolite.rendering.actions import href_of, is_mail, kinds_for
from strategies import any_text

ALL = Brand(
    support="help@example.com", status_page="/status", sign_in="/login", search="/search", name="N"
)
LABELS = SHIPPED.labels("en")


def href(kind: str, brand: Brand = ALL, **values: str | None) -> str:
    return href_of(kind, brand, values, LABELS)


@pytest.mark.parametrize(
    ("status", "retry", "kinds"),
    [
        (400, False, ("home", "support")),
        (401, False, ("sign_in", "home", "support")),
        (403, False, ("sign_in", "home", "support")),
        (404, False, ("search", "home", "support")),
        (410, False, ("search", "home", "support")),
        (429, True, ("retry", "home", "support")),
        (500, False, ("status_page", "home", "support")),
        (503, True, ("retry", "status_page", "home")),
        (501, False, ("home", "support")),
        (507, False, ("status_page", "home", "support")),
        (599, False, ("status_page", "home", "support")),
        (407, False, ("support",)),
        (421, False, ("support",)),
        (431, False, ("support",)),
        (505, False, ("support",)),
        (511, False, ("support",)),
    ],
)
def test_the_most_fitting_actions_come_first_and_at_most_three(
    status: int, retry: bool, kinds: tuple[str, ...]
) -> None:
    assert kinds_for(status, ALL, retry=retry) == kinds


def test_what_the_brand_lacks_is_not_offered() -> None:
    assert kinds_for(404, Brand(), retry=False) == ("home",)
    assert kinds_for(404, Brand(home=None), retry=False) == ()


@pytest.mark.parametrize("status", [*range(400, 600)])
def test_no_status_has_more_than_three_actions_nor_one_whose_target_is_left_out(
    status: int,
) -> None:
    for brand in (ALL, Brand(home=None), Brand(home=None, search="/s", sign_in="/login")):
        kinds = kinds_for(status, brand, retry=True)
        assert len(kinds) <= 3
        assert all(kind == "retry" or getattr(brand, kind) for kind in kinds)


@pytest.mark.parametrize(
    ("kind", "link"),
    [("retry", ""), ("home", "/"), ("search", "/search"), ("status_page", "/status")],
)
def test_a_link_that_depends_on_nothing(kind: str, link: str) -> None:
    assert href(kind, path="/x") == link


@pytest.mark.parametrize(
    ("sign_in", "path", "link"),
    [
        ("/login", "/seats/14C", "/login?next=/seats/14C"),
        ("/login?a=b", "/seats", "/login?a=b&next=/seats"),
        ("/login", "/a b&c=d?#é", "/login?next=/a%20b%26c%3Dd%3F%23%C3%A9"),
        ("/login", "/\ud800", "/login?next=/%3F"),
        ("/login", None, "/login"),
        ("/login", "", "/login"),
        ("/login", "//evil.example/", "/login"),
        ("/login", "/\\evil.example/", "/login"),
        ("/login", "https://evil.example/", "/login"),
    ],
)
def test_sign_in_brings_the_visitor_back_to_this_site(
    sign_in: str, path: str | None, link: str
) -> None:
    assert href("sign_in", Brand(sign_in=sign_in), path=path) == link


@given(any_text)
def test_whatever_the_path_it_is_one_parameter(path: str) -> None:
    link = urlsplit(href("sign_in", path=f"/{path}"))
    assert (link.scheme, link.netloc, link.path, link.fragment) == ("", "", "/login", "")
    for back in parse_qs(link.query).get("next", []):
        assert back.startswith("/")
        assert back[1:2] not in ("/", "\\")


@pytest.mark.parametrize(
    ("support", "link"),
    [
        ("help@example.com", "mailto:help@example.com?subject="),
        ("mailto:help@example.com", "mailto:help@example.com?subject="),
        ("MAILTO:help@example.com", "MAILTO:help@example.com?subject="),
        ("mailto:help@example.com?cc=a@b", "mailto:help@example.com?cc=a@b&subject="),
    ],
)
def test_a_mail_to_support_quotes_status_and_reference(support: str, link: str) -> None:
    mail = href("support", Brand(support=support), status="404", request_id="abc&d")
    assert mail == f"{link}Error%20404%2C%20reference%20abc%26d"


@pytest.mark.parametrize("support", ["/help", "https://example.com/@help", "tel:+4930123"])
def test_support_that_is_no_mail_is_linked_as_it_is(support: str) -> None:
    assert href("support", Brand(support=support), status="404") == support


@pytest.mark.parametrize(
    ("target", "mail"),
    [("a@b.c", True), ("mailto:a@b.c", True), ("Mailto:a/b", True), ("/a@b", False), ("a", False)],
)
def test_what_counts_as_a_mail_address(target: str, mail: bool) -> None:
    assert is_mail(target) == mail
