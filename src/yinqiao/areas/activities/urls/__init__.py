"""Addresses of activities and courses, under /activities/."""

from django.urls import path

from yinqiao.areas.activities.views import branches, enrolments, offerings, person, sessions

app_name = "activities"
urlpatterns = [
    path("", offerings.offerings, name="offerings"),
    path("new/", offerings.new, name="new"),
    path("branches/", branches.branches, name="branches"),
    path("branches/new/", branches.new, name="new_branch"),
    path("branches/<uuid:branch_id>/", branches.branch, name="branch"),
    path("branches/<uuid:branch_id>/rooms/new/", branches.new_room, name="new_room"),
    path("to-tell/", enrolments.to_tell, name="to_tell"),
    path("to-tell/told/", enrolments.told, name="told"),
    path("people/<uuid:retiree_id>/", person.of_person, name="of_person"),
    path("people/<uuid:retiree_id>/enrol/", person.enrol, name="enrol"),
    path("enrolments/<uuid:enrolment_id>/withdraw/", enrolments.withdraw, name="withdraw"),
    path("enrolments/<uuid:enrolment_id>/answer/", enrolments.answer, name="answer"),
    path("sessions/<uuid:session_id>/", sessions.attendance, name="attendance"),
    path("sessions/<uuid:session_id>/code/", sessions.code, name="code"),
    path("sessions/<uuid:session_id>/move/", sessions.reschedule, name="reschedule"),
    path("<uuid:offering_id>/", offerings.offering, name="offering"),
    path("<uuid:offering_id>/change/", offerings.change, name="change"),
    path("<uuid:offering_id>/publish/", offerings.publish, name="publish"),
    path("<uuid:offering_id>/settle/", offerings.settle, name="settle"),
    path("<uuid:offering_id>/cancel/", offerings.cancel, name="cancel"),
]
