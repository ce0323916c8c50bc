"""Acts of 联动对接: opened, led, given to others in parallel, handed up, ended, called back."""

from yinqiao.areas.cases.services.leading import (
    accept,
    ask_extension,
    assign,
    call_back,
    close,
    decide_extension,
    hand_up,
    reopen,
    send_back,
)
from yinqiao.areas.cases.services.meeting import decide, plan_meeting, record_meeting
from yinqiao.areas.cases.services.moving import follow_merged_places
from yinqiao.areas.cases.services.opening import open_case, open_many
from yinqiao.areas.cases.services.recounting import CLOCKS, recount_limits
from yinqiao.areas.cases.services.results import note_rated
from yinqiao.areas.cases.services.retention import CASES, ENCRYPTED, forget_people
from yinqiao.areas.cases.services.reviewing import ask_review
from yinqiao.areas.cases.services.stepping import do_step, give, settle_step
from yinqiao.areas.cases.services.writing import note_passages

__all__ = [
    "CASES", "CLOCKS", "ENCRYPTED", "accept", "ask_extension", "ask_review", "assign", "call_back", "close", "decide", "decide_extension", "do_step",
    "follow_merged_places", "forget_people", "give", "hand_up", "note_passages", "note_rated", "open_case", "open_many", "plan_meeting", "record_meeting",
    "recount_limits", "reopen", "send_back", "settle_step",
]  # fmt: skip
