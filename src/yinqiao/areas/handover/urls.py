"""Addresses of the room of handover."""

from django.urls import path

from yinqiao.areas.handover.views import people, report, rosters, waiting

app_name = "handover"
urlpatterns = [
    path("rosters/", rosters.batches, name="batches"),
    path("rosters/upload/", rosters.upload, name="upload"),
    path("rosters/template/", rosters.template, name="template"),
    path("rosters/<uuid:batch_id>/", rosters.batch, name="batch"),
    path("rosters/<uuid:batch_id>/header/", rosters.header, name="header"),
    path("rosters/<uuid:batch_id>/findings/", report.findings, name="findings"),
    path("rosters/<uuid:batch_id>/rows/", report.rows, name="rows"),
    path("rosters/<uuid:batch_id>/annotated/", report.annotated, name="annotated"),
    path("rosters/<uuid:batch_id>/submit/", rosters.submit, name="submit"),
    path("rosters/<uuid:batch_id>/recheck/", rosters.recheck, name="recheck"),
    path("rosters/<uuid:batch_id>/discard/", rosters.discard, name="discard"),
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
