"""Addresses of hardship and visits due, under /people/aid/."""

from django.urls import path

from yinqiao.areas.aid.views import grounds, person, visits

app_name = "aid"
urlpatterns = [
    path("", visits.visits, name="visits"),
    path("sources/", grounds.sources, name="sources"),
    path("sources/<uuid:source_id>/", grounds.basis, name="basis"),
    path("sources/<uuid:source_id>/end/", grounds.end_basis, name="end_basis"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/consent/", person.consent, name="consent"),
    path("<uuid:retiree_id>/consent/withdraw/", person.withdraw_consent, name="withdraw_consent"),
]
