"""Addresses of missing facts, under /people/gaps/."""

from django.urls import path

from yinqiao.areas.completeness.views import items, person, requests

app_name = "completeness"
urlpatterns = [
    path("", items.items, name="items"),
    path("counts/", items.counts, name="counts"),
    path("ask/", items.ask, name="ask"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:request_id>/answer/", requests.answer, name="answer"),
    path("requests/<uuid:request_id>/settle/", requests.settle, name="settle"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/<slug:cause>/take/", person.take, name="take"),
]
