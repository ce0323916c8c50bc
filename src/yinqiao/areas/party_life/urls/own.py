"""Addresses of the own party life in the portal for retirees."""

from django.urls import path

from yinqiao.areas.party_life import portal

app_name = "myparty"
urlpatterns = [
    path("", portal.life, name="life"),
    path("<uuid:meeting_id>/", portal.sign_in, name="sign_in"),
]
