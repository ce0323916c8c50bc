"""Addresses of services, under /services/."""

from django.urls import path

from yinqiao.areas.applications.views import acts, applying, cases, pictures

app_name = "applications"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("people/<uuid:retiree_id>/", applying.of_person, name="of_person"),
    path("people/<uuid:retiree_id>/<slug:code>/", applying.apply, name="apply"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/show/<slug:field>/", cases.show, name="show"),
    path("<uuid:case_id>/pictures/", pictures.attach, name="attach"),
    path("pictures/<uuid:picture_id>/", pictures.picture, name="picture"),
    path("<uuid:case_id>/<slug:name>/", acts.act, name="act"),
]
