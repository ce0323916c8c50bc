"""Address of the stand-in, in demo mode alone."""

from django.conf import settings
from django.urls import URLPattern, path

from yinqiao.platform.openid import views

app_name = "openid"

urlpatterns: list[URLPattern] = [path("", views.stand_in, name="stand_in")] if settings.IS_DEMO else []
