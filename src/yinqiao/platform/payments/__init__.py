"""Payments online: one interface, a provider by configuration, and in the demo a stand-in that speaks the same protocol."""

from yinqiao.platform.payments.asking import PaymentUnavailable, can_pay, find_paid, place_order, take_notice
from yinqiao.platform.payments.types import NoticeRefused, Order, Paid

__all__ = [
    "NoticeRefused",
    "Order",
    "Paid",
    "PaymentUnavailable",
    "can_pay",
    "find_paid",
    "place_order",
    "take_notice",
]
