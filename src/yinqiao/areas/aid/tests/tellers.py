"""Offices that tell of hardship and of visits, one person, and short ways to look at what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.aid.models import Hardship, VisitDue
from yinqiao.areas.aid.types import HARDSHIP, HARDSHIP_ENDED, ILLNESS, ConsentWay, NewBasis, NewConsent
from yinqiao.areas.intake.tests.offices import NUMBER, SYSTEM, WITHDRAWN, Office, open_office, person_of
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.retirees.queries import facts_of, profile_of
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

PERSON = {"id_number": NUMBER, "name": "王桂英"}
PAPER = "长民救〔2026〕18号"
LATER = AT + timedelta(hours=1)
TODAY = AT.date()
SIGNED = NewConsent(ConsentWay.SIGNED, date(2026, 2, 1), "同意书2026-1")
SHARED = NewBasis("市级健康类信息共享清单", "第三项", date(2026, 1, 1))


@dataclass(frozen=True)
class Tellers:
    """Who tells, and of whom."""

    city: City
    civil: Office
    insurance: Office
    person: UUID

    def recognise(self, grade: str = "minimum_living", since: str = "2026-02-01", **more: Any) -> Receipt:
        """Civil affairs recognise a hardship."""
        return self.civil.tell(HARDSHIP, {**PERSON, "since": since, "grade": grade, "basis": PAPER, **more})

    def end(self, since: str = "2026-03-01") -> Receipt:
        """Civil affairs end it."""
        return self.civil.tell(HARDSHIP_ENDED, {**PERSON, "since": since, "basis": PAPER})

    def take_back(self, office: Office, receipt: Receipt) -> Receipt:
        """An office takes back what it told."""
        return office.tell(WITHDRAWN, {"withdraws": receipt.event_id, "reason": "录入有误"})

    def fall_ill(self, since: str = "2026-03-02", **more: Any) -> Receipt:
        """The health insurance tells that somebody should go."""
        return self.insurance.tell(ILLNESS, {**PERSON, "since": since, **more})

    def hardships(self) -> list[tuple[str, str]]:
        """Grade and state of each, the oldest first."""
        with acting(SYSTEM):
            return list(Hardship.objects.order_by("since", "recorded_at").values_list("grade", "state"))

    def visits(self) -> list[tuple[str, str]]:
        """Reason and state of each, the oldest first."""
        with acting(SYSTEM):
            return list(VisitDue.objects.order_by("id").values_list("reason", "state"))

    def groups(self) -> str:
        """The special groups in the register."""
        with acting(SYSTEM):
            (facts,) = facts_of([person_of(self.person)])
            return profile_of(facts).get("special_group", "")

    def visit(self) -> None:
        """The community goes there and notes it."""
        officer = self.city.actor("community_officer")
        note = NoteInput(NoteKind.VISIT, TODAY, "家中一切安好")
        add_note(actor=officer, at=LATER, retiree_id=self.person, note=note)

    def events(self) -> list[tuple[str, str]]:
        """Type and cause of what happened in the room, and of what followed in the register."""
        with acting(SYSTEM):
            found = Event.objects.filter(type__startswith="aid.") | Event.objects.filter(caused_by__startswith="aid.")
            return list(found.order_by("id").values_list("type", "caused_by"))


def open_tellers(city: City, register: Register) -> Tellers:
    """Civil affairs and the health insurance, and a person."""
    person = register(id_no=NUMBER)
    return Tellers(
        city, open_office(city, SourceKind.CIVIL_AFFAIRS), open_office(city, SourceKind.MEDICAL_INSURANCE), person
    )
