"""Whom a place accepts gets a clock, by either way of writing; who has one goes on with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yinqiao.areas.certification.models import Clock
from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, make_scene, roster
from yinqiao.platform.access import acting

pytestmark = pytest.mark.db
DUE = date(2026, 12, 31)


@pytest.fixture(params=[1, 5000], ids=["two connections", "one connection"])
def offered(request: pytest.FixtureRequest, settings: object, fresh_database: None) -> Iterator[Scene]:
    """Everybody of the cast waits; real commits, written by two connections or by one."""
    settings.COMPANION_FROM = request.param  # type: ignore[attr-defined]
    scene = make_scene()
    scene.submit(roster(*CAST))
    yield scene


def _accept(scene: Scene) -> dict[str, Clock]:
    with acting(scene.city):
        waiting = dict(queries.list_offers(scope=scene.city.scope).values_list("retiree_id", "name"))
        offers = tuple(queries.list_offers(scope=scene.city.scope).values_list("pk", flat=True))
    services.accept_people(actor=scene.city, at=NOW, choice=services.Choice.of(offers))
    with acting(scene.city):
        return {waiting[clock.pk]: clock for clock in Clock.objects.all()}


def test_everybody_accepted_has_a_clock(offered: Scene) -> None:
    assert sorted(_accept(offered)) == sorted(one.name for one in CAST)


def test_who_had_a_clock_before_goes_on_with_the_same_and_all_others_begin(offered: Scene) -> None:
    with acting(offered.city):
        who = queries.list_offers(scope=offered.city.scope).get(name=CAST[0].name).retiree_id
        Clock.objects.create(
            retiree_id=who,
            begun_on=date(2025, 3, 2),
            due_on=DUE,
            state="not_required",
            why="left",
            state_on=date(2025, 9, 1),
        )
    clocks = _accept(offered)
    assert sorted(clocks) == sorted(one.name for one in CAST)
    known = clocks[CAST[0].name]
    assert (known.begun_on, known.due_on, known.why) == (date(2025, 3, 2), DUE, "")
