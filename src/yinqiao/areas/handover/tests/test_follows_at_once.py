"""A move reaches what is due and what somebody takes part in with the acceptance, not in the night after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.services import read_changed, sweep_duties
from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, roster
from yinqiao.areas.local_rules.queries import published_rules
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_move
from yinqiao.areas.retirees.types import Move, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.rulebook import freshen, shipped, supply_rules

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("测试")
STANDARD = "duties.senior_call"


@pytest.fixture
def monthly_in_the_far_district() -> object:
    """The district to which somebody moves calls every month; the city does twice a year."""
    rule = shipped().get(STANDARD, region="430105", day=NOW.date())
    own = replace(rule, region="430105", parameters={**rule.parameters, "every_months": 1})
    supply_rules(lambda: [own])
    freshen(date(1, 1, 2))
    yield own
    supply_rules(list)
    freshen(date(1, 1, 1))
    supply_rules(published_rules)


def _due(retiree: UUID) -> list[tuple[str, str]]:
    with acting(SYSTEM):
        found = Duty.objects.filter(retiree_id=retiree, standard=STANDARD).order_by("occasion")
        return [(one.occasion, one.state) for one in found]


def _moved(scene: Scene) -> UUID:
    """The first of the roster, accepted, called twice a year, and about to be accepted elsewhere."""
    scene.submit(roster(*CAST[:1]))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(SYSTEM):
        held = Retiree.objects.get(name=CAST[0].name)
    move = Move(
        NOW.date(),
        scene.elsewhere.scope.place_from,
        "开福区望麓园街道富雅坪社区2栋",
        "",
        Source.VISIT,
        held.lock_version,
    )
    record_move(actor=scene.community, at=NOW, retiree_id=held.pk, move=move)
    return held.pk


def test_whom_a_place_accepts_has_what_is_due_there_in_the_same_act(scene: Scene) -> None:
    scene.submit(roster(*CAST[:1]))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(SYSTEM):
        at_once = set(Duty.objects.values_list("retiree_id", "standard", "occasion", "state"))
    while read_changed(actor=SYSTEM, at=NOW):
        continue
    assert at_once and sweep_duties(actor=SYSTEM, at=NOW) == 0


def test_what_the_old_place_owed_ends_and_what_the_new_one_owes_begins_with_its_acceptance(
    scene: Scene, monthly_in_the_far_district: object
) -> None:
    person = _moved(scene)
    assert _due(person) == [("2026-01", "open")]
    with acting(SYSTEM):
        offer = Offer.objects.get(state="offered")
    services.accept_people(actor=scene.elsewhere, at=NOW, choice=Choice.of([offer.pk]))
    assert _due(person) == [("2026-01", "dropped"), ("2026-03", "open")]
    assert sweep_duties(actor=SYSTEM, at=NOW) == 0
