"""Addresses of the room of insight."""

from django.urls import path

from yinqiao.areas.insight import views

app_name = "insight"
urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("three/", views.three, name="three"),
]
