"""The facts about the registered HTTP status codes, keyed by integer.

The table is our own: `http.HTTPStatus` changes its phrases from one Python to the next and lacks
codes. A test compares it with the IANA registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from httpolite.catalogue.languages import SHIPPED, Texts
from httpolite.errors import StatusError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpolite.catalogue.vendors import VendorCode

Side = Literal["client", "server", "network"]

# code: reason phrase, reference, note
_REGISTRY = {
    100: ("Continue", "RFC 9110, Section 15.2.1", ""),
    101: ("Switching Protocols", "RFC 9110, Section 15.2.2", ""),
    102: ("Processing", "RFC 2518", ""),
    103: ("Early Hints", "RFC 8297", ""),
    104: (
        "Upload Resumption Supported",
        "draft-ietf-httpbis-resumable-upload-05",
        "temporary, registered 2024-11-13, extended 2025-09-15, expired 2026-11-13",
    ),
    200: ("OK", "RFC 9110, Section 15.3.1", ""),
    201: ("Created", "RFC 9110, Section 15.3.2", ""),
    202: ("Accepted", "RFC 9110, Section 15.3.3", ""),
    203: ("Non-Authoritative Information", "RFC 9110, Section 15.3.4", ""),
    204: ("No Content", "RFC 9110, Section 15.3.5", ""),
    205: ("Reset Content", "RFC 9110, Section 15.3.6", ""),
    206: ("Partial Content", "RFC 9110, Section 15.3.7", ""),
    207: ("Multi-Status", "RFC 4918", ""),
    208: ("Already Reported", "RFC 5842", ""),
    226: ("IM Used", "RFC 3229", ""),
    300: ("Multiple Choices", "RFC 9110, Section 15.4.1", ""),
    301: ("Moved Permanently", "RFC 9110, Section 15.4.2", ""),
    302: ("Found", "RFC 9110, Section 15.4.3", ""),
    303: ("See Other", "RFC 9110, Section 15.4.4", ""),
    304: ("Not Modified", "RFC 9110, Section 15.4.5", ""),
    305: ("Use Proxy", "RFC 9110, Section 15.4.6", "deprecated"),
    306: ("(Unused)", "RFC 9110, Section 15.4.7", "unused"),
    307: ("Temporary Redirect", "RFC 9110, Section 15.4.8", ""),
    308: ("Permanent Redirect", "RFC 9110, Section 15.4.9", ""),
    400: ("Bad Request", "RFC 9110, Section 15.5.1", ""),
    401: ("Unauthorized", "RFC 9110, Section 15.5.2", ""),
    402: ("Payment Required", "RFC 9110, Section 15.5.3", "reserved"),
    403: ("Forbidden", "RFC 9110, Section 15.5.4", ""),
    404: ("Not Found", "RFC 9110, Section 15.5.5", ""),
    405: ("Method Not Allowed", "RFC 9110, Section 15.5.6", ""),
    406: ("Not Acceptable", "RFC 9110, Section 15.5.7", ""),
    407: ("Proxy Authentication Required", "RFC 9110, Section 15.5.8", ""),
    408: ("Request Timeout", "RFC 9110, Section 15.5.9", ""),
    409: ("Conflict", "RFC 9110, Section 15.5.10", ""),
    410: ("Gone", "RFC 9110, Section 15.5.11", ""),
    411: ("Length Required", "RFC 9110, Section 15.5.12", ""),
    412: ("Precondition Failed", "RFC 9110, Section 15.5.13", ""),
    413: ("Content Too Large", "RFC 9110, Section 15.5.14", ""),
    414: ("URI Too Long", "RFC 9110, Section 15.5.15", ""),
    415: ("Unsupported Media Type", "RFC 9110, Section 15.5.16", ""),
    416: ("Range Not Satisfiable", "RFC 9110, Section 15.5.17", ""),
    417: ("Expectation Failed", "RFC 9110, Section 15.5.18", ""),
    418: ("(Unused)", "RFC 9110, Section 15.5.19", "unused"),
    421: ("Misdirected Request", "RFC 9110, Section 15.5.20", ""),
    422: ("Unprocessable Content", "RFC 9110, Section 15.5.21", ""),
    423: ("Locked", "RFC 4918", ""),
    424: ("Failed Dependency", "RFC 4918", ""),
    425: ("Too Early", "RFC 8470", ""),
    426: ("Upgrade Required", "RFC 9110, Section 15.5.22", ""),
    428: ("Precondition Required", "RFC 6585", ""),
    429: ("Too Many Requests", "RFC 6585", ""),
    431: ("Request Header Fields Too Large", "RFC 6585", ""),
    451: ("Unavailable For Legal Reasons", "RFC 7725", ""),
    500: ("Internal Server Error", "RFC 9110, Section 15.6.1", ""),
    501: ("Not Implemented", "RFC 9110, Section 15.6.2", ""),
    502: ("Bad Gateway", "RFC 9110, Section 15.6.3", ""),
    503: ("Service Unavailable", "RFC 9110, Section 15.6.4", ""),
    504: ("Gateway Timeout", "RFC 9110, Section 15.6.5", ""),
    505: ("HTTP Version Not Supported", "RFC 9110, Section 15.6.6", ""),
    506: ("Variant Also Negotiates", "RFC 2295", ""),
    507: ("Insufficient Storage", "RFC 4918", ""),
    508: ("Loop Detected", "RFC 5842", ""),
    510: ("Not Extended", "RFC 2774 + status change to Historic", "obsoleted"),
    511: ("Network Authentication Required", "RFC 6585", ""),
}
_NETWORK_SIDE = frozenset({407, 408, 421, 511})
_RETRY_CAN_HELP = frozenset({408, 425, 429, 500, 502, 503, 504})
_WITHOUT_CONTENT = frozenset({204, 205, 304})
# The registry says "(Unused)" for these two; a status line should say what people know them by.
_KNOWN_AS = {306: "Switch Proxy", 418: "I'm a Teapot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One row of the IANA registry of HTTP status codes, with what follows from it.

    `note` is empty, or says that a code is reserved, unused, deprecated, obsoleted or temporary.
    `side` is where the fault lies as a rule, None below 400. `retry`: the same request may succeed
    later. `content`: a response with this status may carry content (RFC 9110, Section 6.4.1).
    """

    code: int
    phrase: str
    reference: str
    note: str
    family: str
    side: Side | None
    retry: bool
    content: bool

    def texts(self, language: str) -> Texts:
        """Return the shipped texts in an available language, else raise LanguageError."""
        return SHIPPED.texts(self.code, language)


