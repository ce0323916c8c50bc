"""Addresses of the calendar, under /calendar/."""

from django.urls import path

from yinqiao.areas.office_calendar.views import acts, years

app_name = "office_calendar"
urlpatterns = [
    path("", years.years, name="years"),
    path("<slug:year>/", years.year, name="year"),
    path("<slug:year>/correct/", acts.correct, name="correct"),
    path("versions/<uuid:version_id>/", years.version, name="version"),
    path("versions/<uuid:version_id>/approve/", acts.approve, name="approve"),
    path("versions/<uuid:version_id>/refuse/", acts.refuse, name="refuse"),
    path("versions/<uuid:version_id>/withdraw/", acts.withdraw, name="withdraw"),
]
