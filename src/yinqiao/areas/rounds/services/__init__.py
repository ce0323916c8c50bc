"""Acts of the room: a week is planned; a round is taken, its recordings come in one by one, it ends or is cancelled."""

from yinqiao.areas.rounds.services.needing import open_found_case
from yinqiao.areas.rounds.services.planning import (
    confirm_plan,
    free_visit,
    make_plan,
    move_visit,
    replan,
    set_hours,
)
from yinqiao.areas.rounds.services.receiving import receive_item
from yinqiao.areas.rounds.services.retention import PLANS, ROUNDS
from yinqiao.areas.rounds.services.taking import cancel_round, end_round, forget_people, take_round

__all__ = [
    "PLANS", "ROUNDS", "cancel_round", "confirm_plan", "end_round", "forget_people", "free_visit", "make_plan", "move_visit", "open_found_case",
    "receive_item", "replan", "set_hours", "take_round",
]  # fmt: skip
