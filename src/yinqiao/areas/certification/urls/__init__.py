"""Addresses of certification, under /people/certification/."""

from django.urls import path

from yinqiao.areas.certification.views import acts, deliveries, many, people, person

app_name = "certification"
urlpatterns = [
    path("", people.people, name="people"),
    path("figures/", people.figures, name="figures"),
    path("places/", people.rates, name="rates"),
    path("round/", many.visit_round, name="round"),
    path("remind/", many.remind, name="remind"),
    path("calls/", many.calls, name="calls"),
    path("sent/", deliveries.deliveries, name="deliveries"),
    path("sent/new/", deliveries.send, name="send"),
    path("sent/<uuid:delivery_id>/", deliveries.delivery, name="delivery"),
    path("sent/<uuid:delivery_id>/receipt/", deliveries.receipt, name="receipt"),
    path("records/<uuid:record_id>/undo/", acts.undo, name="undo"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/certify/", acts.certify, name="certify"),
    path("<uuid:retiree_id>/visit/", acts.visit, name="visit"),
    path("<uuid:retiree_id>/visit/drop/", acts.drop_visit, name="drop_visit"),
]
