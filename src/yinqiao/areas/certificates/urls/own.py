"""Addresses of a person's own certificates, under /my/certificates/."""

from django.urls import path

from yinqiao.areas.certificates import portal

app_name = "my_certificates"
urlpatterns = [
    path("", portal.certificates, name="certificates"),
    path("new/", portal.kinds, name="kinds"),
    path("new/<slug:code>/", portal.ask, name="ask"),
    path("not-issued/", portal.refused, name="refused"),
    path("<uuid:certificate_id>/file/", portal.file, name="file"),
    path("<uuid:certificate_id>/ofd/", portal.ofd, name="ofd"),
]
