"""The desks of the tests: who takes an application and who decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel, Consent
from yinqiao.areas.effects.tests.lives import Lives
from yinqiao.areas.handover.tests.conftest import NOW, Scene, place_actor
from yinqiao.platform.access import Actor, acting

SYSTEM = Actor.system("测试")
TODAY = NOW.date()
SHIPPED = Path(services.__file__).parents[1] / "rulebook" / "items"
ALLOWANCE, CONTACT = "old_age_allowance", "contact_change"
CARDS, PROXY = ("id_card", "social_card"), ("id_card", "social_card", "proxy_id_card")


def item_text(name: str = ALLOWANCE, **changed: str) -> str:
    """The file of an item, with some words changed: `old="new"` by the words that stand there."""
    text = (SHIPPED / f"{name}.toml").read_text("utf-8")
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Desk:
    """Who is here; an item with three steps for which nobody is too young."""

    scene: Scene
    lives: Lives
    district: Actor
    folder: Path

    @classmethod
    def of(cls, scene: Scene, folder: Path) -> Desk:
        """Two people accepted by 月华社区; the city's own version of the allowance holds from 60 years on."""
        one = cls(scene, Lives.of(scene), place_actor("district_manager", "430104000000"), folder)
        one.put("allowance.toml", item_text().replace("version = 1", "version = 2").replace("value = 80", "value = 60"))
        return one

    def put(self, name: str, text: str) -> None:
        """Put an item's file where the installation keeps its own."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    def apply(
        self, item: str = ALLOWANCE, *, by: Actor | None = None, at: datetime = NOW, who: str = "王桂英",
        answers: Mapping[str, str] | None = None, **told: Any,
    ) -> UUID:  # fmt: skip
        """An application at the counter, by the person unless told otherwise."""
        given = {"pay_to": "social_card"} if answers is None and item == ALLOWANCE else answers or {}
        told = {"applicant": Applicant.SELF, "channel": Channel.COUNTER, **told}
        return services.apply(
            actor=by or self.scene.community, at=at, retiree_id=self.lives.id(who),
            application=Application(item, given, **told),
        )  # fmt: skip

    def by_daughter(self, **more: Any) -> dict[str, Any]:
        """How a daughter applies."""
        return {
            "applicant": Applicant.FAMILY, "name": "李小妹", "relation": "女儿", "phone": "13900000999",
            "consent": Consent.SIGNED, "consented_on": NOW.date(), **more,
        }  # fmt: skip

    def accept(self, case: UUID, *materials: str, by: Actor | None = None, at: datetime = NOW) -> None:
        """The community takes it in."""
        answer = Answer(materials=materials or CARDS)
        services.go_on(actor=by or self.scene.community, at=at, case_id=case, answer=answer)

    def handling(self, at: datetime = NOW) -> UUID:
        """A case at the street."""
        case = self.apply(at=at)
        self.accept(case, at=at)
        return case

    def case(self, pk: UUID) -> Case:
        """A case, whoever may see it."""
        with acting(SYSTEM):
            return Case.objects.select_related("retiree", "item").get(pk=pk)

    def acts(self, pk: UUID) -> list[str]:
        """What was done with it, in order."""
        with acting(SYSTEM):
            return list(self.case(pk).passages.order_by("at", "id").values_list("act", flat=True))

    def listed(self, actor: Actor, today: date = TODAY, **narrowed: str) -> list[UUID]:
        """What somebody's list shows."""
        with acting(actor):
            return [one.pk for one in queries.list_cases(scope=actor.scope, today=today, role=actor.role, **narrowed)]


def days(count: int) -> datetime:
    """So many days after the beginning, Monday 2026-03-02."""
    return NOW + timedelta(days=count)
