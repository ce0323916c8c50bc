"""Addresses of signing in by the office platform."""

from django.urls import URLPattern, path

from yinqiao.areas.single_sign_on import views

app_name = "single_sign_on"

urlpatterns: list[URLPattern] = [
    path("", views.own, name="own"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("back/", views.back, name="back"),
    path("bind/", views.bind, name="bind"),
    path("unbind/", views.unbind, name="unbind"),
]
