"""Addresses of the room of handover."""

from django.urls import include, path

from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.handover.views import people, rosters, waiting
from yinqiao.areas.lists.urls import pages_of

app_name = "handover"
urlpatterns = [
    path("rosters/", include(pages_of(ROSTER))),
    path("rosters/<uuid:batch_id>/rows/", rosters.rows, name="rows"),
    path("rosters/<uuid:batch_id>/submit/", rosters.submit, name="submit"),
    path("rosters/<uuid:batch_id>/undo/", rosters.undo, name="undo"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/accept/", waiting.accept, name="accept"),
    path("waiting/return/", waiting.return_to_enterprise, name="return"),
    path("desk/", waiting.desk, name="desk"),
    path("desk/accept/", waiting.accept, {"at_desk": True}, name="desk_accept"),
    path("desk/return/", waiting.return_to_enterprise, {"at_desk": True}, name="desk_return"),
    path("desk/route/", waiting.route, name="route"),
    path("people/", people.people, name="people"),
    path("people/withdraw/", people.withdraw, name="withdraw"),
    path("contacts/", people.contacts, name="contacts"),
    path("contacts/<uuid:offer_id>/", people.contact, name="contact"),
    path("contacts/<uuid:offer_id>/card/", people.card, name="card"),
    path("returned/", people.returned, name="returned"),
    path("returned/<uuid:offer_id>/", people.answer, name="answer"),
]
