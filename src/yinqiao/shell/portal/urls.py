"""Addresses of the portal's pages; those of its entrance are the room's."""

from django.urls import path

from yinqiao.shell.portal import archive, asking, views

app_name = "my"

urlpatterns = [
    path("", views.home, name="home"),
    path("certification/", views.certification, name="certification"),
    path("community/", views.community, name="community"),
    path("record/", views.record, name="record"),
    path("benefits/", views.benefits, name="benefits"),
    path("seen/", views.seen, name="seen"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<uuid:archive_id>/", archive.ask, name="archive_ask"),
    path("archive/pages/<uuid:page_id>/", archive.page, name="archive_page"),
    path("requests/", views.requests, name="requests"),
    path("ask/<slug:what>/", asking.ask, name="ask"),
]
