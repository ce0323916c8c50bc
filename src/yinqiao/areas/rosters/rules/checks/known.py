"""What the database knows about a row's ID number; looked up by the caller, told here."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode

_CODES = {
    "is_recorded_dead": FindingCode.RECORDED_DEAD,
    "is_registered_elsewhere": FindingCode.REGISTERED_ELSEWHERE,
    "is_in_other_roster": FindingCode.IN_OTHER_ROSTER,
    "is_succeeded": FindingCode.SUCCEEDED,
}


def check_known(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Recorded dead or registered by another enterprise holds the row back; in its roster only is pointed out, so
    is who was left to the enterprise by one that it took over from: that row changes what is registered.

    Registered already by the same enterprise is no finding: the row then changes what is registered.
    """
    known = context.known.join(roster.frame.select("row_no"), on="row_no", how="semi")
    return [findings_where(known, pl.col(column), code, "id_no") for column, code in _CODES.items()]
