"""Between the check of a roster and its submission others go on working: what they did is seen, by either way of writing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.errors import Conflict
from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, make_scene, roster
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch, Finding
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.retirees.queries import find_people
from yinqiao.platform.access import Actor, acting

pytestmark = pytest.mark.db


@pytest.fixture(params=[1, 5000], ids=["two connections", "one connection"])
def scene(request: pytest.FixtureRequest, settings: object, fresh_database: None) -> Iterator[Scene]:
    """The scene with real commits, written by two connections or by one."""
    settings.COMPANION_FROM = request.param  # type: ignore[attr-defined]
    yield make_scene()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()")
        assert cursor.fetchone()[0] == 0


def _offered(actor: Actor) -> list[str]:
    with acting(actor):
        offers = queries.list_offers(scope=actor.scope).filter(state=OfferState.OFFERED)
        return sorted(offers.values_list("name", flat=True))


def _submit(scene: Scene, batch_id: object) -> None:
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)  # type: ignore[arg-type]
    services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)  # type: ignore[arg-type]


def test_a_first_roster_offers_everybody(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    assert _offered(scene.city) == sorted(one.name for one in CAST)


def test_a_person_whom_another_enterprise_registered_meanwhile_is_held_back_and_the_others_go(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    scene.submit(roster(CAST[0]), scene.rival)
    _submit(scene, batch_id)
    assert _offered(scene.officer) == sorted(one.name for one in CAST[1:])
    with acting(scene.officer):
        assert RosterRow.objects.filter(batch_id=batch_id, state="blocked").count() == 1
        assert Finding.objects.filter(batch_id=batch_id, code="roster.registered_elsewhere").count() == 1
        assert Batch.objects.get(pk=batch_id).counts["overtaken"] == 1


def test_a_roster_overtaken_as_a_whole_is_refused_and_says_so(scene: Scene) -> None:
    batch_id = scene.upload(roster(CAST[0]))
    scene.submit(roster(CAST[0]), scene.rival)
    with pytest.raises(Conflict):
        _submit(scene, batch_id)
    with acting(scene.officer):
        batch = Batch.objects.get(pk=batch_id)
    assert batch.state == BatchState.CHECKED
    assert batch.refusal_code
    assert _offered(scene.officer) == []


def test_ones_own_people_registered_meanwhile_by_another_batch_are_offered_once(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    scene.submit(roster(*CAST[:2]))
    _submit(scene, batch_id)
    assert _offered(scene.city) == sorted(one.name for one in CAST)


def test_many_are_accepted_by_either_way(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    choice = services.Choice(batch_id=batch_id)
    assert services.accept_people(actor=scene.city, at=NOW, choice=choice) == len(CAST)
    assert _offered(scene.city) == []


def test_a_former_name_of_a_roster_is_found_and_leads_to_the_person(scene: Scene) -> None:
    header, line = roster(Person("王桂英", 102)).decode("utf-8-sig").splitlines()
    scene.submit(f"{header},曾用名\n{line},王翠花\n".encode("utf-8-sig"))
    with acting(scene.city):
        hits = find_people(scope=scene.city.scope, text="王翠花")
    assert [hit.name for hit in hits] == ["王桂英"]
