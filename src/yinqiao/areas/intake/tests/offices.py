"""Offices that tell the city things: their keys, what they send, and short ways to look at what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.accounts.models import AccessKey, Grant, User
from yinqiao.areas.intake import services
from yinqiao.areas.intake.models import Contradiction, Message, Source
from yinqiao.areas.intake.types import Basis, NewSource, Receipt, SourceKind, inward_types
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.small_city import AT, City
from yinqiao.platform.access import Actor, Scope, acting

SYSTEM = Actor.system("test")
NUMBER, OTHER, THIRD = "430999194806150024", "430999194806150040", "430999194806150059"
PERSON = {"id_number": NUMBER, "name": "王桂英"}
DEATH, RESIDENCE = "cn.yinqiao.person.death.v1", "cn.yinqiao.person.residence.v1"
IDENTITY, PHONE = "cn.yinqiao.person.identity.v1", "cn.yinqiao.person.phone.v1"
DEATH_WITHDRAWN, WITHDRAWN = "cn.yinqiao.person.death-withdrawn.v1", "cn.yinqiao.message.withdrawn.v1"


def make_key(city: City, name: str, scope: Scope) -> Actor:
    """A key of the city, and the actor that it opens for; the grant beside it is a manager's."""
    user = User.objects.create(username=f"key-{name}", name=name)
    division = places().by_no[city.city].id
    grant = Grant.objects.create(user=user, role="city_manager", division_id=division, valid_from=date(2026, 1, 1))
    made = AccessKey.objects.create(
        key_hash=uuid4().hex, name=name, grant=grant, division_id=division, valid_to=date(2027, 1, 1), made_by=user.pk
    )
    return Actor(made.pk, "city_manager", f"接口·{name}", scope, "长沙市", grant.pk)


@dataclass
class Office:
    """One source: sends events with ids of their own."""

    code: str
    kind: SourceKind
    actor: Actor
    source_id: UUID
    numbers: Any = field(default_factory=lambda: count(1))

    def event(self, kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """An event in structured mode."""
        return {
            "specversion": "1.0", "id": f"{self.code}-{next(self.numbers)}", "source": f"/sources/{self.code}",
            "type": kind, "time": "2026-03-04T09:00:00+08:00", "datacontenttype": "application/json", "data": data,
            **more,
        }  # fmt: skip

    def send(self, *events: Any, at: datetime = AT) -> list[Receipt]:
        """Send them as one batch."""
        return services.receive_events(actor=self.actor, at=at, events=list(events))

    def tell(self, kind: str, data: dict[str, Any], **more: Any) -> Receipt:
        """Send one event; its receipt."""
        return self.send(self.event(kind, data, **more))[0]


@dataclass(frozen=True)
class Offices:
    """The offices by kind, and the city."""

    city: City
    by_kind: dict[str, Office]

    def __getitem__(self, kind: str) -> Office:
        return self.by_kind[kind]


def new_source(kind: SourceKind, code: str, key_id: UUID | None, **more: Any) -> NewSource:
    """A source that may tell whatever its kind may."""
    types = tuple(one.code for one in inward_types().values() if kind in one.kinds)
    usual = {
        "name": kind.label, "kind": kind, "code": code, "types": types, "rate": 10_000, "silent_days": 7,
        "basis": Basis("社会保险经办条例", "第二十五条", date(2024, 1, 1)), "key_id": key_id,
    }  # fmt: skip
    return NewSource(**{**usual, **more})


def open_office(city: City, kind: SourceKind, *, scope: str = "city", **more: Any) -> Office:
    """Register an office with a key of its own."""
    code = f"cs-{kind.value.replace('_', '-')}"
    key = make_key(city, code, city.scopes[scope])
    manager = city.actor("city_manager")
    made = services.register_source(actor=manager, at=AT, source=new_source(kind, code, key.id, **more))
    return Office(code, kind, key, made)


def open_offices(city: City) -> Offices:
    """Police, health insurance, civil affairs, human resources, and an enterprise."""
    kinds = (SourceKind.POLICE, SourceKind.MEDICAL_INSURANCE, SourceKind.HUMAN_RESOURCES, SourceKind.ENTERPRISE)
    return Offices(city, {kind.value: open_office(city, kind) for kind in kinds})


def person_of(pk: UUID) -> Retiree:
    """The person as the register has it now."""
    with acting(SYSTEM):
        return Retiree.objects.get(pk=pk)


def message_of(receipt: Receipt) -> Message:
    """The message of a receipt."""
    with acting(SYSTEM):
        return Message.objects.get(pk=receipt.no)


def cases() -> list[Contradiction]:
    """Every work item."""
    with acting(SYSTEM):
        return list(Contradiction.objects.order_by("id"))


def source_of(office: Office) -> Source:
    """The source as it stands."""
    with acting(SYSTEM):
        return Source.objects.get(pk=office.source_id)


def died(day: str = "2026-03-03", **more: Any) -> dict[str, Any]:
    """What a death says."""
    return {**PERSON, "died_on": day, "proof": "死亡医学证明", **more}


LATER = AT + timedelta(hours=1)
