"""Reads of standards, of what is due and of what was delivered; each states its scope."""

from yinqiao.areas.duties.queries.duties import (
    RoundPerson,
    count_duties,
    get_delivery,
    list_deliveries,
    list_duties,
    list_person_duties,
    list_round,
)
from yinqiao.areas.duties.queries.measured import Measured, measure
from yinqiao.areas.duties.queries.simulated import Comparison, compare_version
from yinqiao.areas.duties.queries.standards import standards_on, titles

__all__ = [
    "Comparison",
    "Measured",
    "RoundPerson",
    "compare_version",
    "count_duties",
    "get_delivery",
    "list_deliveries",
    "list_duties",
    "list_person_duties",
    "list_round",
    "measure",
    "standards_on",
    "titles",
]
