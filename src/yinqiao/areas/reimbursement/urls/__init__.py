"""Addresses of the room, under /services/reimbursement/."""

from django.urls import path

from yinqiao.areas.reimbursement.views import invoices

app_name = "reimbursement"
urlpatterns = [
    path("<uuid:case_id>/new/", invoices.add, name="add"),
    path("invoices/<uuid:invoice_id>/remove/", invoices.remove, name="remove"),
    path("invoices/<uuid:invoice_id>/file/", invoices.file, name="file"),
]
