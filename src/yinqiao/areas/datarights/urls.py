"""Addresses of the rights of a person over the own data, under /people/."""

from django.urls import path

from yinqiao.areas.datarights.views import requests, showing

app_name = "datarights"

urlpatterns = [
    path("requests/", requests.data_requests, name="data_requests"),
    path("requests/<uuid:request_id>/", requests.data_request, name="data_request"),
    path("<uuid:retiree_id>/ask/", requests.ask, name="ask"),
    path("<uuid:retiree_id>/touches/", requests.touches, name="touches"),
    path("notes/<uuid:note_id>/show/", showing.show_note, name="show_note"),
    path("<uuid:retiree_id>/show/<slug:field>/", showing.show, name="show"),
]
