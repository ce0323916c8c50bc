"""Reads of hardship, visits due, consents and bases; each states its scope."""

from yinqiao.areas.aid.queries.grounds import (
    basis_holds,
    find_consent,
    find_without_ground,
    get_health_source,
    list_consents,
    list_health_sources,
)
from yinqiao.areas.aid.queries.people import (
    FACTS,
    list_hardships,
    list_person_visits,
    open_health_visits,
    standing_grades,
    standing_hardship,
)
from yinqiao.areas.aid.queries.relief import (
    asked_elsewhere,
    count_relief_turns,
    get_relief,
    household_of,
    list_own_payments,
    list_own_reliefs,
    list_payments,
    list_person_reliefs,
    list_reliefs,
    public_reliefs,
    told_of,
    turn_of,
)
from yinqiao.areas.aid.queries.signals import OWN

__all__ = [
    "FACTS",
    "OWN",
    "asked_elsewhere",
    "basis_holds",
    "count_relief_turns",
    "find_consent",
    "find_without_ground",
    "get_health_source",
    "get_relief",
    "household_of",
    "list_consents",
    "list_hardships",
    "list_health_sources",
    "list_own_payments",
    "list_own_reliefs",
    "list_payments",
    "list_person_reliefs",
    "list_person_visits",
    "list_reliefs",
    "open_health_visits",
    "public_reliefs",
    "standing_grades",
    "standing_hardship",
    "told_of",
    "turn_of",
]
