"""Addresses of the room of organisations: enterprises by their credit code."""

from django.urls import path

from yinqiao.areas.organisations.views import enterprises, succession

app_name = "organisations"
_ONE = "<slug:code>/"
urlpatterns = [
    path("", enterprises.enterprises, name="enterprises"),
    path(_ONE, enterprises.enterprise, name="enterprise"),
    path(f"{_ONE}rename/", succession.rename, name="rename"),
    path(f"{_ONE}dissolve/", succession.dissolve, name="dissolve"),
    path(f"{_ONE}restore/", succession.restore, name="restore"),
]
