"""Acts of the room: what is offered, who takes part, who came."""

from yinqiao.areas.activities.services.branches import add_room, open_branch
from yinqiao.areas.activities.services.coming import come
from yinqiao.areas.activities.services.enrolling import answer, enrol, mark_told, withdraw
from yinqiao.areas.activities.services.following import (
    follow_death,
    follow_merge,
    follow_moves,
    follow_split,
    forget_people,
)
from yinqiao.areas.activities.services.noting import note_attendance
from yinqiao.areas.activities.services.offering import cancel, draft, publish, redraft
from yinqiao.areas.activities.services.own import answer_own, enrol_own, withdraw_own
from yinqiao.areas.activities.services.rescheduling import reschedule
from yinqiao.areas.activities.services.retention import ENCRYPTED, ENROLMENTS
from yinqiao.areas.activities.services.settling import settle, sweep

__all__ = [
    "ENCRYPTED", "ENROLMENTS", "add_room", "answer", "answer_own", "cancel", "come", "draft", "enrol", "enrol_own",
    "follow_death", "follow_merge", "follow_moves", "follow_split", "forget_people", "mark_told", "note_attendance",
    "open_branch", "publish", "redraft", "reschedule", "settle", "sweep", "withdraw", "withdraw_own",
]  # fmt: skip
