"""What travels beside the people in the demo city: archives, party relations and premises of the cast's enterprises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl

from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.access import Actor
from yinqiao.shell.demo.cast import BESIDE, CAST_ENTERPRISES, DISTRICT, NEAR, STREET, cast_credit_code
from yinqiao.shell.demo.cast_frame import cast_people
from yinqiao.shell.demo.loading.branches import Line, load_branches
from yinqiao.shell.demo.loading.catalogues import Sides, load_catalogues
from yinqiao.shell.demo.loading.city import division_frame
from yinqiao.shell.demo.loading.members import PartyRoster, load_members
from yinqiao.shell.demo.loading.premises import DISTRICT_LIST, STREET_LIST, Estate, load_premises

# The premises and the older party roster: when they were listed, and when the letters followed.
_OLD_LISTS_DAYS_AGO, _LETTERS_AFTER = 100, 40
_OLD_MEMBERS = 12
# How far each member of the rosters has come, over and over.
_WAYS_NOW = (
    "waits",
    "checked_in",
    "valid",
    "received",
    "valid",
    "received",
    "returned",
    "received",
    "received",
    "told",
)
_WAYS_LONG_AGO = ("received", "told", "valid", "checked_in", "received", "waits", "valid", "returned")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who hands over, and who receives."""

    builder: Actor
    tools: Actor
    street: Actor
    district: Actor
    city: Actor


def load_strands(
    *, parties: Parties, at: datetime, people: pl.DataFrame, unknown: pl.DataFrame
) -> dict[str, list[UUID]]:
    """Let them go their ways; returns the batches of each cast enterprise by its key.

    `people` are those whom `tools` has handed over; `unknown` stand in no register yet, and some are members of
    `builder`'s organisations.
    """
    sides = Sides(parties.tools, parties.city, parties.street, parties.district)
    catalogues = load_catalogues(sides=sides, at=at, people=people)
    old = at - timedelta(days=_OLD_LISTS_DAYS_AGO)
    cast = cast_people(division_frame(places())).filter(pl.col("enterprise_uscc") == cast_credit_code("builder"))
    known = _members(pl.concat([cast, unknown]), "builder").head(_OLD_MEMBERS)
    before = PartyRoster(parties.builder, old, known, STREET, "建", _WAYS_LONG_AGO, _LETTERS_AFTER)
    now = PartyRoster(parties.tools, at, _members(people, "tools"), DISTRICT, "机", _WAYS_NOW)
    at_street = Estate(parties.builder, parties.street, old, NEAR, STREET_LIST)
    at_district = Estate(parties.tools, parties.district, old, BESIDE, DISTRICT_LIST)
    members = load_members(city=parties.city, roster=before, now=at)
    head = next(one.short_name for one in CAST_ENTERPRISES if one.key == "builder")
    load_branches(line=Line(parties.builder, parties.street, old, head), now=at)
    return {
        "builder": [members, load_premises(estate=at_street, now=at)],
        "tools": [
            # That one is delivered under the agreement too the officer has still to say.
            *catalogues[:-1],
            load_members(city=parties.city, roster=now, now=at),
            load_premises(estate=at_district, now=at),
        ],
    }


def _members(people: pl.DataFrame, key: str) -> pl.DataFrame:
    """Those of the party who are alive, in the branches of a cast enterprise."""
    firm = next(one for one in CAST_ENTERPRISES if one.key == key)
    branch = pl.concat_str(pl.lit(firm.short_name), pl.col("party_branch").str.extract("(离退休.*)"))
    is_member = (pl.col("political_status") == PoliticalStatus.PARTY_MEMBER.value) & pl.col("died_on").is_null()
    return people.filter(is_member).select(
        "name", "id_no", "born_on", "phone", "community_code", branch.alias("party_branch")
    )
