"""Addresses of outcomes, under /case-results/."""

from django.urls import path

from yinqiao.areas.case_results.views import results

app_name = "case_results"
urlpatterns = [
    path("", results.untold, name="untold"),
    path("people/<uuid:person_id>/tell/", results.tell, name="tell"),
]
