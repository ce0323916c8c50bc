"""Acts on money: one side notes what it paid, the other confirms or sends back; what is wrong is noted anew."""

from yinqiao.areas.funds.services.answering import confirm_payment, send_payment_back, withdraw_payment
from yinqiao.areas.funds.services.noting import correct_payment, note_payment, note_refund, renew_payment
from yinqiao.areas.funds.services.taking_over import OldPayment, take_over_payments

__all__ = [
    "OldPayment",
    "confirm_payment",
    "correct_payment",
    "note_payment",
    "note_refund",
    "renew_payment",
    "send_payment_back",
    "take_over_payments",
    "withdraw_payment",
]
