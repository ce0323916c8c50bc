"""Addresses of 联动对接, under /cases/."""

from django.urls import path

from yinqiao.areas.cases.views import acts, cases, meetings, opening, requests, steps

app_name = "cases"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("kinds/", cases.kinds, name="kinds"),
    path("new/", opening.new, name="new"),
    path("people/<uuid:retiree_id>/new/", opening.new_of_person, name="new_of_person"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new_meeting, name="meeting_new"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/decide/", meetings.decide, name="decide"),
    path("meetings/<uuid:meeting_id>/record/", meetings.record, name="record"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.new, name="request_new"),
    path("requests/<uuid:case_id>/", requests.request_page, name="request"),
    path("steps/", steps.steps, name="steps"),
    path("steps/<uuid:step_id>/", steps.step, name="step"),
    path("steps/<uuid:step_id>/settle/<slug:name>/", steps.settle, name="settle"),
    path("steps/<uuid:step_id>/<slug:name>/", steps.act, name="step_act"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/<slug:name>/", acts.act, name="act"),
]
