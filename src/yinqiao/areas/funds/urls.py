"""Addresses of the room of funds."""

from django.urls import path

from yinqiao.areas.funds.views import noting, pages, steps

app_name = "funds"
_ONE = "payments/<uuid:payment_id>/"
urlpatterns = [
    path("", pages.dues, name="dues"),
    path("payments/", pages.payments, name="payments"),
    path("<uuid:agreement_id>/", pages.agreement, name="agreement"),
    path("<uuid:agreement_id>/note/", noting.note, name="note"),
    path("<uuid:agreement_id>/refund/", noting.refund, name="refund"),
    path(f"{_ONE}voucher/", pages.voucher, name="voucher"),
    path(f"{_ONE}renew/", noting.renew, name="renew"),
    path(f"{_ONE}correct/", noting.correct, name="correct"),
    path(f"{_ONE}confirm/", steps.confirm, name="confirm"),
    path(f"{_ONE}send-back/", steps.send_back, name="send_back"),
    path(f"{_ONE}withdraw/", steps.withdraw, name="withdraw"),
]
