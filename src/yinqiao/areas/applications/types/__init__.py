"""Codes and shapes of services: items, cases, effects."""

from yinqiao.areas.applications.types.cases import (
    OPEN,
    Act,
    Answer,
    Applicant,
    Application,
    CaseState,
    Channel,
    Consent,
    Moment,
    OwnCase,
    Standing,
)
from yinqiao.areas.applications.types.effects import Effect, EffectCall, effect_of, effects, register_effect
from yinqiao.areas.applications.types.items import Check, Fault, Field, FieldKind, Item, Material, Refusal, Step

__all__ = [
    "OPEN",
    "Act",
    "Answer",
    "Applicant",
    "Application",
    "CaseState",
    "Channel",
    "Check",
    "Consent",
    "Effect",
    "EffectCall",
    "Fault",
    "Field",
    "FieldKind",
    "Item",
    "Material",
    "Moment",
    "OwnCase",
    "Refusal",
    "Standing",
    "Step",
    "effect_of",
    "effects",
    "register_effect",
]
