"""Acts of dues: charge the months, tell the base, decide, take money, move it on."""

from yinqiao.areas.dues.services.charging import charge_members
from yinqiao.areas.dues.services.deciding import answer, lift, propose, withdraw
from yinqiao.areas.dues.services.moving import move_money, reverse_move
from yinqiao.areas.dues.services.ordering import ask_order, ask_provider, place, settle
from yinqiao.areas.dues.services.paying import reverse_payment, take_payment
from yinqiao.areas.dues.services.telling import tell_base

__all__ = [
    "answer",
    "ask_order",
    "ask_provider",
    "charge_members",
    "lift",
    "move_money",
    "place",
    "propose",
    "reverse_move",
    "reverse_payment",
    "settle",
    "take_payment",
    "tell_base",
    "withdraw",
]
