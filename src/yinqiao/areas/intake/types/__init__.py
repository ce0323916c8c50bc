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
    Day,
    DeathData,
    IdentityData,
    PersonData,
    PhoneData,
    ResidenceData,
    WithdrawalData,
)
from yinqiao.areas.intake.types.inward import InwardType, Item, inward_types, register_inward
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
    "Day",
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
    "PersonData",
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
]
