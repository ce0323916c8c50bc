"""Addresses of lost contact, under /people/lost/."""

from django.urls import path

from yinqiao.areas.lost_contact.views import acts, people, person, searching

app_name = "lost_contact"
urlpatterns = [
    path("", people.people, name="people"),
    path("figures/", people.figures, name="figures"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/attempt/", acts.attempt, name="attempt"),
    path("<uuid:retiree_id>/declare/", acts.declare, name="declare"),
    path("<uuid:retiree_id>/find/", acts.find, name="find"),
    path("<uuid:retiree_id>/undo/", acts.undo, name="undo"),
    path("<uuid:retiree_id>/search/<slug:code>/", searching.step, name="step"),
    path("steps/<uuid:step_id>/void/", searching.void, name="void_step"),
    path("attempts/<uuid:attempt_id>/void/", acts.void, name="void"),
]
