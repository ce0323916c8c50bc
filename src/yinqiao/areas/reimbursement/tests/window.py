"""A counter that takes invoices, and medical insurance that decides."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.tests.desk import SYSTEM, Desk
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.intake.tests.offices import Office
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.pension_relation.tests.counter import WHO, city_office
from yinqiao.areas.reimbursement import services
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.types import ITEM, REIMBURSED, Care, Level, Typed
from yinqiao.platform.access import Actor, acting

ASKED = {"reason": "away", "pay_to": "social_card", "phone": "13800000001"}
MATERIALS = ("id_card", "invoices", "fee_list", "for_the_agency")
STAY = Typed(
    Level.THIRD, Care.INPATIENT, "43060126", "0012345678", "12345.60", "345.60", "示例市中心医院", date(2026, 2, 1), date(2026, 2, 10)
)  # fmt: skip
BLANK = Typed(Level.SECOND, Care.OUTPATIENT)
OTHER = "欧阳建国"


def file(content: bytes | str, name: str = "票据.xml") -> services.Upload:
    """A file as it came."""
    return services.Upload(io.BytesIO(content.encode() if isinstance(content, str) else content), name)


def picture(mark: bytes = b"1") -> services.Upload:
    """A photograph of an invoice."""
    return file(b"\xff\xd8\xff" + mark * 40 + b"\xff\xd9", "票据.jpg")


@dataclass(frozen=True)
class Window:
    """The desks, and the office."""

    desk: Desk
    office: Office

    @classmethod
    def of(cls, desk: Desk) -> Window:
        """The office is registered by the city."""
        return cls(desk, city_office(desk.scene, SourceKind.MEDICAL_INSURANCE))

    def ask(self, who: str = WHO.name) -> UUID:
        """A case without invoices."""
        return self.desk.apply(ITEM, answers=ASKED, who=who)

    def add(
        self, case: UUID, typed: Typed = STAY, upload: services.Upload | None = None, by: Actor | None = None, **changed: Any
    ) -> UUID:  # fmt: skip
        """An invoice of a case."""
        actor = by or self.desk.scene.community
        return services.add_invoice(actor=actor, at=NOW, case_id=case, typed=replace(typed, **changed), upload=upload)

    def with_agency(self) -> UUID:
        """A case with one invoice that the community has passed on."""
        case = self.ask()
        self.add(case)
        self.desk.accept(case, *MATERIALS)
        return case

    def tell(self, **more: Any) -> Receipt:
        """The agency tells what it decided; that it pays unless told otherwise."""
        granted = {"outcome": "granted", "amount": "9990", "pay_on": "2026-04-10"}
        told = {
            "id_number": id_number(WHO.serial), "name": WHO.name, "decided_on": "2026-03-02", "document": "医保核〔2026〕7号",
            **({} if more.get("outcome") == "refused" else granted), **more,
        }  # fmt: skip
        return self.office.send(self.office.event(REIMBURSED, told, time="2026-03-02T09:00:00+08:00"), at=NOW)[0]

    def states(self) -> list[str]:
        """Where the invoices stand, in the order in which they came."""
        with acting(SYSTEM):
            return list(Invoice.objects.order_by("added_at", "id").values_list("state", flat=True))
