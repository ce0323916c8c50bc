"""A round of two, and short ways to tell of it as a telephone does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.duties.models import Delivery as DeliveryRow
from yinqiao.areas.duties.tests.serving import SYSTEM, Serving
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.rounds import services
from yinqiao.areas.rounds.models import Item
from yinqiao.areas.rounds.types import Receipt, Told
from yinqiao.platform.access import Actor, acting

LATER = AT + timedelta(hours=2)


@dataclass(slots=True)
class Walking:
    """The two people of the round, its officer, and its items by person."""

    serving: Serving
    other: UUID
    officer: Actor
    round_id: UUID = field(init=False)
    items: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def person(self) -> UUID:
        """王桂英, the first of the two."""
        return self.serving.person

    def take(self) -> Walking:
        """The officer takes both."""
        duties = [*self.serving.open_ids(), *self.serving.open_ids(self.other)]
        self.round_id = services.take_round(actor=self.officer, at=AT, duties=duties, purpose="一季度走访")
        with acting(SYSTEM):
            self.items = dict(Item.objects.filter(round_id=self.round_id).values_list("retiree_id", "pk"))
        return self

    def tell(
        self, person: UUID | None = None, *, at: datetime = LATER, slow: timedelta = timedelta(), told_at: datetime | None = None,
        choice: str = "", actor: Actor | None = None, **told: Any,
    ) -> Receipt:  # fmt: skip
        """The telephone tells of a visit; its clock is slow by so much."""
        usual: dict[str, Any] = {"way": Way.VISIT, "outcome": Outcome.MET, "day": TODAY, "condition": "steady"}
        sent = Told(
            Delivery(**{**usual, **told}), (told_at or at - timedelta(minutes=30)) - slow, at - slow, choice
        )  # fmt: skip
        return services.receive_item(
            actor=actor or self.officer, at=at, item_id=self.items[person or self.person], told=sent
        )  # fmt: skip

    def version(self) -> int:
        """Of the first person's row."""
        with acting(SYSTEM):
            return find_row(SYSTEM.scope, self.person).lock_version

    def deliveries(self) -> int:
        """How many visits are noted in the whole city."""
        with acting(SYSTEM):
            return DeliveryRow.objects.count()

    def states(self) -> set[tuple[str, str]]:
        """State and reason of each item."""
        with acting(SYSTEM):
            return set(Item.objects.filter(round_id=self.round_id).values_list("state", "code"))
