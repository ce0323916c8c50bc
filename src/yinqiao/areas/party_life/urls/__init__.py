"""Addresses of the room of party life."""

from django.urls import path

from yinqiao.areas.party_life.views import apart, branches, honours, meetings, members, minuting

app_name = "party_life"
_BRANCH = "<uuid:branch_id>/"
_MEETING = "meetings/<uuid:meeting_id>/"
_MEMBER = "members/<uuid:member_id>/"
urlpatterns = [
    path("", branches.branches, name="branches"),
    path("owed/", branches.owed, name="owed"),
    path("new/", branches.found, name="found"),
    path(_BRANCH, branches.branch, name="branch"),
    path(f"{_BRANCH}change/", branches.change, name="change"),
    path(f"{_BRANCH}close/", branches.close, name="close"),
    path(f"{_BRANCH}plan/", meetings.plan, name="plan"),
    path(f"{_BRANCH}add/", meetings.add, name="add"),
    path("meetings/", meetings.meetings, name="meetings"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}change/", meetings.change, name="change_meeting"),
    path(f"{_MEETING}notify/", meetings.notify, name="notify"),
    path(f"{_MEETING}cancel/", meetings.cancel, name="cancel"),
    path(f"{_MEETING}roll/", minuting.roll, name="roll"),
    path(f"{_MEETING}minutes/", minuting.minutes, name="minutes"),
    path(f"{_MEETING}check/", minuting.check, name="check"),
    path(f"{_MEETING}words/", minuting.add_words, name="add_words"),
    path("members/", members.members, name="members"),
    path("members/unplaced/", members.unplaced, name="unplaced"),
    path("members/place/", members.place, name="place"),
    path("members/unplaced/place/", members.place_new, name="place_new"),
    path(_MEMBER, members.member, name="member"),
    path("members/console/", honours.console, name="console"),
    path("medals/", honours.medals, name="medals"),
    path("medals/give/", honours.give_medals, name="give_medals"),
    path("honours/", honours.honours, name="honours"),
    path("honours/<uuid:honour_id>/take-back/", honours.take_back, name="take_back"),
    path("members/apart/", apart.apart, name="apart"),
    path(f"{_MEMBER}way/", apart.way, name="way"),
    path(f"{_MEMBER}errand/", apart.errand, name="errand"),
    path("errands/<uuid:errand_id>/end/", apart.errand_end, name="errand_end"),
    path(f"{_MEMBER}post/", members.post, name="post"),
]
