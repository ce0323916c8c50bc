"""Addresses of rounds, under /people/rounds/. What lies under phone/ is the telephone's, and its service worker's reach."""

from django.urls import path

from yinqiao.areas.rounds.views import lists, phone

app_name = "rounds"
urlpatterns = [
    path("", lists.rounds, name="rounds"),
    path("choose/", lists.choose, name="choose"),
    path("take/", lists.take, name="take"),
    path("<uuid:round_id>/", lists.one, name="round"),
    path("<uuid:round_id>/cancel/", lists.cancel, name="cancel"),
    path("phone/", phone.page, name="phone"),
    path("phone/worker.js", phone.worker, name="worker"),
    path("phone/<uuid:round_id>/", phone.carried, name="carried"),
    path("phone/<uuid:round_id>/end/", phone.end, name="end"),
    path("phone/items/<uuid:item_id>/", phone.item, name="item"),
]
