"""Reads of indicators; each states its scope."""

from yinqiao.areas.indicators.queries.book import indicators_on, least_shown, measures, shipped_indicators
from yinqiao.areas.indicators.queries.figures import (
    MONTHS_SHOWN,
    About,
    Reading,
    about_of,
    before,
    find_reading,
    indicators_for,
    kind_of,
    list_enterprise_lines,
    list_place_lines,
    list_points,
    list_standings,
    months_until,
    reaches_city,
)

__all__ = [
    "MONTHS_SHOWN",
    "About",
    "Reading",
    "about_of",
    "before",
    "find_reading",
    "indicators_for",
    "indicators_on",
    "kind_of",
    "least_shown",
    "list_enterprise_lines",
    "list_place_lines",
    "list_points",
    "list_standings",
    "measures",
    "months_until",
    "reaches_city",
    "shipped_indicators",
]
