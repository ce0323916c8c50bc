"""Rules of the carrier: what a message says and where it goes, rates, how a package and a city stand."""

from yinqiao.areas.hub.rules.messages import (
    ENVELOPE_TYPE,
    DeskMessage,
    Envelope,
    EpochMessage,
    Figures,
    IndicatorsMessage,
    PlaceFigures,
    ReceiptMessage,
    StrandCount,
    read_body,
    read_envelope,
    read_under,
    subject_of,
    write_text,
)
from yinqiao.areas.hub.rules.standing import CITY_ROLES, FORMULAS, PROVINCE_ROLES, far_state, rates_in, voice_of

__all__ = [
    "CITY_ROLES",
    "ENVELOPE_TYPE",
    "FORMULAS",
    "PROVINCE_ROLES",
    "DeskMessage",
    "Envelope",
    "EpochMessage",
    "Figures",
    "IndicatorsMessage",
    "PlaceFigures",
    "ReceiptMessage",
    "StrandCount",
    "far_state",
    "rates_in",
    "read_body",
    "read_envelope",
    "read_under",
    "subject_of",
    "voice_of",
    "write_text",
]
