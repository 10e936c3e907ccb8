"""Pyramid."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.response import Response

from contract.apps.stage import NOW, PATH


def make() -> Any:
    def view(request: Any) -> Response:
        if NOW.keep:
            request.environ["httpolite.keep"] = True
        if NOW.exc:
            raise NOW.exc
        return Response(NOW.whole, status=NOW.status, headerlist=list(NOW.headers))

    config = Configurator()
    config.add_route("x", PATH)
    config.add_view(view, route_name="x")
    return config.make_wsgi_app()
