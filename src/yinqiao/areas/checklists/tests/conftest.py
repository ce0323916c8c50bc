"""The small city of the handover's tests, talks over an agreement, and its checklist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from yinqiao.areas.agreements.tests.talks import SYSTEM, TERMS, Talks
from yinqiao.areas.agreements.types import AgreementState, Numbers, Side, Terms
from yinqiao.areas.checklists import services
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.rules import items
from yinqiao.areas.checklists.types import Evidence, ItemState, SeenItem
from yinqiao.areas.handover.tests.conftest import NOW, Scene, keys, scene
from yinqiao.platform.access import Actor, acting

__all__ = ["keys", "scene"]


READY = Evidence("已完成，共 10 人")


@dataclass(frozen=True)
class Desk:
    """An agreement between the enterprise and the street that both know, and the items of its checklist."""

    talks: Talks
    agreement_id: UUID

    def item(self, code: str) -> ChecklistItem:
        """The item, whoever may see it."""
        with acting(SYSTEM):
            return ChecklistItem.objects.get(agreement_id=self.agreement_id, code=code)

    def codes(self, state: ItemState | None = None) -> set[str]:
        """The codes of the items, in one state or in any."""
        with acting(SYSTEM):
            found = ChecklistItem.objects.filter(agreement_id=self.agreement_id)
            return set((found.filter(state=state) if state else found).values_list("code", flat=True))

    def entries(self, code: str) -> list[ChecklistEntry]:
        """What was said about an item, oldest first."""
        with acting(SYSTEM):
            return list(ChecklistEntry.objects.filter(item__code=code).order_by("id"))

    def seen(self, code: str) -> SeenItem:
        """The item as it stands now."""
        return self.item(code).seen

    def owner(self, code: str) -> Actor:
        """Who owes the item."""
        return self.talks.enterprise if items()[code].side is Side.ENTERPRISE else self.talks.street

    def other(self, code: str) -> Actor:
        """Who answers it."""
        return self.talks.street if items()[code].side is Side.ENTERPRISE else self.talks.enterprise

    def report(self, code: str, evidence: Evidence = READY) -> None:
        """Say that it is ready."""
        services.report_item(actor=self.owner(code), at=NOW, seen=self.seen(code), evidence=evidence)

    def confirm(self, code: str) -> None:
        """Answer that it is."""
        services.confirm_item(actor=self.other(code), at=NOW, seen=self.seen(code))


def people_only() -> Terms:
    """Terms that say nothing of members, archives, premises and money."""
    return replace(TERMS, numbers=Numbers(people=10))


@pytest.fixture
def talks(scene: Scene) -> Talks:
    """The enterprise, the street and the district at one table."""
    return Talks.of(scene)


@pytest.fixture
def desk(talks: Talks) -> Desk:
    """A proposed agreement with everything in it."""
    return Desk(talks, talks.standing(AgreementState.PROPOSED))
