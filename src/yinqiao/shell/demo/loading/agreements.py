"""The agreements of the demo city: a few in each state, done through the product's own acts by both sides.

Their number does not grow with the city.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinqiao.areas.agreements import services as agreements
from yinqiao.areas.agreements.services import Signature
from yinqiao.areas.agreements.types import Ending, EndReason, Filing, Numbers, Parties, Seen, Side, Terms, Wording
from yinqiao.areas.organisations.queries import (
    find_enterprise_by_uscc,
    list_enterprises,
    places,
    scope_of_division,
    scope_of_enterprise,
)
from yinqiao.platform.access import Actor
from yinqiao.shell.demo.cast import CAST_ENTERPRISES, CITY, DISTRICT, FAR, STREET, cast_credit_code
from yinqiao.shell.demo.distributions import YUAN_PER_PERSON
from yinqiao.shell.demo.loading.checklists import prepare_items
from yinqiao.shell.demo.loading.kept_benefits import kept_benefits
from yinqiao.shell.demo.loading.payments import Till, plan_of

# A scan needs a file: one page that says nothing.
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_FAR_STREET = f"{FAR[:9]}000"
_PREPARATION_DAYS = 70
_STEPS = ("proposed", "agreed", "signed", "filed")
_PAPERS = ("signed", "filed", "closed", "ended")


@dataclass(frozen=True, slots=True)
class _Plan:
    """One agreement: whose (by its place in the list of enterprises), with which place, how far, since how many days."""

    enterprise: int
    place: str
    people: int
    state: str
    days_ago: int
    is_by_place: bool = False
    area: str = "0"
    money: str = ""


# The first four enterprises are the cast's: builder, fitter, tools, mill.
_PLANS = (
    _Plan(0, STREET, 36, "draft", 3),
    _Plan(0, DISTRICT, 180, "proposed", 6, is_by_place=True),
    _Plan(0, STREET, 52, "agreed", 12),
    _Plan(0, CITY, 620, "filed", 160, area="860.00", money="waits"),
    _Plan(2, STREET, 28, "proposed", 4),
    _Plan(2, CITY, 130, "filed", 45, area="420.00", money="returned"),
    _Plan(3, DISTRICT, 75, "signed", 20, area="41.00"),
    _Plan(3, STREET, 18, "returned", 9),
    _Plan(3, _FAR_STREET, 44, "filed", 210, money="risen"),
    _Plan(4, STREET, 12, "closed", 300, money="settled"),
    _Plan(5, DISTRICT, 96, "ended", 260, money="late"),
    _Plan(6, STREET, 31, "cancelled", 70),
    _Plan(7, _FAR_STREET, 23, "proposed", 8),
    _Plan(8, STREET, 40, "signed", 15, is_by_place=True),
    _Plan(8, DISTRICT, 57, "filed", 240, money="beyond"),
    _Plan(9, DISTRICT, 64, "draft", 2, is_by_place=True),
)
# Changed after the signature; and which agreement the lists of an enterprise are delivered under.
_CHANGED = _PLANS[3]
_DELIVERED = {"builder": _PLANS[3], "tools": _PLANS[5]}


@dataclass(frozen=True, slots=True)
class Table:
    """The moment of loading, and the officers of both sides: those of the cast where there are any."""

    at: datetime
    officers: Sequence[Actor]

    def firm(self, enterprise_id: int) -> Actor:
        """An officer of an enterprise."""
        scope = scope_of_enterprise(enterprise_id=enterprise_id)
        made = Actor(None, "enterprise_officer", "企业经办人", scope, scope.label)
        return next((one for one in self.officers if enterprise_id in one.scope.enterprises), made)

    def office(self, code: str) -> Actor:
        """An officer of a place; above a street its manager."""
        row = places().by_code[code]
        role = {CITY: "city_manager", DISTRICT: "district_manager"}.get(code, "street_officer")
        scope = scope_of_division(division_id=row.id)
        made = Actor(None, role, "接收方经办人", scope, scope.label)
        return next((one for one in self.officers if one.role == role and one.scope == scope), made)


def load_agreements(table: Table, delivered: Mapping[str, Sequence[UUID]]) -> int:
    """Let both sides agree; `delivered`: key of a cast enterprise → the batches that it submitted. Returns how many.

    Nothing delivered: what was signed has been taken over already, and only the talks under way are held.
    """
    firms = _firms()
    plans = [one for one in _PLANS if one.enterprise < len(firms) and (delivered or one.state not in _PAPERS)]
    # The oldest has the lowest number.
    planned = sorted(plans, key=lambda one: -one.days_ago)
    # One transaction: what is made up together is written to disk once.
    with transaction.atomic():
        talks = {one: _Talk(table, one, firms[one.enterprise]) for one in planned}
        for talk in talks.values():
            talk.hold()
        for key, batch_ids in delivered.items():
            talk = talks[_DELIVERED[key]]
            for batch_id in batch_ids:
                agreements.link_batch(actor=talk.firm, at=table.at, seen=talk.seen(), batch_id=batch_id)
        if delivered:
            talks[_CHANGED].change(-14)
    return len(talks) + bool(delivered)


def _firms() -> list[int]:
    """The cast's enterprises in their order, then some of the others."""
    found = (find_enterprise_by_uscc(uscc=cast_credit_code(one.key)) for one in CAST_ENTERPRISES)
    cast = [one.id for one in found if one]
    return cast + [one.id for one in list_enterprises(limit=12) if one.id not in cast]


