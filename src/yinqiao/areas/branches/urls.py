"""Addresses of the room of party organisations."""

from django.urls import path

from yinqiao.areas.branches.views import listing, moving, organisation, organisations, rosters, walking

app_name = "branches"
_ONE, _BRANCH, _STEP = "<uuid:organisation_id>/", "rosters/<uuid:branch_id>/", "steps/<uuid:step_id>/"
urlpatterns = [
    path("", organisations.organisations, name="organisations"),
    path("add/", listing.add, name="add"),
    path("paste/", listing.paste, name="paste"),
    path("offer/", moving.offer, name="offer"),
    path("withdraw/", moving.withdraw, name="withdraw"),
    path("return/", moving.send_back, name="return"),
    path("rosters/", rosters.unlisted, name="unlisted"),
    path("rosters/list/", rosters.list_chosen, name="list_chosen"),
    path(f"{_BRANCH}link/", rosters.link, name="link"),
    path(f"{_BRANCH}unlink/", rosters.unlink, name="unlink"),
    path(_ONE, organisation.organisation, name="organisation"),
    path(f"{_ONE}change/", listing.change, name="change"),
    path(f"{_ONE}drop/", listing.drop, name="drop"),
    path(f"{_ONE}restore/", listing.restore, name="restore"),
    path(f"{_ONE}contact/", organisation.contact, name="contact"),
    path(f"{_ONE}step/", walking.step, name="step"),
    path(f"{_STEP}correct/", walking.correct, name="correct"),
    path(f"{_STEP}scan/", walking.scan, name="scan"),
]
