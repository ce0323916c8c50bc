"""Acts of the room: who volunteers, what there is to do, who does it, the hours."""

from yinqiao.areas.volunteers.services.claiming import claim_hours, release_hours, reserve_hours
from yinqiao.areas.volunteers.services.confirming import confirm, note_absent
from yinqiao.areas.volunteers.services.following import follow_death, follow_merge, follow_split, forget_people, sweep
from yinqiao.areas.volunteers.services.joining import change, leave, note_training, sign_up
from yinqiao.areas.volunteers.services.own import change_own, leave_own, sign_up_own, take_own, withdraw_own
from yinqiao.areas.volunteers.services.retention import SERVED
from yinqiao.areas.volunteers.services.tasks import cancel_task, open_task, take, withdraw

__all__ = [
    "SERVED", "cancel_task", "change", "change_own", "claim_hours", "confirm", "follow_death", "follow_merge",
    "follow_split", "forget_people", "leave", "leave_own", "note_absent", "note_training", "open_task", "release_hours",
    "reserve_hours",    "sign_up", "sign_up_own", "sweep", "take", "take_own", "withdraw", "withdraw_own",
]  # fmt: skip
