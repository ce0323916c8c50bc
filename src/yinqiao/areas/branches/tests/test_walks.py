"""Whatever both sides do in whatever order: each organisation stands where its events lead and is owed by one, by a day."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from yinqiao.areas.branches import services
from yinqiao.areas.branches.models import Organisation
from yinqiao.areas.branches.rules import owed_by, steps_of
from yinqiao.areas.branches.tests.transfers import FIRST, SECOND, SYSTEM, Handing
from yinqiao.areas.branches.types import SIGNED, Path, Side, State
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

NAMES = (FIRST, SECOND, "退休第三党支部", "退休第四党支部")
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _acts(handing: Handing, chance: random.Random) -> list[Callable[[], object]]:
    name, path = chance.choice(NAMES), chance.choice(list(Path))
    who = chance.choice([handing.firm, handing.street])
    row = handing.row(name)
    told = {"actor": handing.firm, "at": NOW, "organisation_id": row.pk}
    return [
        *[lambda: handing.offer(name, path)] * 2, lambda: handing.withdraw(name, by=who), lambda: handing.send_back(name, by=who),
        lambda: services.drop_organisation(**told), *[lambda: services.restore_organisation(**told)] * 2,
        *[lambda: handing.step(row.next_step or "approval", name)] * 6,
        lambda: handing.step(chance.choice(steps_of(path)).code, name, by=who),
    ]  # fmt: skip


def _holds() -> None:
    with acting(SYSTEM):
        for one in Organisation.objects.all():
            last = Event.objects.filter(subject_id=one.pk).latest("id")
            assert (one.state, one.path) == (last.data["state"], last.data["path"])
            assert one.owed_by == (owed_by(one.stand) or "") and (one.due_on is None) == (not one.owed_by)
            held = one.custodies.get(until__isnull=True)
            is_signed = one.state in SIGNED and one.path in (Path.WHOLE, Path.MERGED)
            assert (held.holder_place_no is not None) == is_signed
            done = one.steps.filter(round=one.round, corrects__isnull=True)
            if one.state == State.SETTLED:
                assert {step.side for step in done} == {Side.ENTERPRISE, Side.PLACE}
                assert done.count() == len(steps_of(Path[one.path.upper()]))


@pytest.mark.parametrize("seed", range(3))
def test_after_every_act_events_explain_the_state(handing: Handing, seed: int) -> None:
    chance = random.Random(seed)
    for name in NAMES:
        handing.add(name, members=0)
    done = 0
    for _ in range(80):
        try:
            chance.choice(_acts(handing, chance))()
        except DomainError:
            continue
        done += 1
        _holds()
    assert done > 10
