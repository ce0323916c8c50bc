"""Addresses of contact persons, under /people/."""

from django.urls import path

from yinqiao.areas.contacts import views

app_name = "contacts"

urlpatterns = [
    path("<uuid:retiree_id>/contacts/add/", views.add, name="add"),
    path("contacts/<uuid:contact_id>/", views.change, name="change"),
    path("contacts/<uuid:contact_id>/remove/", views.remove, name="remove"),
    path("contacts/<uuid:contact_id>/show/", views.show, name="show"),
]
