"""Addresses of the exchange."""

from django.urls import path

from yinqiao.areas.exchange.views import endpoints

app_name = "exchange"
urlpatterns = [
    path("endpoints/", endpoints.endpoints, name="endpoints"),
    path("endpoints/new/", endpoints.register, name="register"),
    path("endpoints/<uuid:endpoint_id>/", endpoints.endpoint, name="endpoint"),
    path("endpoints/<uuid:endpoint_id>/<slug:step>/", endpoints.step, name="step"),
    path("letters/<uuid:letter_id>/", endpoints.letter, name="letter"),
    path("letters/<uuid:letter_id>/replay/", endpoints.replay, name="replay"),
]
