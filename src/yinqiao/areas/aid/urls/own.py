"""Addresses of the portal's pages of relief, under /my/aid/."""

from django.urls import path

from yinqiao.areas.aid import portal

app_name = "my_aid"
urlpatterns = [
    path("", portal.reliefs, name="reliefs"),
    path("apply/", portal.begin, name="begin"),
    path("apply/send/", portal.send, name="send"),
    path("apply/drop/", portal.drop, name="drop"),
    path("apply/page/<slug:code>/", portal.page, name="page"),
    path("<uuid:relief_id>/withdraw/", portal.withdraw, name="withdraw"),
]
