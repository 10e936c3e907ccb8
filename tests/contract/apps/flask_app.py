"""Flask."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.datastructures import Headers

from contract.apps.stage import GET_ONLY, METHODS, NOW, PATH


def make() -> Flask:
    app = Flask(__name__)

    @app.route(PATH, methods=METHODS, provide_automatic_options=False)
    def view() -> Response:
        if NOW.keep:
            request.environ["httpolite.keep"] = True
        if NOW.exc:
            raise NOW.exc
        response = Response(NOW.whole, NOW.status)
        response.automatically_set_content_length = False
        response.headers = Headers(list(NOW.headers))
        return response

    @app.get(GET_ONLY)
    def get_only() -> str:
        return ""

    return app
