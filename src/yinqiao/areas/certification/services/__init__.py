"""Acts of certification: tell, certify, take back, remind, send; the sweep of every night; what follows other rooms."""

from yinqiao.areas.certification.services.certifying import certify_people, plan_visit, remind_people, undo_record
from yinqiao.areas.certification.services.following import (
    follow_accepted,
    follow_merged,
    follow_people,
    follow_split,
    forget_people,
)
from yinqiao.areas.certification.services.inward import (
    apply_results,
    apply_resumptions,
    apply_suspensions,
    undo_result,
    undo_suspension,
)
from yinqiao.areas.certification.services.online import begin_online, take_online
from yinqiao.areas.certification.services.retention import RECORDS
from yinqiao.areas.certification.services.sending import make_delivery, note_receipt
from yinqiao.areas.certification.services.sweeping import read_rosters, sweep_people, take_over_days
from yinqiao.areas.certification.services.telling import record_results, record_resumptions, record_suspensions

__all__ = [
    "RECORDS",
    "apply_results",
    "apply_resumptions",
    "apply_suspensions",
    "begin_online",
    "certify_people",
    "follow_accepted",
    "follow_merged",
    "follow_people",
    "follow_split",
    "forget_people",
    "make_delivery",
    "note_receipt",
    "plan_visit",
    "read_rosters",
    "record_results",
    "record_resumptions",
    "record_suspensions",
    "remind_people",
    "sweep_people",
    "take_online",
    "take_over_days",
    "undo_record",
    "undo_result",
    "undo_suspension",
]
