"""What the check must be told: the day, the numbers, the enterprise, the places, and what the database knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from yinqiao.areas.rosters.rules.place_index import PlaceIndex
from yinqiao.areas.rosters.rules.rulebook import RosterParameters, shipped_parameters

KNOWN_SCHEMA: Final = {
    "row_no": pl.UInt32,
    "is_succeeded": pl.Boolean,
    "is_registered_elsewhere": pl.Boolean,
    "is_in_other_roster": pl.Boolean,
    "is_recorded_dead": pl.Boolean,
}
"""What the privileged look-up says about a row's ID number: codes, never rows of other enterprises."""

CANDIDATE_SCHEMA: Final = {
    "row_no": pl.UInt32,
    "retiree_id": pl.String,
    "name": pl.String,
    "former_name": pl.String,
    "id_no": pl.String,
    "born_on": pl.Date,
    "sex": pl.String,
    "phone": pl.String,
    "enterprise_id": pl.Int64,
}
"""People of the register who might be the person of a row under another number: one line per row and candidate."""


def nobody_known() -> pl.DataFrame:
    """A look-up that found nothing."""
    return pl.DataFrame(schema=KNOWN_SCHEMA)


def no_candidates() -> pl.DataFrame:
    """A search for doubles that found nothing."""
    return pl.DataFrame(schema=CANDIDATE_SCHEMA)


@dataclass(frozen=True, slots=True)
class EnterpriseFacts:
    """The enterprise that sends the roster; `usccs` are its own credit code and those of its subsidiaries."""

    enterprise_id: int
    usccs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """Everything outside the file that the check depends on; two checks with equal contexts give equal results."""

    today: date
    enterprise: EnterpriseFacts
    places: PlaceIndex
    area_code: str | None = None
    known: pl.DataFrame = field(default_factory=nobody_known)
    candidates: pl.DataFrame = field(default_factory=no_candidates)
    probable_elsewhere: frozenset[int] = frozenset()
    parameters: RosterParameters = field(default_factory=shipped_parameters)
