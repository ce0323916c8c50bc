"""Reads of indicators. Scope is a required argument; every figure is a count of what its list holds."""

from yinqiao.areas.insight.queries.handover import keep_with_people, list_by_enterprise, list_by_place
from yinqiao.areas.insight.queries.strands import (
    STRAND_DIMENSIONS,
    last_signature,
    list_papers,
    list_strand,
    sum_strand,
)
from yinqiao.kernel.rates import rate

__all__ = [
    "STRAND_DIMENSIONS",
    "keep_with_people",
    "last_signature",
    "list_by_enterprise",
    "list_by_place",
    "list_papers",
    "list_strand",
    "rate",
    "sum_strand",
]
