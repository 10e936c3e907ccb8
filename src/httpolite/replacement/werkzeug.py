"""The error pages of Werkzeug, and so of Flask and Quart: the same from 3.0 to 3.1."""

from __future__ import annotations

from hashlib import sha256

_OPENING = b"<!doctype html>\n<html lang=en>\n<title>"
# Their length and the first half of their SHA-256.
_PAGES = {
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


def is_page(status: int, body: bytes) -> bool:
    """Return whether this is Werkzeug's own page for a status."""
    length, digest = _PAGES.get(status, (-1, ""))
    return len(body) == length and sha256(body).hexdigest()[:32] == digest


def length_of_page(status: int) -> int:
    """Return how many bytes Werkzeug's page for a status has, -1 if there is none."""
    return _PAGES.get(status, (-1,))[0]


def may_become_page(status: int, body: bytes) -> bool:
    """Return whether Werkzeug's page for a status may begin like this."""
    if len(body) > length_of_page(status):
        return False
    return body.startswith(_OPENING) or _OPENING.startswith(body)
