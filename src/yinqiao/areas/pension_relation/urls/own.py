"""Addresses of the portal's page, under /my/pension/."""

from django.urls import path

from yinqiao.areas.pension_relation import portal

app_name = "my_pension"
urlpatterns = [path("", portal.ask, name="ask")]
