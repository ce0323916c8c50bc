"""Acts of the monthly handover: lists taken in, people confirmed month by month, handed over by a roster."""

from yinqiao.areas.routine.services.confirming import (
    confirm_people,
    postpone_person,
    unconfirm_person,
    withdraw_person,
)
from yinqiao.areas.routine.services.delivering import hand_over_people
from yinqiao.areas.routine.services.following import (
    follow_acceptance,
    follow_submissions,
    follow_undone_batches,
    follow_withdrawn_offers,
)
from yinqiao.areas.routine.services.rising import raise_late_people
from yinqiao.areas.routine.services.submitting import submit_batch, undo_batch

__all__ = [
    "confirm_people",
    "follow_acceptance",
    "follow_submissions",
    "follow_undone_batches",
    "follow_withdrawn_offers",
    "hand_over_people",
    "postpone_person",
    "raise_late_people",
    "submit_batch",
    "unconfirm_person",
    "undo_batch",
    "withdraw_person",
]
