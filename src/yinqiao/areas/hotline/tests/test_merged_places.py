"""A community that is merged away: its clusters and its cases stand at the heir, and nobody judges oneself there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.cases import services as cases
from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.queries import list_cases, list_steps
from yinqiao.areas.cases.types import NewCase, NewStep
from yinqiao.areas.handover.tests.conftest import NOW, PLACES, place_actor
from yinqiao.areas.hotline import queries
from yinqiao.areas.hotline.models import Cluster, ClusterOrder
from yinqiao.areas.hotline.tests.sheets import COMMUNITY, DISTRICT, STREET, SYSTEM, Desk, place_no
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.organisations.services import load_divisions
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NEIGHBOUR = "430104001002"
TODAY = NOW.date()


def _without(*codes: str, merges: Mapping[str, str]) -> None:
    listed = [place for place in PLACES if place.code not in codes]
    load_divisions(actor=SYSTEM, at=NOW, places=listed, merges=merges)
    forget_places()


def _cluster(place: int, orders: tuple[UUID, ...], state: str = "found", **told: object) -> UUID:
    with acting(SYSTEM):
        row = Cluster.objects.create(
            id=uuid4(), place_no=place, topic="housing", found_on=TODAY, last_on=TODAY, orders=len(orders),
            usual_hundredths=50, weeks=[0, 1, len(orders)], words=["漏水"], state=state, **told,
        )  # fmt: skip
        for one in orders:
            ClusterOrder.objects.create(
                cluster=row, order_id=one, number=str(one)[:8], received_on=TODAY, place_no=place
            )
        return row.pk


def test_two_clusters_of_one_topic_become_one_at_the_heir_with_each_order_once(desk: Desk) -> None:
    shared, mine, others = uuid4(), uuid4(), uuid4()
    gone = _cluster(place_no(COMMUNITY), (shared, mine))
    kept = _cluster(place_no(NEIGHBOUR), (shared, others))
    old = _cluster(place_no(COMMUNITY), (uuid4(),), "dismissed", reason="known", settled_on=TODAY)
    _without(COMMUNITY, merges={COMMUNITY: NEIGHBOUR})
    with acting(SYSTEM):
        row = Cluster.objects.get(pk=kept)
        assert (row.orders, row.weeks, row.usual_hundredths, row.words) == (3, [0, 2, 4], 100, ["漏水"])
        assert {one.order_id for one in row.members.all()} == {shared, mine, others}
        assert not Cluster.objects.filter(pk=gone).exists()
        assert Cluster.objects.get(pk=old).place_no == place_no(NEIGHBOUR)
    heir = place_actor("community_officer", NEIGHBOUR)
    with acting(heir):
        assert queries.find_cluster(scope=heir.scope, cluster_id=kept).orders == 3


def test_a_cluster_of_a_community_without_an_heir_stands_at_the_street(desk: Desk) -> None:
    gone = _cluster(place_no(COMMUNITY), (uuid4(),))
    _without(COMMUNITY, merges={})
    with acting(SYSTEM):
        row = Cluster.objects.get(pk=gone)
        assert row.place_no == place_no(STREET)
        assert {one.place_no for one in row.members.all()} == {place_no(STREET)}


def test_what_a_merged_community_led_and_was_given_is_the_heirs(desk: Desk) -> None:
    community, street = desk.scene.community, desk.scene.street
    led = cases.open_case(actor=community, at=NOW, new=NewCase("missing_person", "打不通电话"))
    asked = cases.open_case(actor=street, at=NOW, new=NewCase("housing_repair", "漏水"))
    step = cases.give(actor=street, at=NOW, case_id=asked, new=NewStep("请查看", place_no=place_no(COMMUNITY)))
    _without(COMMUNITY, merges={COMMUNITY: NEIGHBOUR})
    heir = place_actor("community_officer", NEIGHBOUR)
    with acting(heir):
        assert [one.pk for one in list_cases(scope=heir.scope, today=TODAY, standing="mine")] == [led]
        assert [one.pk for one in list_steps(scope=heir.scope, today=TODAY)] == [step]
    with acting(SYSTEM):
        row = Case.objects.get(pk=led)
        assert (row.state, row.base_place_no, row.origin_place_no) == ("open", place_no(NEIGHBOUR), place_no(NEIGHBOUR))
        assert CaseStep.objects.get(pk=step).due_on > date(2026, 3, 2)
        assert "原单位撤并，由承继单位接续" in list(row.passages.values_list("label", flat=True))


def test_what_is_said_against_a_place_that_becomes_its_judge_goes_one_up(desk: Desk) -> None:
    against = NewCase("missing_person", "社区不管", place_no(COMMUNITY), against_place_no=place_no(COMMUNITY))
    case = cases.open_case(actor=desk.scene.street, at=NOW, new=against)
    with acting(SYSTEM):
        assert Case.objects.get(pk=case).place_no == place_no(STREET)
    # Dissolved without an heir the community is the street, which would judge itself.
    _without(COMMUNITY, merges={})
    with acting(SYSTEM):
        row = Case.objects.get(pk=case)
        assert (row.place_no, row.against_place_no, row.state) == (place_no(DISTRICT), place_no(STREET), "new")
