"""Brings people to where a test wants them: tried, silent, declared lost, found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, roster
from yinqiao.areas.lost_contact import queries, services
from yinqiao.areas.lost_contact.models import LostCase, Reached
from yinqiao.areas.lost_contact.types import Attempt, CaseStep, Outcome, PersonStanding
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.platform.access import Actor, acting

TODAY = timezone.localdate(NOW)
SYSTEM = Actor.system("测试")
# First contacts are due by then; nobody is silent yet.
LATER = NOW + timedelta(days=100)


def day_of(at: datetime) -> date:
    """The city's day of a moment."""
    return timezone.localdate(at)


@dataclass(frozen=True)
class Seeking:
    """Who is here, and who seeks."""

    scene: Scene

    def accept(self) -> None:
        """The community accepts two people."""
        self.scene.submit(roster(*CAST[:2]))
        who = self.scene.community
        with acting(who):
            waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
        handover.accept_people(actor=who, at=NOW, choice=handover.Choice.of(waiting))

    def person(self, name: str = "王桂英") -> Any:
        """A person of the register."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name)

    def id(self, name: str = "王桂英") -> UUID:
        """The person's id."""
        return UUID(str(self.person(name).pk))

    def attempt(self, outcome: Outcome, at: datetime = NOW, *, on: date | None = None, by: Actor | None = None) -> UUID:
        """An attempt to reach 王桂英."""
        return services.record_attempt(
            actor=by or self.scene.community, at=at, retiree_id=self.id(),
            attempt=Attempt(outcome, on or day_of(at)),
        )  # fmt: skip

    def call(self, at: datetime = NOW) -> None:
        """A call that reached 王桂英, as it is noted on the person page."""
        note = NoteInput(NoteKind.CALL, day_of(at), "一切都好")
        add_note(actor=self.scene.community, at=at, retiree_id=self.id(), note=note)

    def declare(self, at: datetime = NOW, *, by: Actor | None = None, reason: str = "rule_met") -> UUID:
        """Declare 王桂英 lost."""
        return services.declare_lost(actor=by or self.scene.community, at=at, retiree_id=self.id(), reason=reason)

    def find(self, at: datetime = NOW, way: str = "relative", *, on: date | None = None) -> None:
        """王桂英 was found."""
        services.declare_found(
            actor=self.scene.community, at=at, retiree_id=self.id(), way=way, found_on=on or day_of(at)
        )

    def undo(self, step: CaseStep, at: datetime = NOW) -> None:
        """Take a declaration or its end back."""
        services.undo_case(actor=self.scene.community, at=at, retiree_id=self.id(), step=step)

    def standing(self, at: datetime = NOW, actor: Actor | None = None) -> PersonStanding:
        """How 王桂英 stands."""
        who = actor or self.scene.community
        with acting(who):
            return queries.person_standing(scope=who.scope, today=day_of(at), retiree_id=self.id())

    def listed(self, at: datetime = NOW, actor: Actor | None = None, **narrowed: str) -> list[str]:
        """Whose names the list has, as somebody sees it."""
        who = actor or self.scene.community
        with acting(who):
            return [row["name"] for row in queries.list_people(scope=who.scope, today=day_of(at), **narrowed)]

    def last_on(self) -> date | None:
        """The last contact that is on the books."""
        with acting(SYSTEM):
            return Reached.objects.filter(pk=self.id()).values_list("last_on", flat=True).first()

    def case(self) -> LostCase:
        """The newest declaration."""
        with acting(SYSTEM):
            return LostCase.objects.latest("id")
