"""Addresses of what the law has public, under /public/relief/: without sign-in."""

from django.urls import path

from yinqiao.areas.aid.views import relief

app_name = "aid_public"
urlpatterns = [path("", relief.public, name="reliefs")]
