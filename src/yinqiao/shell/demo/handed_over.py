"""Who of the demo city was handed over under agreements, and under which: the essay's figures, or a part of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.shell.demo import distributions as shares
from yinqiao.shell.demo.cast import CITY

# Every so many enterprises agree street by street, the others with districts; the rest of their people with the city.
_BY_STREET_EVERY = 3
_OF_CELL = ["enterprise_no", "place_code"]


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the handed-over part is: the essay's figures for a whole city."""

    central: int = shares.CENTRAL_GROUPS
    provincial: int = shares.PROVINCIAL_GROUPS
    municipal: int = shares.MUNICIPAL_GROUPS
    agreements: int = shares.AGREEMENTS
    people: int = shares.HANDED_OVER
    members: int = shares.HANDED_OVER_MEMBERS
    area_m2: Decimal = Decimal(shares.HANDED_OVER_M2)

    def part(self, divisor: int) -> Scale:
        """The same city so many times as small; no figure falls below 1."""
        whole = (getattr(self, name) for name in self.__slots__)
        return Scale(*(max(type(one)(1), one // divisor) for one in whole))

    def pool(self, people: int) -> float:
        """The share of so many people that worked for central and provincial enterprises: those handed over, and more."""
        return self.people * (1 + shares.RETIRED_SINCE) / people


@dataclass(frozen=True, slots=True)
class Covered:
    """Whom one agreement covers: of which enterprise, with which place, how many; a community in which some live."""

    agreement: int
    enterprise_id: int
    named_no: int
    place_code: str
    community_code: str | None
    people: int
    members: int


def choose_people(pool: pl.DataFrame, scale: Scale) -> pl.DataFrame:
    """Exactly as many people and members as `scale` says, those who retired first; ValueError when there are too few."""
    is_member = pl.col("political_status") == PoliticalStatus.PARTY_MEMBER.value
    earliest = pool.sort("retired_on", "person_no")
    wanted = ((is_member, scale.members), (~is_member, scale.people - scale.members))
    parts = [earliest.filter(condition).head(number) for condition, number in wanted]
    if sum(part.height for part in parts) < scale.people:
        raise ValueError("too few people of central and provincial enterprises were drawn for the agreements")
    return pl.concat(parts)


def assign_agreements(people: pl.DataFrame, agreements: int) -> pl.DataFrame:
    """The people with `place_code` and `agreement` (0-based), the place and the number of the agreement that covers them.

    The largest groups of people of one enterprise in one district or street have an agreement of their own; whoever is
    left is covered by the one of the enterprise with the city. ValueError where there are more enterprises than
    agreements, or too few people for so many.
    """
    code = pl.col("community_code")
    by_street = pl.col("enterprise_no") % _BY_STREET_EVERY == 0
    place = pl.when(by_street).then(code.str.head(9)).otherwise(code.str.head(6)).str.pad_end(12, "0")
    people = people.with_columns(place_code=place)
    own = _largest(people, agreements).with_columns(is_own=pl.lit(True))
    people = people.join(own, on=_OF_CELL, how="left", maintain_order="left")
    people = people.with_columns(place_code=pl.when(pl.col("is_own")).then("place_code").otherwise(pl.lit(CITY)))
    numbered = people.select(_OF_CELL).unique().sort(_OF_CELL).with_row_index("agreement")
    return people.drop("is_own").join(numbered, on=_OF_CELL, how="left", maintain_order="left")


def _largest(people: pl.DataFrame, agreements: int) -> pl.DataFrame:
    """Enterprise and place of those groups that have an agreement of their own, so many that all agreements add up."""
    cells = (
        people.drop_nulls("place_code").group_by(_OF_CELL).len().sort("len", *_OF_CELL, descending=[True, False, False])
    )
    left = Counter(people["enterprise_no"].to_list())
    total, own = len(left), []
    for enterprise_no, place_code, number in cells.iter_rows():
        if total >= agreements:
            break
        own.append((enterprise_no, place_code))
        left[enterprise_no] -= number
        total += left[enterprise_no] > 0
    if total != agreements:
        raise ValueError("enterprises and agreements do not fit together")
    schema = {name: people.schema[name] for name in _OF_CELL}
    return pl.DataFrame(own, schema=schema, orient="row")


def covered_by(people: pl.DataFrame) -> list[Covered]:
    """What each agreement covers, in their order; `people` with `enterprise_id` and `named_no` beside what was assigned."""
    is_member = pl.col("political_status") == PoliticalStatus.PARTY_MEMBER.value
    counted = people.group_by("agreement").agg(
        pl.first("enterprise_id", "named_no", "place_code"), pl.col("community_code").drop_nulls().first(),
        people=pl.len(), members=is_member.sum(),
    )  # fmt: skip
    return [Covered(**row) for row in counted.sort("agreement").to_dicts()]
