"""Addresses of the room."""

from django.urls import path

from yinqiao.areas.benefits.views import fates, pages, telling

app_name = "benefits"
urlpatterns = [
    path("old/", fates.fates, name="fates"),
    path("old/ask/", fates.ask, name="ask"),
    path("old/<uuid:fate_id>/", fates.fate, name="fate"),
    path("people/<uuid:retiree_id>/answers/", fates.answers, name="answers"),
    path("<uuid:agreement_id>/", pages.people, name="people"),
    path("people/<uuid:retiree_id>/tell/", telling.tell, name="tell"),
    path("people/<uuid:retiree_id>/end/", telling.end, name="end"),
    path("told/<uuid:message_id>/", telling.receipt, name="receipt"),
    path("told/<uuid:message_id>/take-back/", telling.take_back, name="take_back"),
]
