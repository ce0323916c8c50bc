"""Agreements of the matrix: on each side one in every state that a form asks for, drafted by either party."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, SIDES, STREET, City, clerk, firm_clerk
from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.agreements.services import Signature
from yinqiao.areas.agreements.types import Filing, Numbers, Parties, Seen, Terms, Wording
from yinqiao.areas.checklists import services as checklists
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.types import Evidence
from yinqiao.areas.funds import services as funds
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.types import SeenPayment, SendBack, Voucher
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

PLACE_ROLES = ("street_officer", "district_manager", "city_manager")
STREETS = {"own": STREET, "sibling": STREET, "other": "430105001000"}
SCAN = b"%PDF-1.4\n%%EOF\n"


def seen_now(agreement_id: UUID) -> Seen:
    """The agreement as it stands."""
    with acting(Actor.system("matrix")):
        return Agreement.objects.get(pk=agreement_id).seen


class _Side:
    """The two parties of one side."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm, self.street = firm_clerk(city, side), clerk("street_officer", STREETS[side])
        self.parties = Parties(city.firms[side], places().by_code[STREETS[side]].place_no)

    def draft(self, by: Actor) -> UUID:
        today = timezone.localdate(self.at)
        terms = Terms(Numbers(people=9), "退休人员", "慰问", today, today)
        return services.draft_agreement(actor=by, at=self.at, parties=self.parties, wording=Wording(terms))

    def proposed(self, by: Actor) -> UUID:
        one = self.draft(by)
        services.propose_agreement(actor=by, at=self.at, seen=seen_now(one))
        return one

    def agreed(self) -> UUID:
        one = self.proposed(self.firm)
        services.agree_to_terms(actor=self.street, at=self.at, seen=seen_now(one))
        return one

    def signed(self) -> UUID:
        one = self.agreed()
        paper = Signature(timezone.localdate(self.at), io.BytesIO(SCAN), "协议.pdf")
        services.sign_agreement(actor=self.firm, at=self.at, seen=seen_now(one), signature=paper)
        return one

    def filed(self) -> UUID:
        one, filing = self.signed(), Filing(timezone.localdate(self.at), "备1号")
        services.file_agreement(actor=clerk("city_manager", CITY), at=self.at, seen=seen_now(one), filing=filing)
        return one

    def put(self, kind: str, of_firm: UUID, of_place: UUID) -> None:
        """What stands for a kind: one thing for the enterprise, another for the offices of the place."""
        self.city.put(kind, self.side, of_firm)
        for role in PLACE_ROLES:
            self.city.put(kind, f"{self.side}.{role}", of_place)


def _item(agreement_id: UUID, code: str) -> ChecklistItem:
    with acting(Actor.system("matrix")):
        return ChecklistItem.objects.get(agreement_id=agreement_id, code=code)


# Items that the enterprise owes, and those that the place owes, one for each state that a form asks for.
ITEMS = {
    "own_item": ("people_counted", "roster_compared"),
    "told_item": ("disputes_cleared", "communities_confirmed"),
    "answered_item": ("communities_confirmed", "disputes_cleared"),
    "ready_item": ("communities_ready", "retirees_told"),
    "others_item": ("roster_compared", "people_counted"),
}


def _lay_checklist(side: _Side, agreement_id: UUID) -> None:
    """Items in every state, on either side of the table; the entry with a scan is both sides' to read."""
    at, evidence = side.city.at, Evidence("已完成")
    for code in ("disputes_cleared", "retirees_told"):
        checklists.report_item(actor=side.firm, at=at, seen=_item(agreement_id, code).seen, evidence=evidence)
    for code in ("communities_confirmed", "communities_ready"):
        checklists.report_item(actor=side.street, at=at, seen=_item(agreement_id, code).seen, evidence=evidence)
    checklists.confirm_item(actor=side.street, at=at, seen=_item(agreement_id, "retirees_told").seen)
    checklists.confirm_item(actor=side.firm, at=at, seen=_item(agreement_id, "communities_ready").seen)
    paper = Evidence("已印发", io.BytesIO(SCAN), "方案.pdf")
    checklists.report_item(actor=side.firm, at=at, seen=_item(agreement_id, "plan_written").seen, evidence=paper)
    with acting(Actor.system("matrix")):
        entry = ChecklistEntry.objects.get(item__agreement_id=agreement_id, file_id__isnull=False)
    side.city.put("evidence", side.side, entry.pk)
    for kind, (of_firm, of_place) in ITEMS.items():
        side.put(kind, _item(agreement_id, of_firm).pk, _item(agreement_id, of_place).pk)


def _seen_payment(payment_id: UUID) -> SeenPayment:
    with acting(Actor.system("matrix")):
        return Payment.objects.get(pk=payment_id).seen


def _lay_money(side: _Side, agreement_id: UUID) -> None:
    """Payments and refunds that wait on either side, one that was confirmed, and one of each side that came back."""
    at, today = side.city.at, timezone.localdate(side.city.at)

    def slip(number: str) -> Voucher:
        return Voucher("lump", Decimal(100), today, number, io.BytesIO(SCAN), "回单.pdf")

    def pay(number: str) -> UUID:
        return funds.note_payment(actor=side.firm, at=at, agreement_id=agreement_id, voucher=slip(number))

    confirmed, by_firm, back_to_firm = pay("HD-1"), pay("HD-2"), pay("HD-3")
    funds.confirm_payment(actor=side.street, at=at, seen=_seen_payment(confirmed), received_on=today)
    by_street, back_to_street = (
        funds.note_refund(
            actor=side.street, at=at, agreement_id=agreement_id, voucher=replace(slip(number), amount=Decimal(1))
        )
        for number in ("TK-1", "TK-2")
    )
    answer = SendBack("not_arrived")
    funds.send_payment_back(actor=side.street, at=at, seen=_seen_payment(back_to_firm), answer=answer)
    funds.send_payment_back(actor=side.firm, at=at, seen=_seen_payment(back_to_street), answer=answer)
    side.city.put("confirmed_payment", side.side, confirmed)
    side.put("own_payment", by_firm, by_street)
    side.put("others_payment", by_street, by_firm)
    side.put("own_returned_payment", back_to_firm, back_to_street)


def lay_papers(city: City) -> None:
    """Agreements on every side; called when the people stand."""
    for name in SIDES:
        side = _Side(city, name)
        side.put("draft_agreement", side.draft(side.firm), side.draft(side.street))
        by_firm, by_place = side.proposed(side.firm), side.proposed(side.street)
        side.put("own_proposal", by_firm, by_place)
        side.put("others_proposal", by_place, by_firm)
        for kind, made in (
            ("agreed_agreement", side.agreed()),
            ("signed_agreement", side.signed()),
            ("agreement", side.filed()),
        ):
            city.put(kind, name, made)
        _lay_checklist(side, city.targets["agreement"][name])
        _lay_money(side, city.targets["agreement"][name])
