"""Addresses of files that offices send in, under /dropbox/."""

from django.urls import path

from yinqiao.areas.dropbox.views import acts, files, lines

app_name = "dropbox"
_FILE = "<uuid:file_id>/"
urlpatterns = [
    path("", files.files, name="files"),
    path("sources/", files.sources, name="sources"),
    path("sources/<uuid:source_id>/upload/", files.upload, name="upload"),
    path("template/", files.template, name="template"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}columns/", files.columns, name="columns"),
    path(f"{_FILE}again/", files.again, name="again"),
    path(f"{_FILE}take/", acts.take, name="take"),
    path(f"{_FILE}discard/", acts.discard, name="discard"),
    path(f"{_FILE}withdraw/", acts.withdraw, name="withdraw"),
    path(f"{_FILE}lines/", lines.lines, name="lines"),
    path(f"{_FILE}findings/", lines.findings, name="findings"),
    path(f"{_FILE}annotated/", lines.annotated, name="annotated"),
    path(f"{_FILE}receipts/", lines.receipts, name="receipts"),
    path(f"{_FILE}list/", lines.signed_list, name="list"),
]
