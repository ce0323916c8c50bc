"""Addresses of the room of other cities."""

from django.urls import path

from yinqiao.areas.othercity.views import arrivals, keys, packages, people

app_name = "othercity"
urlpatterns = [
    path("", people.people, name="people"),
    path("name-city/", people.name_city, name="name_city"),
    path("offer/", people.offer, name="offer"),
    path("packages/", packages.packages, name="packages"),
    path("packages/<uuid:package_id>/", packages.package, name="package"),
    path("packages/<uuid:package_id>/take-back/", packages.take_back, name="take_back"),
    path("papers/<uuid:paper_id>/", packages.paper, name="paper"),
    path("take-in/", packages.take_in, name="take_in"),
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("arrivals/roster/", arrivals.roster, name="roster"),
    path("arrivals/accept/", arrivals.accept, name="accept"),
    path("arrivals/return/", arrivals.return_arrivals, name="return"),
    path("keys/", keys.keys, name="keys"),
    path("keys/own/", keys.own, name="own_keys"),
    path("keys/register/", keys.register, name="register_keys"),
    path("keys/<uuid:keys_id>/", keys.key, name="key"),
    path("keys/<uuid:keys_id>/confirm/", keys.confirm, name="confirm_keys"),
    path("keys/<uuid:keys_id>/revoke/", keys.revoke, name="revoke_keys"),
]
