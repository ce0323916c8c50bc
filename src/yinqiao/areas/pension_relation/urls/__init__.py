"""Addresses of the room, under /services/pension-relation/."""

from django.urls import path

from yinqiao.areas.pension_relation.views import asking

app_name = "pension_relation"
urlpatterns = [path("people/<uuid:retiree_id>/", asking.ask, name="ask")]
