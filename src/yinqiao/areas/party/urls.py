"""Addresses of the room of party relations."""

from django.urls import include, path

from yinqiao.areas.lists.urls import pages_of
from yinqiao.areas.party.types import ROSTER
from yinqiao.areas.party.views import acts, members, rosters

app_name = "party"
_BATCH, _ONE = "rosters/<uuid:batch_id>/", "members/<uuid:member_id>/"
urlpatterns = [
    path("", members.members, name="members"),
    path("rosters/", include(pages_of(ROSTER))),
    path(f"{_BATCH}rows/", rosters.rows, name="rows"),
    path(f"{_BATCH}submit/", rosters.submit, name="submit"),
    path(f"{_BATCH}undo/", rosters.undo, name="undo"),
    path(_ONE, members.member, name="member"),
    path(f"{_ONE}channel/", members.channel, name="channel"),
    path("letters/", acts.letters, name="letters"),
    path("withdraw/", acts.withdraw, name="withdraw"),
    path("check-in/", acts.check_in, name="check_in"),
    path("accept/", acts.accept, name="accept"),
    path("return/", acts.return_to_enterprise, name="return"),
]
