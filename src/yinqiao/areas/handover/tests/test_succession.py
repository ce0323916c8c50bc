"""A successor's own roster names people whom the enterprise that it took over had listed: they are its own already."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Finding
from yinqiao.areas.organisations.queries import scope_of_enterprise
from yinqiao.areas.organisations.services import dissolve_enterprise, restore_enterprise
from yinqiao.areas.organisations.types import Dissolution
from yinqiao.areas.retirees.queries import find_people
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NEWCOMER = Person("周子墨", 108, phone="13900000108")
MOVED = replace(CAST[0], phone="13900009999")


@pytest.fixture(autouse=True)
def listed(scene: Scene) -> None:
    """The people of the first enterprise stand in the register."""
    scene.submit(roster(*CAST))


def _succeed(scene: Scene) -> Actor:
    """Leave the first enterprise to the second; answers with an officer of who answers since, the successor first."""
    told = Dissolution(NOW.date(), "湘国资〔2026〕2号", scene.other_id)
    dissolve_enterprise(actor=scene.city, at=NOW, enterprise_id=scene.enterprise_id, dissolution=told)
    scope = scope_of_enterprise(enterprise_id=scene.other_id)
    ordered = (scene.other_id, *(one for one in scope.enterprises if one != scene.other_id))
    return Actor(uuid4(), "enterprise_officer", "企业经办", replace(scope, enterprises=ordered), scope.label)


def _rows(actor: Actor, batch_id: UUID) -> dict[str, tuple[str, str]]:
    with acting(actor):
        return {
            row.name: (row.state, row.change)
            for row in RosterRow.objects.filter(batch_id=batch_id).only("name", "state", "change")
        }


def _codes(actor: Actor, batch_id: UUID) -> list[str]:
    with acting(actor):
        found = Finding.objects.filter(batch_id=batch_id, code__in=["roster.succeeded", "roster.registered_elsewhere"])
        return sorted(found.values_list("code", flat=True))


def _people(scene: Scene) -> list[str]:
    with acting(scene.city):
        return sorted(
            one.name for name in (*CAST, NEWCOMER) for one in find_people(scope=scene.city.scope, text=name.name)
        )


def test_people_left_by_a_dissolved_enterprise_are_compared_field_by_field_and_nobody_is_doubled(scene: Scene) -> None:
    since = _succeed(scene)
    batch_id = scene.upload(roster(MOVED, *CAST[1:], NEWCOMER), since)
    rows = _rows(since, batch_id)
    assert rows[MOVED.name] == ("ready", "changed")
    assert rows[CAST[1].name] == ("ready", "unchanged")
    assert rows[NEWCOMER.name] == ("ready", "new")
    assert _codes(since, batch_id) == ["roster.succeeded"] * len(CAST)
    scene.submit(roster(MOVED, *CAST[1:], NEWCOMER), since)
    assert _people(scene) == sorted(one.name for one in (*CAST, NEWCOMER))
    with acting(scene.city):
        offers = list_offers(scope=scene.city.scope)
        assert offers.count() == len(CAST) + 1
        assert offers.get(name=MOVED.name).enterprise_id == scene.enterprise_id, "who was offered stays as offered"


def test_without_succession_the_same_rows_are_somebody_elses(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST, NEWCOMER), scene.rival)
    assert {row for name, row in _rows(scene.rival, batch_id).items() if name != NEWCOMER.name} == {("blocked", "new")}
    assert _codes(scene.rival, batch_id) == ["roster.registered_elsewhere"] * len(CAST)


def test_somebody_returned_to_the_predecessor_is_offered_anew_and_the_roster_can_be_taken_back(scene: Scene) -> None:
    with acting(scene.community):
        waiting = list_offers(scope=scene.community.scope).get(name=CAST[0].name).id
    choice = Choice.of([waiting])
    services.return_people(actor=scene.community, at=NOW, choice=choice, reason=ReturnReason.NOT_RESIDENT)
    since = _succeed(scene)
    batch_id = scene.submit(roster(MOVED, NEWCOMER), since)
    with acting(scene.city):
        states = sorted(list_offers(scope=scene.city.scope).filter(name=MOVED.name).values_list("state", flat=True))
    assert states == [OfferState.OFFERED, OfferState.WITHDRAWN]
    lists.begin_undo(kind="roster", actor=since, at=NOW, batch_id=batch_id, reason="名册版本有误")
    services.undo_batch(actor=since, at=NOW, batch_id=batch_id)
    with acting(scene.city):
        states = sorted(list_offers(scope=scene.city.scope).filter(name=MOVED.name).values_list("state", flat=True))
    assert states == [OfferState.RETURNED]
    assert NEWCOMER.name not in _people(scene)


def test_a_succession_taken_back_between_check_and_submission_holds_the_rows_back(scene: Scene) -> None:
    since = _succeed(scene)
    content = roster(MOVED, NEWCOMER)
    batch_id = scene.upload(content, since)
    restore_enterprise(actor=scene.city, at=NOW, enterprise_id=scene.enterprise_id, reason="登记错了企业")
    lists.begin_submission(kind="roster", actor=since, at=NOW, batch_id=batch_id)
    services.submit_batch(actor=since, at=NOW, batch_id=batch_id)
    assert _codes(since, batch_id) == ["roster.registered_elsewhere", "roster.succeeded"]
    assert _people(scene) == sorted(one.name for one in (*CAST, NEWCOMER))
