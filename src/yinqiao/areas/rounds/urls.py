"""Addresses of rounds, under /people/rounds/. What lies under phone/ is the telephone's, and its service worker's reach."""

from django.urls import path

from yinqiao.areas.rounds.views import lists, phone, plans

app_name = "rounds"
urlpatterns = [
    path("", lists.rounds, name="rounds"),
    path("choose/", lists.choose, name="choose"),
    path("take/", lists.take, name="take"),
    path("<uuid:round_id>/", lists.one, name="round"),
    path("<uuid:round_id>/cancel/", lists.cancel, name="cancel"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="new_plan"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/visits/", plans.visits, name="plan_visits"),
    path("plans/<uuid:plan_id>/replan/", plans.replan, name="replan"),
    path("plans/<uuid:plan_id>/confirm/", plans.confirm, name="confirm_plan"),
    path("plans/<uuid:plan_id>/hours/", plans.hours, name="plan_hours"),
    path("plans/<uuid:plan_id>/take/", plans.take_day, name="take_day"),
    path("plans/visits/<uuid:visit_id>/", plans.move, name="move_visit"),
    path("phone/", phone.page, name="phone"),
    path("phone/worker.js", phone.worker, name="worker"),
    path("phone/<uuid:round_id>/", phone.carried, name="carried"),
    path("phone/<uuid:round_id>/end/", phone.end, name="end"),
    path("phone/items/<uuid:item_id>/", phone.item, name="item"),
]
