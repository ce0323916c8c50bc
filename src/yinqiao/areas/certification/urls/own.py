"""Addresses of certifying alone, under /my/certify/."""

from django.urls import path

from yinqiao.areas.certification import portal

app_name = "my_certify"
urlpatterns = [
    path("", portal.begin, name="begin"),
    path("result/", portal.result, name="result"),
    path("stand-in/", portal.stand_in, name="stand_in"),
]
