"""A community that is no more, with people waiting and people held: everything goes on to its heir, or to the street."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, PLACES, Scene, roster
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.organisations.services import load_divisions
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_move
from yinqiao.areas.retirees.types import Move, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("测试")
STREET, COMMUNITY, NEIGHBOUR = "430104001000", "430104001001", "430104001002"


def _without(*codes: str, merges: Mapping[str, str] | None = None) -> None:
    listed = [place for place in PLACES if place.code not in codes]
    load_divisions(actor=Actor.system("更新行政区划"), at=NOW, places=listed, merges=merges or {})
    forget_places()


def _stand(name: str) -> tuple[str, int, list[tuple[str, int]]]:
    with acting(SYSTEM):
        person = Retiree.objects.get(name=name)
        offers = Offer.objects.filter(retiree=person).order_by("id").values_list("state", "place_no")
        return person.status, person.place_no, list(offers)


@pytest.fixture
def peopled(scene: Scene) -> Scene:
    """One person held by the community, one waiting for it."""
    scene.submit(roster(*CAST[:2]))
    with acting(SYSTEM):
        first = Offer.objects.get(name=CAST[0].name)
    services.accept_people(actor=scene.community, at=NOW, choice=Choice.of([first.pk]))
    return scene


@pytest.mark.parametrize(
    ("merges", "heir"),
    [({COMMUNITY: NEIGHBOUR}, NEIGHBOUR), ({}, STREET)],
    ids=["merged into the neighbour", "dissolved without an heir"],
)
def test_who_is_held_and_who_waits_go_to_the_heir_else_to_the_street(
    peopled: Scene, merges: Mapping[str, str], heir: str
) -> None:
    _without(COMMUNITY, merges=merges)
    number = places().by_code[heir].place_no
    assert _stand(CAST[0].name) == ("managed", number, [("accepted", number)])
    assert _stand(CAST[1].name) == ("offered", number, [("offered", number)])
    with acting(SYSTEM):
        told = Event.objects.filter(type="retirees.place_changed").values_list("place_no", flat=True)
        assert list(told) == [number, number]


def test_the_street_answers_for_them_and_sends_them_on(peopled: Scene) -> None:
    _without(COMMUNITY)
    with acting(SYSTEM):
        waiting = Offer.objects.get(name=CAST[1].name)
        held = Retiree.objects.get(name=CAST[0].name)
    neighbour = places().by_code[NEIGHBOUR].place_no
    services.route_people(actor=peopled.street, at=NOW, choice=Choice.of([waiting.pk]), place_no=neighbour)
    move = Move(NOW.date(), neighbour, "岳麓区望月湖街道荷叶塘社区2栋", "", Source.VISIT, held.lock_version)
    record_move(actor=peopled.street, at=NOW, retiree_id=held.pk, move=move)
    with acting(SYSTEM):
        offers = list(Offer.objects.filter(state="offered", place_no=neighbour))
    services.accept_people(actor=peopled.neighbour, at=NOW, choice=Choice.of([one.pk for one in offers]))
    assert [_stand(one.name)[:2] for one in CAST[:2]] == [("managed", neighbour)] * 2


def test_a_merge_into_a_place_that_merges_itself_leads_to_the_last_living_one(peopled: Scene) -> None:
    _without(COMMUNITY, NEIGHBOUR, merges={COMMUNITY: NEIGHBOUR})
    number = places().by_code[STREET].place_no
    assert _stand(CAST[0].name)[1] == _stand(CAST[1].name)[1] == number


@pytest.mark.parametrize("merges", [{COMMUNITY: "439999999999"}, {COMMUNITY: NEIGHBOUR, NEIGHBOUR: COMMUNITY}])
def test_a_merge_that_leads_nowhere_changes_nothing(peopled: Scene, merges: Mapping[str, str]) -> None:
    before = [_stand(one.name) for one in CAST[:2]]
    with pytest.raises(DomainError) as refusal:
        _without(COMMUNITY, NEIGHBOUR, merges=merges)
    forget_places()
    assert refusal.value.code == "organisations.unknown_merge"
    assert [_stand(one.name) for one in CAST[:2]] == before
