"""Addresses of the shell."""

from django.conf import settings
from django.urls import URLPattern, path

from yinqiao.shell import at_door, datacopy, gallery, health, operation, savedviews, views
from yinqiao.shell.oversight import checks, periods
from yinqiao.shell.oversight import views as oversight
from yinqiao.shell.portal import card, previewing

app_name = "shell"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("people/<uuid:retiree_id>/", views.person, name="person"),
    path("people/<uuid:retiree_id>/archive/ask/", at_door.ask_archive, name="ask_archive"),
    path("people/<uuid:retiree_id>/archive/certificate/", at_door.ask_certificate, name="ask_certificate"),
    path("people/requests/<uuid:request_id>/copy/", datacopy.person_copy, name="person_copy"),
    path("views/save/", savedviews.save_view, name="save_view"),
    path("views/<uuid:view_id>/forget/", savedviews.forget_view, name="forget_view"),
    path("appearance/", views.appearance, name="appearance"),
    path("portal-code/", card.portal_code, name="portal_code"),
    path("services/items/versions/<uuid:version_id>/portal/<slug:step>/", previewing.item_preview, name="item_preview"),
    path("oversight/audit/", oversight.audit_log, name="audit"),
    path("oversight/audit/<uuid:entry_id>/", oversight.audit_entry, name="audit_entry"),
    path("oversight/person/", checks.find_person, name="find_person"),
    path("oversight/unusual/", checks.unusual, name="unusual"),
    path("oversight/unusual/look/", checks.look, name="look"),
    path("oversight/watched/", checks.watched, name="watched"),
    path("oversight/evidence/", checks.evidence, name="evidence"),
    path("oversight/seal/", checks.seal, name="seal"),
    path("oversight/retention/", oversight.proposals, name="retention"),
    path("oversight/periods/", periods.periods, name="periods"),
    path("oversight/retention/destroy/", oversight.destroy, name="destroy"),
    path("oversight/retention/keep/", oversight.keep_longer, name="keep_longer"),
    path("oversight/records/", oversight.records, name="destruction_records"),
    path("oversight/records/<slug:record_no>/", oversight.destruction_record, name="destruction_record"),
    path("operation/", operation.operation, name="operation"),
    path("healthz", health.healthz, name="healthz"),
]

if settings.IS_DEMO:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/<slug:page>/", gallery.gallery, name="gallery_page"),
    ]
