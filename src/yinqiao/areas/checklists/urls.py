"""Addresses of the room of checklists."""

from django.urls import path

from yinqiao.areas.checklists.views import pages, steps

app_name = "checklists"
_ITEM = "items/<uuid:item_id>/"
urlpatterns = [
    path("", pages.agreements, name="agreements"),
    path("items/", pages.items, name="items"),
    path("<uuid:agreement_id>/", pages.checklist, name="checklist"),
    path("<uuid:agreement_id>/prepare/", pages.prepare, name="prepare"),
    path("evidence/<uuid:entry_id>/", pages.evidence, name="evidence"),
    path(f"{_ITEM}report/", steps.report, name="report"),
    path(f"{_ITEM}take-back/", steps.take_back, name="take_back"),
    path(f"{_ITEM}assign/", steps.assign, name="assign"),
    path(f"{_ITEM}confirm/", steps.confirm, name="confirm"),
    path(f"{_ITEM}send-back/", steps.send_back, name="send_back"),
    path(f"{_ITEM}waive/", steps.waive, name="waive"),
    path(f"{_ITEM}reopen/", steps.reopen, name="reopen"),
]
