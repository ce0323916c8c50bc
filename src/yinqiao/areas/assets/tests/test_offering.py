"""A list submitted to a place and taken back; what each sees of it; what the database refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yinqiao.areas.assets import queries, services
from yinqiao.areas.assets.models import Asset, AssetCustody, AssetList, AssetPassing, AssetStep
from yinqiao.areas.assets.tests.estate import COMMUNITY, DESK, DISTRICT, STREET, SYSTEM, Estate, asset
from yinqiao.areas.assets.types import AssetState, HandoverPath, Sum
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
THREE = (asset(), asset("FW2", area="79.50", path="共享"), asset("SB1", area="", kind="设备", path="留企"))


def test_good_rows_become_assets_on_offer_that_the_enterprise_still_has(estate: Estate) -> None:
    batch_id = estate.offer(*THREE, asset("FW9", area=""))
    row = estate.list(batch_id)
    assert (row.state, row.assets, row.area) == ("offered", 3, Decimal("400.00"))
    assert row.place_no == places().by_code[STREET].place_no
    assert estate.batch(batch_id).state == "submitted" and estate.batch(batch_id).counts["offered"] == 3
    one = estate.asset()
    assert (one.state, one.owed_by, one.next_step, one.round) == ("offered", "place", "", 1)
    assert (one.area, one.value, one.community_no) == (
        Decimal("320.50"), Decimal(1268000), places().by_code[COMMUNITY].place_no,
    )  # fmt: skip
    assert estate.holders() == [(estate.scene.enterprise_id, None, True)]
    with acting(SYSTEM):
        assert Event.objects.filter(type="assets.offered", subject_id=one.pk).count() == 1
        assert Event.objects.get(type="assets.list_offered").data == {"assets": 3, "area": "400.00"}


@pytest.mark.parametrize("code", [STREET, DISTRICT])
def test_city_district_and_street_can_receive(estate: Estate, code: str) -> None:
    assert estate.list(estate.offer(to=code)).place_no == places().by_code[code].place_no


def test_a_community_a_desk_and_a_place_that_is_not_there_cannot(estate: Estate) -> None:
    batch_id = estate.check()
    for place_no in (places().by_code[COMMUNITY].place_no, places().by_code[DESK].place_no, 99_999_999):
        with pytest.raises(Invalid) as refused:
            services.begin_offer(actor=estate.firm, at=NOW, batch_id=batch_id, place_no=place_no)
        assert refused.value.code == "assets.not_a_receiver"
    assert estate.batch(batch_id).state == "checked"


def test_another_enterprise_and_a_place_submit_nothing(estate: Estate) -> None:
    batch_id = estate.check()
    for who in (estate.rival, estate.street):
        with pytest.raises(NotFound):
            estate.submit(batch_id, by=who)
    estate.submit(batch_id)


def test_until_the_work_is_done_the_place_sees_nothing(estate: Estate) -> None:
    batch_id = estate.check()
    place_no = places().by_code[STREET].place_no
    services.begin_offer(actor=estate.firm, at=NOW, batch_id=batch_id, place_no=place_no)
    with acting(estate.street):
        assert not AssetList.objects.filter(pk=batch_id).exists()
        assert queries.find_list(scope=estate.street.scope, list_id=batch_id) is None
    services.submit_batch(actor=estate.firm, at=NOW, batch_id=batch_id)
    with acting(estate.street):
        assert AssetList.objects.filter(pk=batch_id).exists()


def test_each_sees_what_is_its_own_through_both_walls(estate: Estate) -> None:
    batch_id = estate.offer(*THREE, asset("FW3", community="富雅坪社区"))
    sees = {
        "firm": (estate.firm, 4, 1), "street": (estate.street, 4, 1), "district": (estate.district, 4, 1),
        "city": (estate.city, 4, 1), "rival": (estate.rival, 0, 0), "community": (estate.community, 3, 0),
        # Another street: what lies in one of its communities, and no list.
        "elsewhere": (estate.elsewhere, 1, 0), "neighbour": (estate.scene.neighbour, 0, 0),
    }  # fmt: skip
    for actor, assets, lists in sees.values():
        with acting(actor):
            assert queries.list_assets(scope=actor.scope).count() == assets
            # The second wall alone, and the first alone with a scope that claims everything.
            assert Asset.objects.count() == AssetCustody.objects.count() == assets
            assert queries.list_assets(scope=Scope.everything()).count() == assets
            assert AssetList.objects.count() == lists
    with acting(estate.elsewhere), pytest.raises(NotFound):
        queries.get_list(scope=estate.elsewhere.scope, list_id=batch_id)


def test_taken_back_it_is_gone_for_the_place_and_may_be_offered_anew(estate: Estate) -> None:
    batch_id = estate.offer(*THREE)
    estate.undo(batch_id)
    assert estate.list(batch_id).state == "taken_back" and estate.batch(batch_id).state == "undone"
    assert {estate.state(one) for one in ("FW1", "FW2", "SB1")} == {AssetState.WITHDRAWN}
    for who in (estate.street, estate.community):
        with acting(who):
            assert not queries.list_assets(scope=who.scope).exists() and not Asset.objects.exists()
            assert not AssetList.objects.exists()
    assert estate.delivered(batch_id, estate.firm).sent == Sum()
    first = estate.asset()
    again = estate.offer(asset(area="300"), to=DISTRICT)
    second = estate.asset()
    assert (second.pk, second.list_id, second.area, second.round) == (first.pk, again, Decimal(300), 2)
    assert second.place_no == places().by_code[DISTRICT].place_no
    assert estate.holders() == [(estate.scene.enterprise_id, None, True)]


def test_after_the_first_survey_or_return_it_cannot_be_taken_back(estate: Estate) -> None:
    for begin in (estate.survey, estate.send_back):
        batch_id = estate.offer(*(one | {"no": f"{one['no']}-{begin.__name__}"} for one in THREE))
        begin(f"FW2-{begin.__name__}")
        with pytest.raises(Conflict) as refused:
            estate.undo(batch_id)
        assert refused.value.code == "assets.survey_begun"
        assert estate.batch(batch_id).state == "submitted"
        assert estate.state(f"FW1-{begin.__name__}") is AssetState.OFFERED


def test_what_another_list_took_meanwhile_stays_behind_with_a_finding(estate: Estate) -> None:
    slow, quick = estate.check(asset(), asset("FW2")), estate.check(asset(remark="另一份"))
    estate.submit(quick)
    estate.submit(slow)
    assert estate.batch(slow).counts["overtaken"] == 1 and estate.list(slow).assets == 1
    assert (2, "assets.on_offer", "blocks") in estate.found(slow)
    assert estate.asset().list_id == quick


def test_with_nothing_left_the_batch_is_as_before(estate: Estate) -> None:
    slow, quick = estate.check(asset()), estate.check(asset(remark="另一份"))
    estate.submit(quick)
    with pytest.raises(Conflict) as refused:
        estate.submit(slow)
    assert refused.value.code == "assets.nothing_to_submit" and estate.batch(slow).state == "checked"


def test_what_was_sent_back_counts_in_the_later_list_alone(estate: Estate) -> None:
    first = estate.offer(*THREE)
    estate.send_back()
    again = estate.check(asset(area="318"))
    assert estate.found(again) == []
    estate.submit(again)
    old, new = estate.list(first), estate.list(again)
    assert (old.assets, old.area, old.gone_assets, old.gone_area) == (3, Decimal(400), 1, Decimal("320.50"))
    assert (new.assets, new.area, new.gone_assets) == (1, Decimal(318), 0)
    assert estate.delivered(first).sent == Sum(2, Decimal("79.50"))
    assert estate.delivered(again).sent == Sum(1, Decimal(318))
    one = estate.asset()
    assert (one.state, one.return_reason, one.round) == ("offered", "", 2)


def test_the_database_refuses_a_passing_out_of_order_and_a_change_to_one(estate: Estate) -> None:
    estate.offer(asset())
    passing = {"asset": estate.asset(), "since": timezone.now(), "holder_place_no": 1}
    with perform(actor=SYSTEM, action="test.pass", at=NOW) as act:
        with pytest.raises(IntegrityError), transaction.atomic():
            AssetPassing.objects.create(**passing, no=2, act_id=act.id)
        AssetPassing.objects.create(**passing, no=1, act_id=act.id)
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("UPDATE assets_assetpassing SET holder_place_no = 7")
        assert cursor.rowcount == 0


@pytest.mark.parametrize(
    "change",
    [
        {"state": "handed_over"}, {"state": "surveyed"}, {"state": "returned"}, {"owed_by": ""}, {"waits_since": None}, {"area": Decimal(-1)},
        {"proposed_path": "lease"}, {"proposed_path": "lease", "proposed_by": "place"}, {"return_reason": "other"},
        {"settled_at": NOW},
    ],
)  # fmt: skip
def test_the_database_refuses_an_asset_that_cannot_be(estate: Estate, change: dict[str, object]) -> None:
    estate.offer(asset())
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.update(**change)


def test_what_is_settled_stays_and_a_step_is_never_changed_deleted_or_done_twice(estate: Estate) -> None:
    estate.offer(asset(path="留企"))
    estate.survey()
    estate.walk()
    one, step = estate.asset(), estate.told()[0]
    for change in ({"area": Decimal(1)}, {"path": "lease", "state": "leased"}, {"list_id": one.pk}):
        with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
            Asset.objects.update(**change)
    with acting(SYSTEM), connection.cursor() as cursor:
        for statement in ("DELETE FROM assets_assetstep", "UPDATE assets_assetstep SET note = ''"):
            cursor.execute(statement)
            assert cursor.rowcount == 0
    twin = {
        "asset": one, "round": 1, "path": HandoverPath.STAYS, "code": step.code, "done_on": step.done_on,
        "leads_to": "under_way", "side": "place", "author_name": "", "act_id": one.pk,
    }  # fmt: skip
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        AssetStep.objects.create(**twin)


def test_who_only_sees_an_asset_writes_no_step_of_it(estate: Estate) -> None:
    estate.offer(asset())
    one = estate.asset()
    told = {
        "asset": one, "round": 1, "path": "transfer", "code": "group_approval", "done_on": NOW.date(), "side": "place",
        "leads_to": "under_way", "author_name": "", "act_id": one.pk,
    }  # fmt: skip
    with acting(estate.community), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        AssetStep.objects.create(**told)
    with acting(estate.community):
        assert Asset.objects.count() == 1 and Asset.objects.update(remark="社区改动") == 0
