"""Brings people to where a test wants something missing of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.models import Request
from yinqiao.areas.completeness.types import Cause, RequestStep
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, acting

TODAY = timezone.localdate(NOW)
SYSTEM = Actor.system("测试")


@dataclass(frozen=True)
class Gaps:
    """Who is here, and what is missing of them."""

    scene: Scene

    def people(self, *, accepted: bool = True) -> None:
        """王桂英 and 欧阳建国 of 月华社区, with everything there."""
        self.scene.submit(roster(*CAST[:2]))
        if accepted:
            who = self.scene.community
            with acting(who):
                waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
            handover.accept_people(actor=who, at=NOW, choice=handover.Choice.of(waiting))

    def person(self, name: str = "王桂英") -> Any:
        """A person of the register by name."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name)

    def lacks(self, name: str = "王桂英", **values: Any) -> UUID:
        """Give a person's row these values, as a poor roster would have; returns the person."""
        with acting(SYSTEM):
            Retiree.objects.filter(name=name).update(**values)
        return UUID(str(self.person(name).pk))

    def seen(self, actor: Actor | None = None, *, day: date = TODAY, cause: str = "") -> list[tuple[str, str]]:
        """Cause and name of everything missing, as somebody sees it."""
        who = actor or self.scene.community
        with acting(who):
            rows = queries.list_gaps(scope=who.scope, today=day, cause=cause)
            return sorted((row.cause, row.name) for row in rows)

    def ask(self, cause: Cause, name: str = "王桂英") -> UUID:
        """The community asks the enterprise."""
        services.ask_enterprise(actor=self.scene.community, at=NOW, ids=[f"{cause}-{self.person(name).pk}"])
        return self.request().pk

    def answer(self, request_id: UUID, value: str = "", *, is_unknown: bool = False, by: Actor | None = None) -> None:
        """The enterprise answers."""
        services.answer_request(
            actor=by or self.scene.officer, at=NOW, request_id=request_id, value=value, is_unknown=is_unknown
        )

    def settle(self, request_id: UUID, step: RequestStep, reason: str = "", by: Actor | None = None) -> None:
        """The community deals with an answer."""
        services.settle_request(
            actor=by or self.scene.community, at=NOW, request_id=request_id, step=step, reason=reason
        )

    def request(self) -> Request:
        """The newest question, whoever may see it."""
        with acting(SYSTEM):
            return Request.objects.latest("id")
