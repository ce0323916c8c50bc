"""Brings people to where a test wants them: certified, due, overdue, suspended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.certification import queries, services
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.types import (
    Certification,
    Method,
    Mistake,
    Outcome,
    PayChange,
    Result,
    Where,
)
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_death, withdraw_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

TODAY = timezone.localdate(NOW)
SYSTEM = Actor.system("测试")
MANDATE = "长社险委〔2026〕3号"
NAME = "王桂英"


def at(days: int) -> datetime:
    """So many days after the acceptance."""
    return NOW + timedelta(days=days)


@dataclass(frozen=True)
class Certifying:
    """Who is here, and who certifies."""

    scene: Scene

    def accept(self) -> None:
        """月华社区 accepts two people."""
        self.scene.submit(roster(*CAST[:2]))
        self.accept_waiting(self.scene.community)

    @staticmethod
    def accept_waiting(who: Actor) -> None:
        """A place accepts whoever waits there."""
        with acting(who):
            waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
        handover.accept_people(actor=who, at=NOW, choice=handover.Choice.of(waiting))

    def person(self, name: str = NAME) -> Any:
        """A person of the register."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name)

    def id(self, name: str = NAME) -> UUID:
        """The person's id."""
        return UUID(str(self.person(name).pk))

    def clock(self, name: str = NAME) -> Clock:
        """The person's clock."""
        with acting(SYSTEM):
            return Clock.objects.get(pk=self.id(name))

    def tell(
        self, day: date, method: Method = Method.FACE, reference: str = "", *, days: int = 0, name: str = NAME
    ) -> Outcome:
        """Human resources tell one result."""
        row = Result(self.id(name), day, method, reference)
        (found,) = services.record_results(actor=SYSTEM, at=at(days), rows=[row])
        return found

    def suspend(self, day: date, *, days: int = 0) -> Outcome:
        """Human resources tell a suspension."""
        (found,) = services.record_suspensions(actor=SYSTEM, at=at(days), rows=[PayChange(self.id(), day)])
        return found

    def resume(self, day: date, *, days: int = 0) -> Outcome:
        """Human resources tell that pay goes on."""
        (found,) = services.record_resumptions(actor=SYSTEM, at=at(days), rows=[PayChange(self.id(), day)])
        return found

    def sweep(self, days: int = 0) -> int:
        """The sweep of a night."""
        return services.sweep_people(actor=SYSTEM, at=at(days))

    def certify(self, *names: str, days: int = 0, by: Actor | None = None, **told: Any) -> int:
        """An officer certifies people at home."""
        facts = {
            "method": Method.HOME,
            "day": timezone.localdate(at(days)),
            "where": Where.HOME,
            "mandate_no": MANDATE,
            **told,
        }
        ids = [self.id(name) for name in names or (NAME,)]
        return services.certify_people(
            actor=by or self.scene.community, at=at(days), ids=ids, done=Certification(**facts)
        )

    def undo(self, record: Record, *, by: Actor | None = None, days: int = 0) -> UUID:
        """Take a record back."""
        return services.undo_record(
            actor=by or self.scene.community, at=at(days), record_id=record.pk, mistake=Mistake.WRONG_DAY
        )

    def records(self, name: str = NAME) -> list[Record]:
        """The record of a person, oldest first."""
        with acting(SYSTEM):
            return list(Record.objects.filter(retiree_id=self.id(name)).order_by("id"))

    def die(self, on: date, *, days: int = 0) -> None:
        """The community records a death."""
        death = Death(on, Source.RELATIVE, "死亡证明", self.person().lock_version)
        record_death(actor=self.scene.community, at=at(days), retiree_id=self.id(), death=death)

    def live(self, *, days: int = 0) -> None:
        """The street takes the death back."""
        withdraw_death(
            actor=self.scene.street, at=at(days), retiree_id=self.id(), reason="登记错人",
            lock_version=self.person().lock_version,
        )  # fmt: skip

    def listed(self, actor: Actor | None = None, *, days: int = 0, **narrowed: str) -> list[str]:
        """Whose names the list has, as somebody sees it."""
        who = actor or self.scene.community
        with acting(who):
            rows = queries.list_people(scope=who.scope, today=timezone.localdate(at(days)), **narrowed)
            return [row["name"] for row in rows]

    def told(self, name: str = NAME) -> list[str]:
        """The events of certification on a person's timeline, oldest first."""
        with acting(SYSTEM):
            found = Event.objects.filter(retiree_id=self.id(name), type__startswith="certification.").order_by("id")
            return [one.removeprefix("certification.") for one in found.values_list("type", flat=True)]
