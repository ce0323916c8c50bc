"""A counter that takes what a person needs, and the pension agency that tells what it did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.accounts.models import AccessKey, Grant, User
from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, id_number
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.tests.offices import WITHDRAWN, Office, new_source
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.pension_relation.types import PERIODS_ITEM, RELATION, TRANSFER_ITEM
from yinqiao.platform.access import Actor

WHO = next(one for one in CAST if one.name == "王桂英")
TRANSFER = {
    "drawing": "no", "household_place": "衡阳市", "to_place": "长沙市", "phone": "13800000001",
    "stays": "长沙市 1972年1月至1982年12月；株洲市 1983-01 至 1991-12",
}  # fmt: skip
PERIODS = {"drawing": "yes", "stays": "株洲市 2001年1月至2003年12月", "evidence": "contract", "phone": "13800000001"}


def city_office(scene: Scene, kind: SourceKind) -> Office:
    """A source of an office, with a key over the whole city."""
    city = replace(scene.city, role="city_manager")
    division = places().by_no[scene.city.scope.place_from].id
    user = User.objects.create(username=f"key-{uuid4().hex[:8]}", name="接口")
    grant = Grant.objects.create(user=user, role="city_manager", division_id=division, valid_from=date(2026, 1, 1))
    key = AccessKey.objects.create(
        key_hash=uuid4().hex, name="接口", grant=grant, division_id=division, valid_to=date(2027, 1, 1), made_by=user.pk
    )
    code = f"cs-{kind.value.replace('_', '-')}"
    made = register_source(actor=city, at=NOW, source=new_source(kind, code, key.pk))
    programme = Actor(key.pk, "city_manager", "接口", scene.city.scope, "长沙市", grant.pk)
    return Office(code, kind, programme, made)


@dataclass(frozen=True)
class Counter:
    """The desks, and the office."""

    desk: Desk
    office: Office

    @classmethod
    def of(cls, desk: Desk) -> Counter:
        """The office is registered by the city."""
        return cls(desk, city_office(desk.scene, SourceKind.HUMAN_RESOURCES))

    def ask(self, item: str = TRANSFER_ITEM, **changed: str) -> UUID:
        """An application; unless told otherwise a true transfer."""
        given = {**(TRANSFER if item == TRANSFER_ITEM else PERIODS), **changed}
        return self.desk.apply(item, answers=given)

    def with_agency(self, item: str = TRANSFER_ITEM) -> UUID:
        """A case that the community has passed on."""
        case = self.ask(item)
        self.desk.accept(case, "id_card", "voucher" if item == TRANSFER_ITEM else "evidence")
        return case

    def tell(self, progress: str, at: datetime = NOW, **more: Any) -> Receipt:
        """The agency tells what it did."""
        matter = "periods" if progress == "corrected" else "transfer"
        told = {
            "id_number": id_number(WHO.serial), "name": WHO.name, "matter": matter, "progress": progress, "done_on": "2026-03-02",
            "document": "联系函〔2026〕12号", **more,
        }  # fmt: skip
        return self.office.send(self.office.event(RELATION, told, time="2026-03-02T09:00:00+08:00"), at=at)[0]

    def take_back(self, receipt: Receipt) -> Receipt:
        """It takes back what it told."""
        told = {"withdraws": receipt.event_id, "reason": "录入有误"}
        return self.office.send(self.office.event(WITHDRAWN, told, time="2026-03-02T09:00:00+08:00"), at=NOW)[0]


__all__ = ["PERIODS", "PERIODS_ITEM", "TRANSFER", "TRANSFER_ITEM", "Counter", "city_office"]
