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
from yinqiao.areas.aid.queries.visits import count_visits, list_visits

__all__ = [
    "FACTS",
    "basis_holds",
    "count_visits",
    "find_consent",
    "find_without_ground",
    "get_health_source",
    "list_consents",
    "list_hardships",
    "list_health_sources",
    "list_person_visits",
    "list_visits",
    "open_health_visits",
    "standing_grades",
    "standing_hardship",
]
