"""Addresses of the list of people, under /people/."""

from django.urls import path

from yinqiao.areas.ledger import views

app_name = "ledger"

urlpatterns = [
    path("", views.people, name="people"),
    path("calls/", views.calls, name="calls"),
    path("cards/", views.cards, name="cards"),
    path("confirmations/", views.confirmations, name="confirmations"),
    path("roll/", views.roll, name="roll"),
]
