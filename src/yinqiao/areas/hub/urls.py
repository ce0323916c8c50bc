"""Addresses of the carrier and of the province."""

from django.urls import path

from yinqiao.areas.hub.views import line, province

app_name = "hub"
urlpatterns = [
    path("line/", line.sent, name="sent"),
    path("line/came/", line.came, name="came"),
    path("line/<uuid:paper_id>/again/", line.again, name="again"),
    path("", province.cities, name="cities"),
    path("cities/<slug:code>/", province.city, name="city"),
    path("packages/", province.packages, name="packages"),
    path("health/", province.health, name="health"),
]
