"""Addresses of the machine interface. The library makes those of the endpoints; those about itself are ours."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from yinqiao.shell.machine import views
from yinqiao.shell.machine.root import api

app_name = "api"
_OURS = {"openapi-json": views.description, "api-root": views.guide}


def _ours(one: URLPattern | URLResolver) -> URLPattern | URLResolver:
    name = str(getattr(one, "name", ""))
    return path(str(one.pattern), _OURS[name], name=name) if name in _OURS else one


urlpatterns = [
    path("start/", views.start, name="start"),
    path("asyncapi.json", views.messages, name="asyncapi-json"),
    *(_ours(one) for one in api.urls[0]),
]
