"""Addresses of the portal's entrance."""

from django.conf import settings
from django.urls import URLPattern, path

from yinqiao.areas.portal.views import app, devices, entrance

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("enter/", entrance.enter, name="enter"),
    path("enter/code/", entrance.code, name="code"),
    path("enter/who/", entrance.who, name="who"),
    path("enter/app/", app.app, name="app"),
    path("enter/app/back/", app.app_back, name="app_back"),
    path("enter/app/who/", app.app_who, name="app_who"),
    path("leave/", entrance.leave, name="leave"),
    path("type/", entrance.type_size, name="type_size"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<uuid:session_id>/end/", devices.end_device, name="end_device"),
]

if settings.IS_DEMO:
    urlpatterns += [path("stand-in/", entrance.stand_in, name="stand_in")]
