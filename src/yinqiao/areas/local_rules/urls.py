"""Addresses of the city's own rules, under /rules/."""

from django.urls import path

from yinqiao.areas.local_rules.views import deciding, drafting, rules

app_name = "local_rules"
urlpatterns = [
    path("", rules.rules, name="rules"),
    path("versions/<uuid:version_id>/", rules.version, name="version"),
    path("versions/<uuid:version_id>/approve/", deciding.approve, name="approve"),
    path("versions/<uuid:version_id>/refuse/", deciding.refuse, name="refuse"),
    path("versions/<uuid:version_id>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<slug:room>/<slug:name>/", rules.rule, name="rule"),
    path("<slug:room>/<slug:name>/draft/", drafting.draft, name="draft"),
]