def _status(code: int, phrase: str, reference: str, note: str) -> Status:
    side: Side = "client" if code < 500 else "server"
    return Status(
        code=code,
        phrase=phrase,
        reference=reference,
        note=note,
        family=family_of(code),
        side=None if code < 400 else "network" if code in _NETWORK_SIDE else side,
        retry=code in _RETRY_CAN_HELP,
        content=code >= 200 and code not in _WITHOUT_CONTENT,
    )


def family_of(code: int) -> str:
    """Return the class of a status code from 100 to 599, such as "4xx"; others are refused."""
    if isinstance(code, bool) or not isinstance(code, int) or not 100 <= code <= 599:
        raise StatusError(f"{code!r} is not an HTTP status code: give an int from 100 to 599")
    return f"{code // 100}xx"


def reason_phrase(code: int) -> str:
    """Return an ASCII reason phrase for a status line, for unregistered codes too."""
    phrase = _PHRASES.get(code)
    if phrase is None:
        return "Server Error" if code >= 500 else "Client Error"
    return phrase


statuses: Mapping[int, Status] = MappingProxyType(
    {code: _status(code, *row) for code, row in _REGISTRY.items()}
)
_PHRASES = {code: status.phrase for code, status in statuses.items()} | _KNOWN_AS
_REASONS: Mapping[int, str] = MappingProxyType(
    {code: reason_phrase(code) for code in range(400, 600)}
)


class ErrorFacts(NamedTuple):
    """What a page says of an error besides its texts.

    `reads_as` is the registered status whose texts a vendor's code has, else the code itself.
    `side` is None for a code that is neither registered nor a vendor's.
    """

    reason_phrase: str
    reads_as: int
    side: Side | None
    retry: bool


def error_facts(code: int, vendor: VendorCode | None = None) -> ErrorFacts:
    """Return the facts about an error; those of a vendor's code are of the status it reads as."""
    reads_as = (vendor and vendor.reads_as) or code
    status = statuses.get(reads_as)
    side: Side | None = status.side if status else None
    if vendor and not status:
        side = "client" if code < 500 else "server"
    phrase = vendor.phrase if vendor else reason_phrase(code)
    return ErrorFacts(phrase, reads_as, side, status is not None and status.retry)


def reason_phrases(vendor_codes: Mapping[int, VendorCode]) -> Mapping[int, str]:
    """Return the reason phrase of each code from 400 to 599, a vendor's own for its codes."""
    own = {code: vendor.phrase for code, vendor in vendor_codes.items()}
    return {**_REASONS, **own} if own else _REASONS
