"""Acts of services: an application, the steps of a case, what a death does, clocks counted anew, items checked."""

from yinqiao.areas.applications.services.applying import apply
from yinqiao.areas.applications.services.drafts import (
    DRAFTS,
    Filled,
    drop_draft,
    forget_drafts,
    keep_draft,
    take_draft,
    write_draft,
)
from yinqiao.areas.applications.services.effects import EFFECTS
from yinqiao.areas.applications.services.following import follow_death, follow_withdrawn_death, forget_people
from yinqiao.areas.applications.services.offices import move_by_office
from yinqiao.areas.applications.services.own import (
    hold_own_case,
    of_person,
    send_draft,
    supply_own,
    withdraw_own,
    within_limits,
)
from yinqiao.areas.applications.services.pictures import Attached, attach, attach_own, attach_to_draft, drop_pictures
from yinqiao.areas.applications.services.reading import show_answer
from yinqiao.areas.applications.services.recounting import CLOCKS, recount_clocks
from yinqiao.areas.applications.services.retention import CASES, ENCRYPTED
from yinqiao.areas.applications.services.stepping import decide, go_on, refuse, send_back
from yinqiao.areas.applications.services.waiting import ask_for_more, supply, withdraw
from yinqiao.areas.applications.services.writing import hold_case

__all__ = [
    "CASES", "CLOCKS", "DRAFTS", "EFFECTS", "ENCRYPTED", "Attached", "Filled", "apply", "ask_for_more", "attach",
    "attach_own", "attach_to_draft", "decide", "drop_draft", "drop_pictures", "follow_death",
    "follow_withdrawn_death", "forget_drafts", "forget_people", "go_on", "hold_case", "hold_own_case", "keep_draft",
    "move_by_office", "of_person", "recount_clocks", "refuse", "send_back", "send_draft", "show_answer", "supply",
    "supply_own", "take_draft", "withdraw", "withdraw_own", "within_limits", "write_draft",
]  # fmt: skip
