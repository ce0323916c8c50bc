"""Addresses of authorisations, under /authorisations/."""

from django.urls import path

from yinqiao.areas.authorisations.views import keeping

app_name = "authorisations"
urlpatterns = [
    path("people/<uuid:retiree_id>/", keeping.of_person, name="of_person"),
    path("people/<uuid:retiree_id>/give/", keeping.give, name="give"),
    path("<uuid:authorisation_id>/revoke/", keeping.revoke, name="revoke"),
]
