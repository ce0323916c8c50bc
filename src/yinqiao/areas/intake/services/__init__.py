"""Acts of 外来信息: sources, what they send, and what a person decides about it."""

from yinqiao.areas.intake.services.deciding import REFUSALS, ask_source, refuse_claim, take_claim
from yinqiao.areas.intake.services.halting import release_source, set_state, withdraw_window
from yinqiao.areas.intake.services.keys import ENCRYPTED
from yinqiao.areas.intake.services.people import PERSON_TYPES
from yinqiao.areas.intake.services.receiving import (
    REPEATED,
    enter_letter,
    foresee_lines,
    receipt_of,
    receive_events,
    receive_lines,
    uri_of,
    withdrawal_of,
)
from yinqiao.areas.intake.services.retention import MESSAGES
from yinqiao.areas.intake.services.settling import follow_deaths, tell_people
from yinqiao.areas.intake.services.sources import bind_key, register_source, remove_source
from yinqiao.areas.intake.services.waiting import expire_waiting, match_waiting
from yinqiao.areas.intake.services.withdrawing import DEATH, DEATH_WITHDRAWN, WITHDRAWN

__all__ = [
    "DEATH",
    "DEATH_WITHDRAWN",
    "ENCRYPTED",
    "MESSAGES",
    "PERSON_TYPES",
    "REFUSALS",
    "REPEATED",
    "WITHDRAWN",
    "ask_source",
    "bind_key",
    "enter_letter",
    "expire_waiting",
    "follow_deaths",
    "foresee_lines",
    "match_waiting",
    "receipt_of",
    "receive_events",
    "receive_lines",
    "refuse_claim",
    "register_source",
    "release_source",
    "remove_source",
    "set_state",
    "take_claim",
    "tell_people",
    "uri_of",
    "withdraw_window",
    "withdrawal_of",
]
