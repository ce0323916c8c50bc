"""Addresses of entries that may be one person, under /people/duplicates/."""

from django.urls import path

from yinqiao.areas.duplicates import views

app_name = "duplicates"

urlpatterns = [
    path("", views.duplicates, name="duplicates"),
    path("<uuid:case_id>/", views.duplicate, name="duplicate"),
    path("<uuid:case_id>/settle/", views.settle, name="settle"),
]
