"""Addresses of whoever holds a certificate, under /verify/: without sign-in."""

from django.urls import path

from yinqiao.areas.certificates.views import verify

app_name = "verify"
urlpatterns = [path("", verify.ask, name="ask"), path("<slug:code>/", verify.code, name="code")]
