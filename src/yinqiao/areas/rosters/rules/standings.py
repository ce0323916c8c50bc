"""What the register answers about the ID numbers of a roster.

`standing` is own, succeeded (left to the enterprise by a dissolved one), other, deceased, roster_elsewhere or null.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster

OWN_STANDINGS: Final = ("own", "succeeded")
"""Whose row is compared with the register field by field, and registered no second time."""


def as_known(known: pl.DataFrame) -> pl.DataFrame:
    """The look-up in the shape that the check takes: what to say, never whose row it is."""
    hit = known.filter(pl.col("standing").is_in(["succeeded", "other", "deceased", "roster_elsewhere"]))
    return hit.select(
        "row_no",
        is_succeeded=pl.col("standing") == "succeeded",
        is_registered_elsewhere=pl.col("standing") == "other",
        is_in_other_roster=pl.col("standing") == "roster_elsewhere",
        is_recorded_dead=pl.col("standing") == RetireeStatus.DECEASED.value,
    )


def unknown_people(roster: NormalisedRoster, known: pl.DataFrame) -> pl.DataFrame:
    """The people of the roster whom the register does not know under their number."""
    people = roster.people.join(known, on="row_no", how="left", maintain_order="left")
    people = people.filter(pl.col("standing").is_null() & pl.col("born_on").is_not_null())
    return people.with_columns(
        pl.col("sex").cast(pl.Int16, strict=False),
        number="id_no_index",
    )
