"""Somebody to whom something is due, and what officers do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from yinqiao.areas.duties import services
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.types import Condition, Delivery, Outcome, Way
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City
from yinqiao.platform.access import Actor, acting

SYSTEM = Actor.system("test")


@dataclass(slots=True)
class Serving:
    """The person, the clock, and short ways to sweep, deliver and look."""

    city: City
    person: UUID
    at: datetime = AT
    BORN: ClassVar[date] = date(1940, 5, 20)

    def sweep(self, days: int = 0) -> int:
        """The sweep of a night so many days on."""
        self.at = AT + timedelta(days=days)
        while services.read_changed(actor=SYSTEM, at=self.at):
            continue
        return services.sweep_duties(actor=SYSTEM, at=self.at)

    def duties(self, person: UUID | None = None) -> list[tuple[str, str, str]]:
        """Standard, occasion and state of what was ever due to the person."""
        with acting(SYSTEM):
            found = Duty.objects.filter(retiree_id=person or self.person).order_by("standard", "occasion")
            return [(one.standard.partition(".")[2], one.occasion, one.state) for one in found]

    def open_ids(self, person: UUID | None = None) -> list[UUID]:
        """What is open."""
        with acting(SYSTEM):
            return list(
                Duty.objects.filter(retiree_id=person or self.person, state="open").values_list("pk", flat=True)
            )

    def deliver(self, duties: list[UUID] | None = None, role: str = "community_officer", **told: Any) -> UUID:
        """An officer was there."""
        usual: dict[str, Any] = {
            "way": Way.VISIT, "outcome": Outcome.MET, "day": TODAY, "condition": Condition.STEADY.value,
        }  # fmt: skip
        return services.record_delivery(
            actor=self.city.actor(role), at=self.at, retiree_id=self.person,
            delivery=Delivery(**{**usual, **told}), duties=self.open_ids() if duties is None else duties,
        )  # fmt: skip
