"""Acts of the handover: the enterprise's rosters, the places' offers."""

from yinqiao.areas.handover.services.answers import offer_again, raise_overdue_offers, withdraw_people
from yinqiao.areas.handover.services.holding import hold_people, let_go_of_held
from yinqiao.areas.handover.services.moves import (
    follow_undone_move,
    follow_withdrawn_death,
    offer_moved_people,
    pass_to_city,
)
from yinqiao.areas.handover.services.offers import accept_people, record_first_contact, return_people, route_people
from yinqiao.areas.handover.services.selection import Choice
from yinqiao.areas.handover.services.submitting import submit_batch
from yinqiao.areas.handover.services.taking_over import take_over_people
from yinqiao.areas.handover.services.undoing import undo_batch

__all__ = [
    "Choice",
    "accept_people",
    "follow_undone_move",
    "follow_withdrawn_death",
    "hold_people",
    "let_go_of_held",
    "offer_again",
    "offer_moved_people",
    "pass_to_city",
    "raise_overdue_offers",
    "record_first_contact",
    "return_people",
    "route_people",
    "submit_batch",
    "take_over_people",
    "undo_batch",
    "withdraw_people",
]
