"""Addresses of a person's own activities, under /my/activities/."""

from django.urls import path

from yinqiao.areas.activities import portal

app_name = "my_activities"
urlpatterns = [
    path("", portal.activities, name="activities"),
    path("<uuid:offering_id>/", portal.offering, name="offering"),
    path("<uuid:offering_id>/enrol/", portal.enrol, name="enrol"),
    path("<uuid:offering_id>/leave/", portal.leave, name="leave"),
    path("<uuid:offering_id>/answer/", portal.answer, name="answer"),
    path("<uuid:offering_id>/here/", portal.here, name="here"),
    path("<uuid:offering_id>/lots/", portal.lots, name="lots"),
]
