"""Addresses of indicators, under /indicators/."""

from django.urls import path

from yinqiao.areas.indicators.views import indicators

app_name = "indicators"
urlpatterns = [
    path("", indicators.indicators, name="indicators"),
    path("<slug:code>/", indicators.indicator, name="indicator"),
]
