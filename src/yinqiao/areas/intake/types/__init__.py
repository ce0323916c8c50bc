"""Codes and shapes of what comes in."""

from yinqiao.areas.intake.types.codes import (
    RETIREE_SOURCES,
    ContradictionState,
    MessageState,
    Reason,
    RefusalReason,
    SourceKind,
    SourceState,
    Verdict,
)
from yinqiao.areas.intake.types.data import (
    DeathData,
    IdentityData,
    PhoneData,
    ResidenceData,
    WithdrawalData,
)
from yinqiao.areas.intake.types.inward import InwardType, Item, inward_types, register_inward, sign_readers, tell_signs
from yinqiao.areas.intake.types.shapes import (
    Basis,
    Claim,
    Draft,
    Judged,
    Known,
    Letter,
    NewSource,
    Receipt,
    SourceHealth,
)

__all__ = [
    "RETIREE_SOURCES",
    "Basis",
    "Claim",
    "ContradictionState",
    "DeathData",
    "Draft",
    "IdentityData",
    "InwardType",
    "Item",
    "Judged",
    "Known",
    "Letter",
    "MessageState",
    "NewSource",
    "PhoneData",
    "Reason",
    "Receipt",
    "RefusalReason",
    "ResidenceData",
    "SourceHealth",
    "SourceKind",
    "SourceState",
    "Verdict",
    "WithdrawalData",
    "inward_types",
    "register_inward",
    "sign_readers",
    "tell_signs",
]
