"""Addresses of services due, under /people/duties/."""

from django.urls import path

from yinqiao.areas.duties.views import lists, person, rounds, standards

app_name = "duties"
urlpatterns = [
    path("", lists.duties, name="duties"),
    path("delivered/", lists.measured, name="measured"),
    path("standards/", standards.standards, name="standards"),
    path("round/", rounds.sheet, name="sheet"),
    path("round/typed/", rounds.typed, name="typed"),
    path("deliveries/<uuid:delivery_id>/undo/", person.undo, name="undo"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/deliver/", person.deliver, name="deliver"),
]
