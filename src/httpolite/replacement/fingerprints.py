"""The bodies that frameworks send when nobody wrote one, recognised to the byte.

A body that differs in one byte is somebody's own words and is left alone.
"""

from __future__ import annotations

from hashlib import sha256

from httpolite.catalogue.statuses import reason_phrase

_TEXT = "text/plain; charset=utf-8"
_JSON = "application/json"
_HTML = "text/html; charset=utf-8"

# What http.HTTPStatus said before Python 3.13, and says of the unused 418.
_OTHER_PHRASES = {
    413: ("Request Entity Too Large",),
    414: ("Request-URI Too Long",),
    416: ("Requested Range Not Satisfiable",),
    422: ("Unprocessable Entity",),
}

_OTHER_TEXTS = {400: ("Invalid host header",)}  # Starlette's TrustedHostMiddleware

# Werkzeug's pages: their length and the first half of their SHA-256, 3.0 to 3.1.
_WERKZEUG = {
    400: (167, "3f48916adedde6dec8149e67f56c02d7"),
    401: (317, "671791ea344cd690bac3af30abdbeae1"),
    403: (213, "c47a2202d244b6bc9d7557e13b2235a5"),
    404: (207, "e9639e3c4681ce85f852fbac48e2eeee"),
    405: (153, "bfb286554b24db87b6cbcb6e68be23f8"),
    406: (286, "c31cc91d0008e5a5794116aa43f26237"),
    408: (216, "b92a18030c5924367aa2770722f435c1"),
    409: (211, "7b09130c4d782a06d96aa1515cc95267"),
    410: (252, "346403ce3834efd9053579dc015c91e7"),
    411: (190, "c966bb9ef74f17066b6e4abf51069c71"),
    412: (178, "77dcbdec673fb41fc3464c2d7c0a51a2"),
    413: (171, "3b47c4e272451b8aa710c11ff53b8e5d"),
    414: (217, "50378acea191828f0391ab9e2149fb21"),
    415: (183, "a978e980b88d433bd28b1dcc5bfd088c"),
    416: (177, "26bc5cda8f07821b1c7fbe05f9bfff3b"),
    417: (168, "1c7c2469030315c0d26132d4631b9eec"),
    418: (146, "a0e1604926b9ca3ea98d9690ae4c6c24"),
    421: (152, "861f48c8920b45abf71df877895c4015"),
    422: (190, "90f60e7dfdf84b12eca927d98dd61117"),
    423: (127, "d3e29de9910d64ae65f0ec8a29cf5886"),
    424: (232, "45c110e33f23669aee1598f6ede0345a"),
    428: (217, "adcb45519a498c6b6720e9d849f88d71"),
    429: (169, "2d477a6c887b15c7dc1f9ae005cb04b7"),
    431: (182, "b365363bac6fbcbd82cb674844a7223c"),
    451: (157, "a04c306dcccc6a95fb667fbdb7635658"),
    500: (265, "ae5163256b944013e27cbef0d2bcd33a"),
    501: (163, "69d0800916c0f0784b5ba3a809b0ac7a"),
    502: (161, "90626abcba9f682ac997aaa61f135cae"),
    503: (237, "4637d84e48d96783186c3dee16adbaf2"),
    504: (146, "49b4a319bc4004b8d72e44165b0bd905"),
    505: (195, "ed7cf96889ad5987d8635a8021c8759e"),
}


def is_default(status: int, content_type: str, body: bytes) -> bool:
    """Return whether a framework wrote this body by itself."""
    if content_type == _HTML:
        length, digest = _WERKZEUG.get(status, (-1, ""))
        return len(body) == length and sha256(body).hexdigest()[:32] == digest
    return body in _phrase_bodies(status, content_type)


def is_default_length(status: int, content_type: str, length: int) -> bool:
    """Return whether a default body has this length; a HEAD response shows no more."""
    if content_type == _HTML:
        return _WERKZEUG.get(status, (-1,))[0] == length
    return length in {len(body) for body in _phrase_bodies(status, content_type)}


def may_become_default(status: int, content_type: str, body: bytes) -> bool:
    """Return whether these bytes may be the beginning of a default body."""
    if content_type == _HTML:
        return len(body) <= _WERKZEUG.get(status, (-1,))[0]
    return any(default.startswith(body) for default in _phrase_bodies(status, content_type))


def is_default_phrase(status: int, text: object) -> bool:
    """Return whether a text is only the status' reason phrase, in any Python's wording."""
    return text in _phrases(status)


def _phrases(status: int) -> tuple[str, ...]:
    return (reason_phrase(status), *_OTHER_PHRASES.get(status, ()))


def _phrase_bodies(status: int, content_type: str) -> list[bytes]:
    phrases = _phrases(status)
    if content_type == _TEXT:  # Starlette
        return [text.encode() for text in (*phrases, *_OTHER_TEXTS.get(status, ()))]
    if content_type == _JSON:  # FastAPI
        return [f'{{"detail":"{phrase}"}}'.encode() for phrase in phrases]
    return []
