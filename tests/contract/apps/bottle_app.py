"""Bottle."""

from __future__ import annotations

from typing import Any

import bottle

from contract.apps.stage import GET_ONLY, METHODS, NOW, PATH


def make() -> Any:
    app = bottle.Bottle()

    def view() -> Any:
        if NOW.keep:
            bottle.request.environ["httpolite.keep"] = True
        if NOW.exc:
            raise NOW.exc
        return bottle.HTTPResponse(NOW.whole, NOW.status, list(NOW.headers))

    app.route(PATH, list(METHODS), view)
    app.route(GET_ONLY, "GET", lambda: "")
    return app
