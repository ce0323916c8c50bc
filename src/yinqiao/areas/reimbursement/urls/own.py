"""Addresses of a person's own invoices, under /my/invoices/."""

from django.urls import path

from yinqiao.areas.reimbursement import portal

app_name = "my_invoices"
urlpatterns = [
    path("<uuid:case_id>/add/", portal.add, name="add"),
    path("<uuid:invoice_id>/", portal.invoice, name="invoice"),
]
