"""Acts of the room: a round is taken, its recordings come in one by one, it ends or is cancelled."""

from yinqiao.areas.rounds.services.receiving import receive_item
from yinqiao.areas.rounds.services.retention import ROUNDS
from yinqiao.areas.rounds.services.taking import cancel_round, end_round, forget_people, take_round

__all__ = ["ROUNDS", "cancel_round", "end_round", "forget_people", "receive_item", "take_round"]
