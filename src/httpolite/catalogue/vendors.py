"""The codes that vendors use without having registered them, each with whose it is.

The same number means different things to different vendors, so each has its texts under a key of
its own, such as "nginx:499". Codes below 400 or above 599 are left out, as are registered ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# By the name that an option gives, as people write it.
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "nginx": "nginx",
        "cloudflare": "Cloudflare",
        "aws": "AWS",
        "iis": "IIS",
        "laravel": "Laravel",
        "shopify": "Shopify",
        "esri": "Esri",
        "twitter": "Twitter",
        "spring": "Spring",
        "microsoft": "Microsoft",
        "cpanel": "cPanel",
        "qualys": "Qualys",
        "pantheon": "Pantheon",
        "proxies": "some proxies",
    }
)
# vendor, code, phrase, the registered status that says the right thing to a visitor
_ROWS = (
    ("nginx", 444, "No Response", None),
    ("nginx", 494, "Request Header Too Large", 431),
    ("nginx", 495, "SSL Certificate Error", None),
    ("nginx", 496, "SSL Certificate Required", None),
    ("nginx", 497, "HTTP Request Sent to HTTPS Port", None),
    ("nginx", 498, "Canceled", None),
    ("nginx", 499, "Client Closed Request", None),
    ("cloudflare", 520, "Web Server Returned an Unknown Error", 502),
    ("cloudflare", 521, "Web Server Is Down", 503),
    ("cloudflare", 522, "Connection Timed Out", 504),
    ("cloudflare", 523, "Origin Is Unreachable", 503),
    ("cloudflare", 524, "A Timeout Occurred", 504),
    ("cloudflare", 525, "SSL Handshake Failed", 502),
    ("cloudflare", 526, "Invalid SSL Certificate", 502),
    ("cloudflare", 530, "Origin DNS Error", 502),
    ("aws", 460, "Client Closed Connection", None),
    ("aws", 463, "Too Many Addresses in X-Forwarded-For", None),
    ("aws", 464, "Incompatible Protocol Versions", 426),
    ("aws", 561, "Unauthorized", None),
    ("iis", 440, "Login Time-out", 401),
    ("iis", 449, "Retry With", 400),
    ("laravel", 419, "Page Expired", None),
    ("shopify", 430, "Shopify Security Rejection", 403),
    ("shopify", 530, "Origin DNS Error", 502),
    ("shopify", 540, "Temporarily Disabled", 503),
    ("esri", 498, "Invalid Token", 401),
    ("esri", 499, "Token Required", 401),
    ("twitter", 420, "Enhance Your Calm", 429),
    ("spring", 420, "Method Failure", 424),
    ("microsoft", 450, "Blocked by Windows Parental Controls", None),
    ("cpanel", 509, "Bandwidth Limit Exceeded", 503),
    ("qualys", 529, "Service Overloaded", 503),
    ("pantheon", 530, "Site Frozen", None),
    ("proxies", 598, "Network Read Timeout Error", 504),
    ("proxies", 599, "Network Connect Timeout Error", 504),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorCode:
    """One vendor's code: its English phrase, in ASCII, and the status it reads as.

    `reads_as` is a registered status whose texts serve a visitor; None where the code has texts of
    its own for that, or none that say more than its class.
    """

    vendor: str
    code: int
    phrase: str
    reads_as: int | None

    @property
    def key(self) -> str:
        """What its texts stand under."""
        return f"{self.vendor}:{self.code}"

    @property
    def source(self) -> str:
        """The vendor as people write it."""
        return SOURCES[self.vendor]


VENDOR_CODES = tuple(
    VendorCode(vendor=vendor, code=code, phrase=phrase, reads_as=reads_as)
    for vendor, code, phrase, reads_as in _ROWS
)
VENDOR_KEYS = frozenset(code.key for code in VENDOR_CODES)


def codes_of(vendors: Iterable[str]) -> dict[int, VendorCode]:
    """Return the codes of the vendors; of two that use one number, the first named has it."""
    found: dict[int, VendorCode] = {}
    for vendor in vendors:
        for code in VENDOR_CODES:
            if code.vendor == vendor:
                found.setdefault(code.code, code)
    return found


def uses_of(number: int) -> tuple[VendorCode, ...]:
    """Return what each vendor uses a number for."""
    return tuple(code for code in VENDOR_CODES if code.code == number)
