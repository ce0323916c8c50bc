"""Addresses of the use of dues, under /dues-use/."""

from django.urls import path

from yinqiao.areas.dues_use import views

app_name = "dues_use"
urlpatterns = [
    path("", views.uses, name="uses"),
    path("note/", views.note, name="note"),
    path("year/", views.year, name="year"),
    path("<uuid:use_id>/reverse/", views.reverse_one, name="reverse"),
]
