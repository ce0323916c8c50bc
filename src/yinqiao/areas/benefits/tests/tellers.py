"""An enterprise that tells of benefits, one of its people whom a community looks after, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.accounts.models import AccessKey, Grant, User
from yinqiao.areas.agreements.tests.talks import TERMS, Talks
from yinqiao.areas.agreements.types import AgreementState, Audience, Benefit, Payer, Rhythm
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.types import CHANGED, ENDED, GRANTED
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice, accept_people
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.tests.offices import WITHDRAWN, Office, new_source
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

SYSTEM = Actor.system("测试")
WHO = CAST[0]
HEATING = Benefit(
    "heating", amount=Decimal("1200.00"), rhythm=Rhythm.YEAR, since=date(2026, 1, 1), basis="企发〔2019〕8号"
)
OLD = Benefit("out_of_pool", Audience.RETIRED_BEFORE, date(2012, 3, 1), Decimal("120.00"))
VETERANS = Benefit("festival", Audience.FOUNDING, amount=Decimal(2), unit="次", rhythm=Rhythm.YEAR)
HEROES = Benefit("model_worker", Audience.NAMED, payer=Payer.PROVISION)
ITEMS = (HEATING, OLD, VETERANS, HEROES)
PERSON = {"id_number": id_number(WHO.serial), "name": WHO.name}


@dataclass(frozen=True)
class Tellers:
    """The enterprise's programme and its officer, the person, the agreement."""

    talks: Talks
    office: Office
    person: UUID
    main: UUID

    def grant(self, since: str = "2026-01-01", kind: str = GRANTED, **more: Any) -> Receipt:
        """The enterprise's programme tells what the person gets; of the fourth item unless told otherwise."""
        which = {} if "benefit" in more else {"item": "4"}
        return self.office.tell(kind, {**PERSON, "since": since, **which, **more})

    def change(self, since: str, **more: Any) -> Receipt:
        """It tells that it is otherwise from a day on."""
        return self.grant(since, CHANGED, **more)

    def end(self, since: str, ending: str = "expired", **more: Any) -> Receipt:
        """It tells that it ended."""
        which = {} if "benefit" in more else {"item": "4"}
        return self.office.tell(ENDED, {**PERSON, "since": since, "ending": ending, **which, **more})

    def take_back(self, receipt: Receipt) -> Receipt:
        """It takes back what it told."""
        return self.office.tell(WITHDRAWN, {"withdraws": receipt.event_id, "reason": "录入有误"})

    def told(self) -> list[tuple[str, Any, str]]:
        """Item or kind, amount and state of each, the oldest first."""
        with acting(SYSTEM):
            rows = BenefitTold.objects.order_by("since", "told_at", "id")
            return [(one.item_no or one.kind, one.amount, one.state) for one in rows]

    def events(self) -> list[tuple[str, str]]:
        """What happened in the room, and by what it was caused."""
        with acting(SYSTEM):
            found = Event.objects.filter(type__startswith="benefits.").order_by("id")
            return list(found.values_list("type", "caused_by"))


def enterprise_office(talks: Talks, actor: Actor | None = None) -> Office:
    """A source of an enterprise, with a key over its own people."""
    who = actor or talks.enterprise
    user = User.objects.create(username=f"key-{uuid4().hex[:8]}", name="接口")
    firm = who.scope.enterprises[0]
    grant = Grant.objects.create(user=user, role="enterprise_officer", enterprise_id=firm, valid_from=date(2026, 1, 1))
    key = AccessKey.objects.create(
        key_hash=uuid4().hex, name="接口", grant=grant, enterprise_id=firm, valid_to=date(2027, 1, 1), made_by=user.pk
    )
    city = replace(talks.scene.city, role="city_manager")
    code = f"qiye-{firm}"
    made = register_source(actor=city, at=NOW, source=new_source(SourceKind.ENTERPRISE, code, key.pk))
    programme = Actor(key.pk, "enterprise_officer", "接口·企业", who.scope, "企业", grant.pk)
    return Office(code, SourceKind.ENTERPRISE, programme, made)


def received(talks: Talks) -> UUID:
    """The first of the cast, with the community."""
    talks.scene.submit(roster(WHO))
    community = talks.scene.community
    with acting(community):
        offer = list_offers(scope=community.scope).get()
    accept_people(actor=community, at=NOW, choice=Choice.of([offer.pk]))
    return offer.retiree_id


def open_tellers(talks: Talks, *items: Benefit) -> Tellers:
    """The agreement signed with these items, the person received, the enterprise registered as a source."""
    person = received(talks)
    main = talks.standing(AgreementState.SIGNED, replace(TERMS, benefits=items))
    return Tellers(talks, enterprise_office(talks), person, main)
