"""Acts of the room: what was told is kept and undone, visits end, consents and bases are noted; relief of households."""

from yinqiao.areas.aid.services.following import (
    close_declined,
    close_visited,
    follow_death,
    follow_withdrawn_death,
    forget_people,
    open_hardship_visits,
    reopen_undone,
    show_in_register,
)
from yinqiao.areas.aid.services.grounds import end_basis, record_basis, record_consent, withdraw_consent
from yinqiao.areas.aid.services.hardship import apply_ends, apply_hardships, undo_end, undo_hardship
from yinqiao.areas.aid.services.illness import apply_illnesses, undo_illness
from yinqiao.areas.aid.services.own import keep_relief_draft, send_relief, withdraw_relief
from yinqiao.areas.aid.services.paying import end_with_death, note_payment, review_relief
from yinqiao.areas.aid.services.proposing import propose_by_signals
from yinqiao.areas.aid.services.recounting import CLOCKS, recount_reliefs
from yinqiao.areas.aid.services.relief import (
    apply_relief,
    check_household,
    close_relief,
    consent_to_check,
    decide_relief,
    propose_relief,
    submit_opinion,
)
from yinqiao.areas.aid.services.retention import CONSENTS, ENCRYPTED, HARDSHIPS, RELIEFS, VISITS

__all__ = [
    "CLOCKS",
    "CONSENTS",
    "ENCRYPTED",
    "HARDSHIPS",
    "RELIEFS",
    "VISITS",
    "apply_ends",
    "apply_hardships",
    "apply_illnesses",
    "apply_relief",
    "check_household",
    "close_declined",
    "close_relief",
    "close_visited",
    "consent_to_check",
    "decide_relief",
    "end_basis",
    "end_with_death",
    "follow_death",
    "follow_withdrawn_death",
    "forget_people",
    "keep_relief_draft",
    "note_payment",
    "open_hardship_visits",
    "propose_by_signals",
    "propose_relief",
    "record_basis",
    "record_consent",
    "recount_reliefs",
    "reopen_undone",
    "review_relief",
    "send_relief",
    "show_in_register",
    "submit_opinion",
    "undo_end",
    "undo_hardship",
    "undo_illness",
    "withdraw_consent",
    "withdraw_relief",
]
