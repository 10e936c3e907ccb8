"""Django, WSGI and ASGI."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path
from django.views.decorators.http import require_GET

from contract.apps.stage import GET_ONLY, NOW, PATH

if not settings.configured:
    settings.configure(LOGGING_CONFIG=None, ROOT_URLCONF=__name__)
settings.SECRET_KEY = "no secret"  # it must not be empty once other settings are overridden


def view(request: Any) -> HttpResponse:
    native = request.scope if hasattr(request, "scope") else request.environ
    native.update({"httpolite.keep": True} if NOW.keep else {})
    if NOW.exc:
        raise NOW.exc
    response = HttpResponse(NOW.whole, NOW.content_type, NOW.status)
    for name, value in NOW.other_headers:
        if name == "Set-Cookie":
            key, _, word = value.partition("=")
            response.cookies[key] = word
        else:
            response.headers[name] = value
    return response


def get_only(_request: Any) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path(PATH[1:], view),
    path(GET_ONLY[1:], require_GET(get_only)),
    path("slash/", get_only),
]


def own_urls(get_response: Any) -> Any:
    """Middleware: the settings of a process are one, and other tests may have their own URLs."""

    def middleware(request: Any) -> Any:
        request.urlconf = sys.modules[__name__]
        return get_response(request)

    return middleware


def wsgi() -> Any:
    return made(get_wsgi_application)


def asgi() -> Any:
    return made(get_asgi_application)


def made(make: Any, *middleware: str) -> Any:
    with override_settings(MIDDLEWARE=[f"{__name__}.own_urls", *middleware]):
        return make()
