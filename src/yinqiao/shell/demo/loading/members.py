"""The party members of the demo city: two rosters, and of their members some at every step of the way.

One enterprise hands over this week the members among the people it hands over; another did so months ago, when letters
were issued of which some have run out by now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

import polars as pl
from django.utils import timezone

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import services as party
from yinqiao.areas.party.queries import list_members
from yinqiao.areas.party.types import ROSTER, LetterInput, LetterMedium, Numbering
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import NEAR
from yinqiao.shell.demo.loading.sending import send_list

_HEADER = (
    "序号,姓名,身份证号,政治面貌,入党时间,转正时间,所在党支部,党支部组织类别,上级党组织,党费交至,党员档案保管单位,是否挂靠,挂靠单位,"
    "联系渠道,介绍信编号,介绍信开出日期,介绍信方式\n"
)
_JOINED_AT = 27
# One in so many is attached elsewhere, and of every second of them nobody knows how to reach the member.
_ATTACHED_EVERY = 7
_TOLD_DAYS_AGO = 120  # a letter that the roster tells and that has run out
_REPORT_AFTER, _RECEIVE_AFTER = 9, 5  # days after the letter, and after the report


@dataclass(frozen=True, slots=True)
class PartyRoster:
    """Whose members are handed over, when, and how many days later their letters were issued.

    `people`: `name`, `id_no`, `born_on`, `party_branch`, `phone`, `community_code`. `named` is the code of the place for
    those whose home nobody knows, `series` the sign in the numbers of the letters. `ways`: how far each member comes,
    over and over, those of the cast's community first (`waits`, `told`, `valid`, `checked_in`, `received`, `returned`).
    """

    firm: Actor
    at: datetime
    people: pl.DataFrame
    named: str
    series: str
    ways: tuple[str, ...]
    issued_after: int = 0

    def rows(self) -> list[tuple[str, dict[str, Any]]]:
        """Way and person, in the order of the roster."""
        near = pl.col("community_code").eq_missing(NEAR)
        # Found again by branch and name: nobody has a namesake in the branch.
        people = self.people.unique(["party_branch", "name"], keep="first", maintain_order=True)
        people = people.sort(near, descending=True, maintain_order=True)
        return list(zip(cycle(self.ways), people.to_dicts(), strict=False))


def load_members(*, city: Actor, roster: PartyRoster, now: datetime) -> UUID:
    """Let the members of a roster go their ways, received by the city's officer; returns its batch."""
    firm, at = roster.firm, roster.at
    today = timezone.localdate(at)
    lines = [_line(number, way, one, today) for number, (way, one) in enumerate(roster.rows(), start=1)]
    content = (_HEADER + "".join(lines)).encode("utf-8-sig")
    batch_id = send_list(actor=firm, at=at, kind=ROSTER, content=content, name="党员移交名册.csv")
    party.begin_offer(actor=firm, at=at, batch_id=batch_id, place_no=places().by_code[roster.named].place_no)
    party.submit_batch(actor=firm, at=at, batch_id=batch_id)
    _walk(city, roster, _standing(roster, batch_id), now)
    return batch_id


def _line(number: int, way: str, person: dict[str, Any], today: date) -> str:
    joined = date(person["born_on"].year + _JOINED_AT, 7, 1)
    is_attached = number % _ATTACHED_EVERY == 0
    is_reached = not is_attached or number % (2 * _ATTACHED_EVERY)
    letter = f"组介旧{number:03d},{today - timedelta(days=_TOLD_DAYS_AGO):%Y-%m-%d},纸质" if way == "told" else ",,"
    cells = (
        str(number), person["name"], person["id_no"], "中共党员", f"{joined:%Y-%m-%d}",
        f"{joined.replace(year=joined.year + 1):%Y-%m-%d}", person["party_branch"], "党支部", "离退休党委",
        f"{add_months(month_of(today), -1):%Y-%m}", "企业党委组织部", "是" if is_attached else "否",
        "市人才交流服务中心党委" if is_attached else "", (person["phone"] or "") if is_reached else "", letter,
    )  # fmt: skip
    return ",".join(cells) + "\n"


def _standing(roster: PartyRoster, batch_id: UUID) -> dict[str, list[UUID]]:
    """Way → the members who shall go it."""
    with acting(roster.firm):
        found = list_members(scope=roster.firm.scope, today=timezone.localdate(roster.at)).filter(roster_id=batch_id)
        known = {(one.organisation.name, one.name): one.pk for one in found}
    standing = defaultdict(list)
    for way, person in roster.rows():
        standing[way].append(known[person["party_branch"], person["name"]])
    return standing


def _walk(city: Actor, roster: PartyRoster, standing: Mapping[str, list[UUID]], now: datetime) -> None:
    """Letters for those who need one, then reports, receptions and returns."""
    issued = min(roster.at + timedelta(days=roster.issued_after), now)
    reported = min(issued + timedelta(days=_REPORT_AFTER), now)
    received = min(reported + timedelta(days=_RECEIVE_AFTER), now)

    def of(*ways: str) -> list[UUID]:
        return [one for way in ways for one in standing[way]]

    day = timezone.localdate
    numbering = Numbering(f"组介〔{issued:%Y}〕{roster.series}", "001", "号")
    letter = LetterInput(numbering, LetterMedium.ELECTRONIC, day(issued))
    lettered = of("valid", "checked_in", "received", "returned")
    party.record_letters(actor=roster.firm, at=issued, ids=lettered, letter=letter)
    party.check_in_members(actor=city, at=reported, ids=of("checked_in", "received"), reported_on=day(reported))
    party.accept_members(actor=city, at=received, ids=of("received"), receipt_no="", received_on=day(received))
    party.return_members(
        actor=city, at=received, ids=of("returned"), reason="not_living_here", note="已向本人核实，常住望城区。"
    )
