"""The offices of the tests: who opens a case, who leads it, who is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.types import Caller, NewCase, NewStep, Outcome, Result
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.tests.offices import new_source
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, Scope, acting

SYSTEM = Actor.system("测试")
TODAY = NOW.date()
COMMUNITY, STREET, DISTRICT, CITY = "430104001001", "430104001000", "430104000000", "430100000000"
SOLVED = Outcome(
    Result.SOLVED, "3月9日上门说明，漏水已修好", "维修资金没有及时拨付，已改为先修后结", "已修好，谢谢配合"
)
COMPLAINANT = Caller("周大姐", "13911112222", is_hidden=True)


@dataclass(frozen=True)
class Offices:
    """Who is here."""

    scene: Scene
    district: Actor
    department: Actor

    @classmethod
    def of(cls, scene: Scene) -> Offices:
        """Two people accepted by 月华社区; a department whose officer has an account."""
        scene.submit(roster(*CAST[:2]))
        with acting(scene.community):
            offers = [one.pk for one in list_offers(scope=scene.community.scope)]
        handover.accept_people(actor=scene.community, at=NOW, choice=handover.Choice.of(offers))
        office = register_source(actor=scene.city, at=NOW, source=new_source(SourceKind.CIVIL_AFFAIRS, "civil-1", None))
        department = Actor(uuid4(), "department_officer", "龙民政", Scope.of_office(office, "民政"), "市民政局")
        return cls(scene, place_actor("district_manager", DISTRICT), department)

    def person(self, name: str = "王桂英") -> UUID:
        """Somebody's entry."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name).pk

    def open(self, kind: str = "housing_repair", *, by: Actor | None = None, at: datetime = NOW, **told: Any) -> UUID:
        """A case, of 月华社区 about 王桂英 unless told otherwise."""
        told = {"words": "三楼漏水，反映三次没人修", "people": (self.person(),), **told}
        return services.open_case(actor=by or self.scene.community, at=at, new=NewCase(kind, **told))

    def led(self, kind: str = "housing_repair", *, at: datetime = NOW, **told: Any) -> UUID:
        """A case that the street has in hand."""
        case = self.open(kind, at=at, **told)
        services.accept(actor=self.scene.street, at=at, case_id=case)
        return case

    def give(
        self, case: UUID, *, by: Actor | None = None, at: datetime = NOW, task: str = "请派人查看三楼漏水", **unit: Any
    ) -> UUID:
        """A step, to 月华社区 unless told otherwise."""
        unit = unit or {"place_no": place_no(COMMUNITY)}
        return services.give(actor=by or self.scene.street, at=at, case_id=case, new=NewStep(task, **unit))

    def case(self, pk: UUID) -> Case:
        """A case, whoever may see it."""
        with acting(SYSTEM):
            return Case.objects.get(pk=pk)

    def step(self, pk: UUID) -> CaseStep:
        """A step, whoever may see it."""
        with acting(SYSTEM):
            return CaseStep.objects.get(pk=pk)

    def done(self, pk: UUID) -> list[str]:
        """What was done with a case, in order."""
        with acting(SYSTEM):
            return [one.label for one in queries.moments_of(self.case(pk).passages.all())]

    def listed(self, who: Actor, today: date = TODAY, **narrowed: str) -> list[UUID]:
        """What somebody's list shows."""
        with acting(who):
            found = queries.list_cases(scope=who.scope, today=today, role=who.role, **narrowed)
            return [one.pk for one in found]


def place_no(code: str) -> int:
    """The number of a place."""
    return places().by_code[code].place_no


def days(count: int) -> datetime:
    """So many days after the beginning, Monday 2026-03-02."""
    return NOW + timedelta(days=count)


def code_of(kind: type[DomainError], act: Any, **given: Any) -> str:
    """With which code an act is refused."""
    with pytest.raises(kind) as refused:
        act(**given)
    return refused.value.code
