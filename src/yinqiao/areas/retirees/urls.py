"""Addresses of the room, under /people/. The person page itself is drawn by the shell."""

from django.urls import path

from yinqiao.areas.retirees.views import contacts, lists, oversight, person_acts

app_name = "retirees"

urlpatterns = [
    path("", lists.people, name="people"),
    path("calls/", lists.calls, name="calls"),
    path("roll/", lists.roll, name="roll"),
    path("requests/", oversight.data_requests, name="data_requests"),
    path("requests/<uuid:request_id>/", oversight.data_request, name="data_request"),
    path("duplicates/", oversight.duplicates, name="duplicates"),
    path("duplicates/<uuid:case_id>/", oversight.duplicate, name="duplicate"),
    path("duplicates/<uuid:case_id>/settle/", oversight.settle, name="settle"),
    path("<uuid:retiree_id>/correct/<slug:part>/", person_acts.correct, name="correct"),
    path("<uuid:retiree_id>/death/", person_acts.death, name="death"),
    path("<uuid:retiree_id>/death/withdraw/", person_acts.withdraw_death, name="withdraw_death"),
    path("<uuid:retiree_id>/move/", person_acts.move, name="move"),
    path("<uuid:retiree_id>/note/", person_acts.note, name="note"),
    path("<uuid:retiree_id>/ask/", person_acts.ask, name="ask"),
    path("<uuid:retiree_id>/contacts/add/", contacts.add, name="add_contact"),
    path("contacts/<uuid:contact_id>/", contacts.change, name="change_contact"),
    path("contacts/<uuid:contact_id>/remove/", contacts.remove, name="remove_contact"),
    path("contacts/<uuid:contact_id>/show/", contacts.show, name="show_contact"),
    path("<uuid:retiree_id>/show/<slug:field>/", person_acts.show, name="show"),
    path("<uuid:retiree_id>/touches/", oversight.touches, name="touches"),
]
