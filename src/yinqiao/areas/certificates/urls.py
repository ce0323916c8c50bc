"""Addresses of certificates, under /certificates/."""

from django.urls import path

from yinqiao.areas.certificates.views import refused

app_name = "certificates"
urlpatterns = [path("refused/", refused.refused, name="refused")]
