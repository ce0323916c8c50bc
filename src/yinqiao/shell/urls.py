"""Addresses of the shell."""

from django.conf import settings
from django.urls import URLPattern, path

from yinqiao.shell import gallery, health, views

app_name = "shell"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("people/<uuid:retiree_id>/", views.person, name="person"),
    path("appearance/", views.appearance, name="appearance"),
    path("healthz", health.healthz, name="healthz"),
]

if settings.IS_DEMO:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/<slug:page>/", gallery.gallery, name="gallery_page"),
    ]
