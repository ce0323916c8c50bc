"""Addresses of the full text, under /scan-texts/. What is searched for never stands in one."""

from django.urls import path

from yinqiao.areas.scan_texts import views

app_name = "scan_texts"
urlpatterns = [
    path("", views.search, name="search"),
    path("progress/", views.progress, name="progress"),
    path("halt/", views.halt, name="halt"),
    path("resume/", views.resume, name="resume"),
    path("lookups/<uuid:lookup_id>/", views.lookup, name="lookup"),
]
