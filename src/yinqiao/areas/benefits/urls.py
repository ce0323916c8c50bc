"""Addresses of the room."""

from django.urls import path

from yinqiao.areas.benefits.views import pages

app_name = "benefits"
urlpatterns = [path("<uuid:agreement_id>/", pages.people, name="people")]
