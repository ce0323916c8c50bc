"""Addresses of the room of dues."""

from django.urls import path

from yinqiao.areas.dues.views import accounts, deciding, money, notices, publishing, refunding, taking

app_name = "dues"
_ONE = "members/<uuid:account_id>/"
_RULING = "decisions/<uuid:decision_id>/"
urlpatterns = [
    path("", accounts.month, name="month"),
    path("charge/", accounts.charge, name="charge"),
    path(_ONE, accounts.account, name="account"),
    path(f"{_ONE}base/", accounts.base, name="base"),
    path(f"{_ONE}take/", taking.take, name="take"),
    path(f"{_ONE}propose/", deciding.propose, name="propose"),
    path("lump/", taking.lump, name="lump"),
    path("decisions/", deciding.decisions, name="decisions"),
    path(f"{_RULING}answer/", deciding.answer, name="answer"),
    path(f"{_RULING}withdraw/", deciding.withdraw, name="withdraw"),
    path(f"{_RULING}lift/", deciding.lift, name="lift"),
    path("payments/", taking.payments, name="payments"),
    path("payments/<uuid:payment_id>/", taking.payment, name="payment"),
    path("payments/<uuid:payment_id>/reverse/", taking.undo, name="reverse"),
    path("payments/<uuid:payment_id>/give-back/", refunding.give_back, name="give_back"),
    path("refunds/", refunding.refunds, name="refunds"),
    path("refunds/<uuid:refund_id>/", refunding.refund, name="refund"),
    path("refunds/<uuid:refund_id>/ask/", refunding.ask, name="refund_ask"),
    path("book/", money.book, name="book"),
    path("book/move/", money.move, name="move"),
    path("moves/<uuid:transfer_id>/reverse/", money.unmove, name="unmove"),
    path("notices/", notices.notice, name="notice"),
    path("year/", publishing.year, name="year"),
]
