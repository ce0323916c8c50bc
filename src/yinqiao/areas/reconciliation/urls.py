"""Addresses of the room of reconciliation, under /reconciliation/."""

from django.urls import path

from yinqiao.areas.reconciliation.views import lines, removing, statements

app_name = "reconciliation"
_ONE = "<uuid:statement_id>/"
_LINE = "lines/<uuid:line_id>/"
urlpatterns = [
    path("", statements.statements, name="statements"),
    path("upload/", statements.upload, name="upload"),
    path("headers/", statements.headers, name="headers"),
    path(_ONE, statements.statement, name="statement"),
    path(f"{_ONE}again/", statements.again, name="again"),
    path(f"{_ONE}remove/", removing.remove, name="remove"),
    path(f"{_ONE}removal/", removing.removal, name="removal"),
    path(f"{_LINE}settle/", lines.settle, name="settle"),
    path(f"{_LINE}confirm/", lines.confirm, name="confirm"),
    path(f"{_LINE}ask/", lines.ask, name="ask"),
]
