"""Addresses of people and archives that are apart, under /people/archives/."""

from django.urls import path

from yinqiao.areas.separation.views import items, matches

app_name = "separation"
urlpatterns = [
    path("", items.items, name="items"),
    path("matches/", matches.matches, name="matches"),
    path("matches/<uuid:match_id>/", matches.match, name="match"),
    path("matches/<uuid:match_id>/settle/", matches.settle, name="settle"),
]
