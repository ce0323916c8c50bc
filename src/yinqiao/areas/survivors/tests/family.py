"""A family after a death, the counter that takes what it asks for, and the pension agency that decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.applications.types import Applicant
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.intake.tests.offices import Office
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.pension_relation.tests.counter import WHO, city_office
from yinqiao.areas.survivors.types import DECIDED, ITEM

DAUGHTER = id_number(907)
ASKED = {
    "id_no": DAUGHTER,
    "cause": "ill",
    "other": "none",
    "account": "6222 0212 0200 1234 567",
    "account_bank": "示例银行长沙支行",
}
MATERIALS = ("id_card", "death_proof", "relation_proof", "bank_card")
RELATIVE: Mapping[str, Any] = {
    "applicant": Applicant.RELATIVE, "name": "李小妹", "relation": "女儿", "phone": "13900000999",
}  # fmt: skip
GRANTED = {"outcome": "granted", "funeral": "8333.33", "lump_sum": "37500", "pay_on": "2026-04-10"}


@dataclass(frozen=True)
class Family:
    """The desks, and the office."""

    desk: Desk
    office: Office

    @classmethod
    def of(cls, desk: Desk) -> Family:
        """The office is registered by the city."""
        return cls(desk, city_office(desk.scene, SourceKind.HUMAN_RESOURCES))

    def ask(self, *, at: datetime = NOW, relative: Mapping[str, Any] = RELATIVE, **changed: str) -> UUID:
        """A daughter asks at the counter."""
        return self.desk.apply(ITEM, answers={**ASKED, **changed}, at=at, **relative)

    def after_death(self, died_on: date = date(2026, 3, 1), **changed: str) -> UUID:
        """The death is on record, and she asks."""
        self.desk.lives.die(died_on)
        return self.ask(**changed)

    def with_agency(self) -> UUID:
        """A case that the community has passed on."""
        case = self.after_death()
        self.desk.accept(case, *MATERIALS)
        return case

    def tell(self, **more: Any) -> Receipt:
        """The agency tells what it decided; that it pays unless told otherwise."""
        told = {
            "id_number": id_number(WHO.serial), "name": WHO.name, "decided_on": "2026-03-02", "document": "遗属核〔2026〕7号",
            **({} if more.get("outcome") == "refused" else GRANTED), **more,
        }  # fmt: skip
        return self.office.send(self.office.event(DECIDED, told, time="2026-03-02T09:00:00+08:00"), at=NOW)[0]
