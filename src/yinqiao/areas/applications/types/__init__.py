"""Codes and shapes of services: items, cases, effects."""

from yinqiao.areas.applications.types.cases import (
    OPEN,
    Act,
    Answer,
    Applicant,
    Application,
    Asked,
    Begun,
    CaseState,
    Channel,
    Consent,
    Moment,
    Offer,
    OwnCase,
    Standing,
    who_applied,
)
from yinqiao.areas.applications.types.effects import Effect, EffectCall, effect_of, effects, register_effect
from yinqiao.areas.applications.types.hooks import (
    Gate,
    GateCall,
    MoveEnd,
    OfficeMove,
    entrance_of,
    entrances,
    gate_of,
    gates,
    register_entrance,
    register_gate,
)
from yinqiao.areas.applications.types.items import (
    KNOWN,
    OFFICE_OF_ROLE,
    OUTSIDE,
    PLACES,
    Check,
    Fault,
    Field,
    FieldKind,
    Item,
    Material,
    Refusal,
    Step,
)

__all__ = [
    "KNOWN", "OFFICE_OF_ROLE", "OPEN", "OUTSIDE", "PLACES", "Act", "Answer", "Applicant", "Application", "Asked",
    "Begun", "CaseState", "Channel", "Check", "Consent", "Effect", "EffectCall", "Fault", "Field", "FieldKind",
    "Gate", "GateCall", "Item", "Material", "Moment", "MoveEnd", "Offer", "OfficeMove", "OwnCase", "Refusal",
    "Standing", "Step", "effect_of", "effects", "entrance_of", "entrances", "gate_of", "gates", "register_effect",
    "register_entrance", "register_gate",
    "who_applied",
]  # fmt: skip
