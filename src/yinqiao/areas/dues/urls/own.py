"""Addresses of the own dues in the portal for retirees."""

from django.urls import path

from yinqiao.areas.dues import portal

app_name = "mydues"
urlpatterns = [
    path("", portal.dues, name="dues"),
    path("pay/", portal.pay, name="pay"),
    path("pay/<uuid:order_id>/", portal.order, name="order"),
    path("stand-in/<uuid:order_id>/", portal.stand_in, name="stand_in"),
]
