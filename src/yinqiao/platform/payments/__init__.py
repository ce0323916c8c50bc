"""Payments online: one interface, a provider by configuration, and in the demo a stand-in that speaks the same protocol."""

from yinqiao.platform.payments.asking import (
    PaymentUnavailable,
    can_pay,
    find_paid,
    find_refund,
    place_order,
    place_refund,
    take_notice,
)
from yinqiao.platform.payments.types import NoticeRefused, Order, Paid, Refunded, RefundState, Return

__all__ = [
    "NoticeRefused",
    "Order",
    "Paid",
    "PaymentUnavailable",
    "RefundState",
    "Refunded",
    "Return",
    "can_pay",
    "find_paid",
    "find_refund",
    "place_order",
    "place_refund",
    "take_notice",
]
