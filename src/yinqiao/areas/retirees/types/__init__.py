"""Codes and row shapes of the register."""

from yinqiao.areas.retirees.types.acts import CASEWORKERS, OPEN_STATES, ActRule
from yinqiao.areas.retirees.types.codes import (
    FIELD_LABELS,
    SEALED,
    TERM_NUMBERS,
    Concealed,
    NoteKind,
    RetireeStatus,
    TermKind,
    member_of,
)
from yinqiao.areas.retirees.types.inputs import (
    Correction,
    Death,
    Move,
    NoteInput,
    Source,
    ToldDeath,
    ToldMove,
)
from yinqiao.areas.retirees.types.rows import (
    ChangeRow,
    FieldSource,
    NoteRow,
    OrganisationHit,
    PersonCard,
    PersonHit,
    Strand,
    TimelineRow,
)

__all__ = [
    "CASEWORKERS",
    "FIELD_LABELS",
    "OPEN_STATES",
    "SEALED",
    "TERM_NUMBERS",
    "ActRule",
    "ChangeRow",
    "Concealed",
    "Correction",
    "Death",
    "FieldSource",
    "Move",
    "NoteInput",
    "NoteKind",
    "NoteRow",
    "OrganisationHit",
    "PersonCard",
    "PersonHit",
    "RetireeStatus",
    "Source",
    "Strand",
    "TermKind",
    "TimelineRow",
    "ToldDeath",
    "ToldMove",
    "member_of",
]
