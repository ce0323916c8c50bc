"""Whoever has a step in hand goes on leave: the office owns it, so a stand-in sees and does it, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.accounts.services import name_deputy
from yinqiao.areas.accounts.tests.people import actor_of, make
from yinqiao.areas.accounts.types import Role, Target
from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.tests.offices import COMMUNITY, TODAY, Offices, days
from yinqiao.areas.cases.types import StepAct
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.models import Division
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BESIDE = "430104001002"


def _officer(name: str, code: str) -> Actor:
    return make(name, Role.COMMUNITY_OFFICER, Target(division_id=Division.objects.get(code=code).pk)).actor


def _open(who: Actor) -> list[object]:
    with acting(who):
        return [one.pk for one in queries.list_steps(scope=who.scope, today=TODAY)]


def test_a_stand_in_does_the_step_of_who_is_on_leave_as_long_as_that_lasts(offices: Offices) -> None:
    principal, neighbour = _officer("zhuanban", COMMUNITY), _officer("linshe", BESIDE)
    assert principal.id and neighbour.id
    step = offices.give(offices.led())
    services.do_step(actor=principal, at=NOW, step_id=step, done=StepAct.TAKE, words="")
    answer = {"at": days(1), "step_id": step, "done": StepAct.ANSWER, "words": "已查看"}
    with pytest.raises(NotFound):
        services.do_step(actor=neighbour, **answer)
    grant = name_deputy(
        actor=principal, at=NOW, deputy_id=neighbour.id, valid_from=date(2026, 3, 3), valid_to=date(2026, 3, 10)
    )
    assert _open(actor_of(neighbour.id, date(2026, 3, 10), grant)) == []
    stand_in = actor_of(neighbour.id, date(2026, 3, 3), grant)
    assert _open(stand_in) == [step]
    services.do_step(actor=stand_in, **answer)
    assert offices.step(step).state == "answered"
    with acting(offices.scene.street):
        who = [one.who for one in offices.case(offices.step(step).case_id).passages.all()]
    # The line says who did it, not for whom.
    assert stand_in.name in who and stand_in.name != principal.name