class _Talk:
    """The two sides of one agreement, walking it to its state."""

    def __init__(self, table: Table, plan: _Plan, enterprise_id: int) -> None:
        self.plan, self.enterprise_id = plan, enterprise_id
        self.firm, self.office = table.firm(enterprise_id), table.office(plan.place)
        # Only a district or a city brings papers on file.
        self.filer = table.office(DISTRICT if plan.place.startswith(DISTRICT[:6]) else CITY)
        self.at = table.at - timedelta(days=plan.days_ago)
        # Which agreement, and how often it was written: each act of ours adds one, so that it need not be read again.
        self.one, self.times = UUID(int=0), 0
        self.own, self.other = (self.office, self.firm) if plan.is_by_place else (self.firm, self.office)

    def hold(self) -> None:
        """Draft it and bring it to its state."""
        parties = Parties(self.enterprise_id, places().by_code[self.plan.place].place_no)
        self.one = agreements.draft_agreement(
            actor=self.own, at=self.at, parties=parties, wording=Wording(self._terms())
        )
        state = self.plan.state
        if state == "cancelled":
            agreements.cancel_agreement(actor=self.own, at=self._later(5), seen=self.seen())
        elif state == "returned":
            self._walk("proposed")
            remark = "请核对党员人数，并补充取暖补贴由谁承担。"
            agreements.send_agreement_back(actor=self.other, at=self._later(2), seen=self.seen(), remark=remark)
        elif state != "draft":
            self._revise()
            self._walk("filed" if state in ("closed", "ended") else state)
            sides = {Side.ENTERPRISE: self.firm, Side.PLACE: self.office}
            prepare_items(agreement_id=self.one, state=state, sides=sides, at=self._later(30), scan=SCAN)
            if self.plan.money:
                self._till().hold(self.plan.money)
            self._finish()

    def change(self, people: int) -> None:
        """A supplement, signed and filed."""
        wording = Wording(Terms(Numbers(people=people, archives=people), "部分人员已由其他区县接收。"))
        self.one = agreements.draft_supplement(actor=self.firm, at=self._later(60), seen=self.seen(), wording=wording)
        self.times = 0
        self._walk("filed", since=60)

    def seen(self) -> Seen:
        """The agreement as it stands before the next act."""
        self.times += 1
        return Seen(self.one, self.times)

    def _terms(self) -> Terms:
        people, today = self.plan.people, timezone.localdate(self.at)
        # A third are members, as the city's figures have it; every person has one archive.
        numbers = Numbers(people, people * 31 // 100, people, Decimal(self.plan.area), Decimal(0))
        covered = f"截至 {today:%Y-%m-%d} 已办理退休手续、户籍或常住地在接收方辖区的退休人员"
        starts_on = today + timedelta(days=_PREPARATION_DAYS)
        return Terms(
            numbers, covered, "", starts_on, starts_on + timedelta(days=365), benefits=kept_benefits(starts_on)
        )

    def _revise(self) -> None:
        """A second version: money was talked about."""
        terms, amount = self._terms(), Decimal(self.plan.people * YUAN_PER_PERSON)
        parts = plan_of(amount, timezone.localdate(self.at))
        terms = replace(terms, numbers=replace(terms.numbers, amount=amount), instalments=parts)
        agreements.save_version(
            actor=self.own, at=self._later(1), seen=self.seen(), wording=Wording(terms, "增加移交经费")
        )

    def _till(self) -> Till:
        parts = plan_of(Decimal(self.plan.people * YUAN_PER_PERSON), timezone.localdate(self.at))

        def moment(days: int) -> datetime:
            return self._later(days if days >= 0 else self.plan.days_ago + days)

        return Till(self.one, self.firm, self.office, parts, moment, SCAN)

    def _walk(self, state: str, since: int = 0) -> None:
        for number, step in enumerate(_STEPS[: _STEPS.index(state) + 1], start=1):
            at, seen = self._later(since + number), self.seen()
            if step == "proposed":
                agreements.propose_agreement(actor=self.own, at=at, seen=seen)
            elif step == "agreed":
                agreements.agree_to_terms(actor=self.other, at=at, seen=seen)
            elif step == "signed":
                paper = Signature(timezone.localdate(at), io.BytesIO(SCAN), "签署件（演示）.pdf")
                agreements.sign_agreement(actor=self.own, at=at, seen=seen, signature=paper)
            else:
                filing = Filing(timezone.localdate(at), f"人社退管备〔{at.year}〕{self.plan.people}号（演示）")
                agreements.file_agreement(actor=self.filer, at=at, seen=seen, filing=filing)

    def _finish(self) -> None:
        at = self._later(90)
        if self.plan.state == "closed":
            note = "人员已于系统启用前全部移交接收，纸质名册存档。"
            agreements.close_agreement(actor=self.office, at=at, seen=self.seen(), note=note)
        elif self.plan.state == "ended":
            ending = Ending(EndReason.RESTRUCTURED, "企业改制，未移交人员由承接单位另行签订协议。")
            agreements.end_agreement(actor=self.filer, at=at, seen=self.seen(), ending=ending)

    def _later(self, days: int) -> datetime:
        return self.at + timedelta(days=min(days, self.plan.days_ago))
