"""Addresses of papers."""

from django.urls import path

from yinqiao.areas.papers.views import pages, paper, printing, scans, templates

app_name = "papers"
_ONE, _SCAN, _PAGE, _VERSION = (
    "<uuid:paper_id>/",
    "scans/<uuid:scan_id>/",
    "pages/<uuid:page_id>/",
    "<uuid:template_id>/",
)
urlpatterns = [
    path("", pages.papers_list, name="papers"),
    path("print/<slug:kind>/<slug:subject_id>/", printing.print_one, name="print"),
    path("printings/<uuid:printing_id>/", printing.order, name="printing"),
    path("printings/<uuid:printing_id>/file/", printing.bundle, name="bundle"),
    path(_ONE, paper.paper, name="paper"),
    path(f"{_ONE}file/", paper.download, name="download"),
    path(f"{_ONE}void/", paper.void, name="void"),
    path("templates/", templates.kinds, name="templates"),
    path("templates/<slug:kind>/", templates.kind_page, name="template"),
    path("templates/<slug:kind>/new/", templates.send, name="template_new"),
    path("templates/<slug:kind>/current/", templates.current, name="template_current"),
    path("templates/<slug:kind>/preview/", templates.preview, name="template_preview"),
    path(f"versions/{_VERSION}file/", templates.version, name="template_version"),
    path(f"versions/{_VERSION}preview/", templates.version_preview, name="version_preview"),
    path(f"versions/{_VERSION}stop/", templates.stop, name="template_stop"),
    path("scans/", scans.scan_list, name="scans"),
    path("scans/new/", scans.send, name="scan_new"),
    path(_SCAN, scans.scan, name="scan"),
    path(f"{_PAGE}picture/", scans.picture, name="page_picture"),
    path(f"{_PAGE}file/", scans.file_page, name="page_file"),
    path(f"{_PAGE}before/", scans.file_before, name="page_before"),
    path(f"{_PAGE}drop/", scans.drop, name="page_drop"),
]
