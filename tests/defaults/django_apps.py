"""Django, WSGI and ASGI, with routes that raise each exception it has an answer for."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test.utils import override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_protect

MIDDLEWARE = [f"{__name__}.own_urls"]
RAISED = {
    "400/a": BadRequest("secret"),
    "400/b": SuspiciousOperation("secret"),
    "400/c": MultiPartParserError("secret"),
    "403/a": PermissionDenied("secret"),
    "404/a": Http404("secret"),
    "500/a": KeyError("secret"),
}


def error(_request: HttpRequest, rest: str) -> HttpResponse:
    raise RAISED[rest]


def form(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("raise/<path:rest>", error), path("form", csrf_protect(form))]


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


def made(make: Any) -> Any:
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None, ROOT_URLCONF=__name__)
    settings.SECRET_KEY = "any"  # debug pages ask for all settings
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return make()
