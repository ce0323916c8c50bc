"""A fermenting cluster is flagged to the lowest desk that holds it, taken up once or dismissed, never made of people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from yinqiao.areas.cases.models import Case
from yinqiao.areas.hotline import queries, services
from yinqiao.areas.hotline.models import Cluster
from yinqiao.areas.hotline.tests.sheets import COMMUNITY, LATER, LEAK, SYSTEM, Desk, place_no, row
from yinqiao.areas.hotline.types import Reason
from yinqiao.areas.hotline.views.today import today_entries
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _found() -> list[Cluster]:
    with acting(SYSTEM):
        return list(Cluster.objects.all())


def test_a_cluster_is_flagged_once_to_the_lowest_desk_with_evidence_and_without_callers(desk: Desk) -> None:
    desk.quiet()
    assert services.sweep_clusters(actor=SYSTEM, at=LATER) == 0
    desk.ferment()
    assert services.sweep_clusters(actor=SYSTEM, at=LATER) == 1
    assert services.sweep_clusters(actor=SYSTEM, at=LATER) == 0
    (row_,) = _found()
    assert (row_.place_no, row_.topic, row_.firm_id, row_.orders) == (place_no(COMMUNITY), "housing", None, 9)
    assert row_.usual < 2
    assert sum(row_.weeks[-2:]) == 9
    who = desk.scene.community
    with acting(who):
        seen = queries.find_cluster(scope=who.scope, cluster_id=row_.pk)
        members = queries.members_of(seen)
        told = json.dumps(
            [seen.words, [str(vars(one)) for one in members], queries.estates_of(seen)], ensure_ascii=False
        )
        assert len(members) == 9
        assert "周大姐" not in told
        assert "13911112222" not in told
        assert [one.count for one in today_entries(who, LATER.date())] == [1]


def test_a_flood_by_script_is_no_cluster(desk: Desk) -> None:
    desk.quiet()
    desk.take(*(row(f"F{at}", f"{LEAK}{at}", day=f"{LATER:%Y-%m-%d}", due="") for at in range(200)), at=LATER)
    assert services.sweep_clusters(actor=SYSTEM, at=LATER) == 0


def test_a_cluster_is_taken_up_as_one_case_joined_to_its_orders_and_only_once(desk: Desk) -> None:
    desk.quiet()
    desk.ferment()
    services.sweep_clusters(actor=SYSTEM, at=LATER)
    (row_,) = _found()
    case = services.take_up(actor=desk.city, at=LATER, cluster_id=row_.pk, words="查维修资金")
    with pytest.raises(Conflict) as refused:
        services.dismiss(actor=desk.city, at=LATER, cluster_id=row_.pk, reason=Reason.PASSING, words="迟了")
    assert refused.value.code == "hotline.settled_already"
    with acting(SYSTEM):
        assert Case.objects.get(pk=case).base_place_no == place_no(COMMUNITY)
        labels = [one.label for one in desk.case("C3").passages.all()]
    assert "并入集中反映查原因" in labels
    assert services.sweep_clusters(actor=SYSTEM, at=LATER + timedelta(days=1)) == 0


def test_a_dismissed_cluster_has_its_reason_rests_and_is_not_of_others(desk: Desk) -> None:
    desk.quiet()
    desk.ferment()
    services.sweep_clusters(actor=SYSTEM, at=LATER)
    (row_,) = _found()
    with pytest.raises(Invalid) as refused:
        services.dismiss(actor=desk.city, at=LATER, cluster_id=row_.pk, reason=Reason.PASSING, words=" ")
    assert refused.value.code == "hotline.words_missing"
    with pytest.raises(NotFound):
        services.dismiss(
            actor=desk.scene.officer, at=LATER, cluster_id=row_.pk, reason=Reason.PASSING, words="不是我们"
        )
    services.dismiss(actor=desk.scene.community, at=LATER, cluster_id=row_.pk, reason=Reason.UNDER_WAY, words="已开工")
    assert [(one.state, one.reason) for one in _found()] == [("dismissed", "under_way")]
    assert services.sweep_clusters(actor=SYSTEM, at=LATER + timedelta(days=2)) == 0
