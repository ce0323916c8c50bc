"""Addresses of hardship and visits due, under /people/aid/."""

from django.urls import path

from yinqiao.areas.aid.views import grounds, person, relief

app_name = "aid"
urlpatterns = [
    path("sources/", grounds.sources, name="sources"),
    path("sources/<uuid:source_id>/", grounds.basis, name="basis"),
    path("sources/<uuid:source_id>/end/", grounds.end_basis, name="end_basis"),
    path("relief/", relief.reliefs, name="reliefs"),
    path("relief/<uuid:relief_id>/", relief.relief, name="relief"),
    path("relief/<uuid:relief_id>/consent/", relief.household_consent, name="household_consent"),
    path("relief/<uuid:relief_id>/household/", relief.household, name="household"),
    path("relief/<uuid:relief_id>/opinion/", relief.opinion, name="opinion"),
    path("relief/<uuid:relief_id>/decision/", relief.decision, name="decision"),
    path("relief/<uuid:relief_id>/payment/", relief.payment, name="payment"),
    path("relief/<uuid:relief_id>/review/", relief.review, name="review"),
    path("relief/<uuid:relief_id>/close/", relief.close, name="close"),
    path("<uuid:retiree_id>/relief/", relief.apply, name="apply"),
    path("<uuid:retiree_id>/", person.person, name="person"),
    path("<uuid:retiree_id>/consent/", person.consent, name="consent"),
    path("<uuid:retiree_id>/consent/withdraw/", person.withdraw_consent, name="withdraw_consent"),
]
