"""Addresses of the pages that every kind of list has."""

from django.urls import URLPattern, path

from yinqiao.areas.lists.views import report, sending


def pages_of(kind: str) -> list[URLPattern]:
    """The pages of a kind, for the addresses of its room to include; submission, undo and rows are the room's own."""
    of = {"kind": kind}
    return [
        path("", sending.batches, of, name="batches"),
        path("upload/", sending.upload, of, name="upload"),
        path("template/", sending.template, of, name="template"),
        path("<uuid:batch_id>/", report.batch, of, name="batch"),
        path("<uuid:batch_id>/header/", sending.header, of, name="header"),
        path("<uuid:batch_id>/findings/", report.findings, of, name="findings"),
        path("<uuid:batch_id>/annotated/", report.annotated, of, name="annotated"),
        path("<uuid:batch_id>/recheck/", sending.recheck, of, name="recheck"),
        path("<uuid:batch_id>/discard/", sending.discard, of, name="discard"),
    ]
