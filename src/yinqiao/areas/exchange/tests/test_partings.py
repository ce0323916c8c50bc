"""Who leaves a place is told of there once more: that they left. Nothing that comes after it is."""

from __future__ import annotations

import pytest

from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice, accept_people
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, keys, roster, scene
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_move
from yinqiao.areas.retirees.types import Move, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = [pytest.mark.db, pytest.mark.django_db]
__all__ = ["keys", "scene"]
SYSTEM = Actor.system("测试")
FAR_STREET = "430105001001"


def _told(actor: Actor) -> list[str]:
    sequence_all()
    with acting(actor):
        return [row.type for row in list_feed(scope=actor.scope, after=0, limit=100).rows if row.retiree_id]


@pytest.fixture
def moved(scene: Scene) -> Scene:
    """One person of 月华社区 has gone to a community of another district, which has accepted them."""
    scene.submit(roster(CAST[0]))
    with acting(SYSTEM):
        first = Offer.objects.get()
    accept_people(actor=scene.community, at=NOW, choice=Choice.of([first.pk]))
    with acting(SYSTEM):
        held = Retiree.objects.get()
    move = Move(
        NOW.date(), places().by_code[FAR_STREET].place_no, "开福区富雅坪社区2栋", "", Source.VISIT, held.lock_version
    )
    record_move(actor=scene.street, at=NOW, retiree_id=held.pk, move=move)
    assert "handover.person_passed_on" not in _told(scene.street)
    with acting(SYSTEM):
        second = Offer.objects.get(state="offered")
    accept_people(actor=scene.elsewhere, at=NOW, choice=Choice.of([second.pk]))
    return scene


def test_the_place_that_is_left_is_told_of_it_as_the_last_thing(moved: Scene) -> None:
    for actor in (moved.community, moved.street):
        assert _told(actor) == ["handover.person_passed_on"]


def test_nobody_else_is_told_of_a_person_who_is_not_theirs(moved: Scene) -> None:
    assert _told(moved.neighbour) == []
    # The enterprise reads what is shared with it; where its people live now and lived before is not.
    assert "handover.person_passed_on" not in _told(moved.officer)
    assert "handover.person_accepted" in _told(moved.officer)


def test_the_place_that_took_them_over_reads_the_whole_way_with_the_parting_once(moved: Scene) -> None:
    told = _told(moved.elsewhere)
    assert told.count("handover.person_passed_on") == 1
    assert told.count("handover.person_accepted") == 2


def test_the_walls_show_the_parting_and_nothing_else_of_the_person(moved: Scene) -> None:
    with acting(moved.street):
        assert set(Event.objects.exclude(retiree_id=None).values_list("type", flat=True)) == {
            "handover.person_passed_on"
        }
        assert not Retiree.objects.exists()
