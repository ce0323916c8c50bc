"""Addresses of items, under /services/items/. Codes of items have no hyphen."""

from django.urls import path

from yinqiao.areas.service_items.views import deciding, drafting, items

app_name = "service_items"
urlpatterns = [
    path("", items.items, name="items"),
    path("new-item/", drafting.new, name="new"),
    path("versions/<uuid:version_id>/", deciding.version, name="version"),
    path("versions/<uuid:version_id>/edit/<slug:part>/", drafting.edit, name="edit"),
    path("versions/<uuid:version_id>/preview/", deciding.preview, name="preview"),
    path("versions/<uuid:version_id>/propose/", drafting.propose, name="propose"),
    path("versions/<uuid:version_id>/approve/", deciding.approve, name="approve"),
    path("versions/<uuid:version_id>/return/", deciding.send_back, name="return"),
    path("versions/<uuid:version_id>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<slug:code>/", items.item, name="item"),
    path("<slug:code>/draft/", drafting.draft, name="draft"),
    path("<slug:code>/close/", drafting.close, name="close"),
]
