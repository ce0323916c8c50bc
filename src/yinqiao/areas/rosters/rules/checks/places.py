"""What routing found out about the declared community and the address."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.areas.rosters.types.routes import Declared, RouteHow

_PLACE_FIELDS = (
    "community_name",
    "community_code",
    "street_name",
    "district_name",
    "residence_address",
    "away_address",
)


def check_places(roster: NormalisedRoster, context: CheckContext, routes: pl.DataFrame) -> list[pl.DataFrame]:
    """A community that the city does not have, or has more than once, and people of whom no place is known at all."""
    del context
    # Two communities of one name are told apart by the address where it names the street: then nothing is to be asked.
    is_undecided = (pl.col("declared") == Declared.AMBIGUOUS.value) & (pl.col("route_how") != RouteHow.ADDRESS.value)
    field = "community_name" if "community_name" in roster.active else "community_code"
    found = [
        findings_where(routes, pl.col("declared") == Declared.UNKNOWN.value, FindingCode.COMMUNITY_UNKNOWN, field),
        findings_where(routes, is_undecided, FindingCode.COMMUNITY_AMBIGUOUS, field),
    ]
    if roster.active.intersection(_PLACE_FIELDS):
        is_placeless = pl.all_horizontal(pl.col(name).is_null() for name in _PLACE_FIELDS if name in roster.fields)
        found.append(findings_where(roster.frame, is_placeless, FindingCode.RESIDENCE_MISSING, "residence_address"))
    return found
