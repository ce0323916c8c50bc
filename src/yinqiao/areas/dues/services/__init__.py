"""Acts of dues: charge the months, tell the base, decide, take money, move it on."""

from yinqiao.areas.dues.services.charging import charge_members
from yinqiao.areas.dues.services.deciding import answer, lift, propose, withdraw
from yinqiao.areas.dues.services.following import follow_merge, follow_split
from yinqiao.areas.dues.services.moving import move_money, reverse_move
from yinqiao.areas.dues.services.ordering import ask_order, ask_provider, place, settle
from yinqiao.areas.dues.services.paying import reverse_payment, take_payment
from yinqiao.areas.dues.services.refunding import (
    answer_refund,
    ask_refunds,
    hear,
    propose_refund,
    send_refund,
    settle_refund,
)
from yinqiao.areas.dues.services.telling import tell_base

__all__ = [
    "answer",
    "answer_refund",
    "ask_order",
    "ask_provider",
    "ask_refunds",
    "charge_members",
    "follow_merge",
    "follow_split",
    "hear",
    "lift",
    "move_money",
    "place",
    "propose",
    "propose_refund",
    "reverse_move",
    "reverse_payment",
    "send_refund",
    "settle",
    "settle_refund",
    "take_payment",
    "tell_base",
    "withdraw",
]
