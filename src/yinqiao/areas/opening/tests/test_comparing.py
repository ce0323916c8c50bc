"""Both systems side by side: differences with cause, age and owner; nothing changes in the register by itself."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest

from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.models import Difference
from yinqiao.areas.opening.tests.old_system import ALI, FOUR, LI, OUYANG, SYSTEM, WANG, Line, OldSystem, table
from yinqiao.areas.opening.types import Purpose, RunState, Told, Verdict
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def beside(old: OldSystem) -> OldSystem:
    """The old system's four people are here, and both systems run."""
    old.load()
    services.begin_period(actor=old.city, at=NOW, system=SYSTEM)
    return old


def _compare(old: OldSystem, *lines: Line, days: int = 0) -> dict[str, Any]:
    at = NOW + timedelta(days=days)
    run_id, _ = services.upload_table(
        actor=old.city, at=at, purpose=Purpose.COMPARE, system=SYSTEM, file=io.BytesIO(table(*lines)), file_name="当日.csv"
    )  # fmt: skip
    services.check_run(actor=old.city, at=at, run_id=run_id)
    assert old.run(run_id).state == RunState.COMPARED
    return old.run(run_id).counts


def _standing(old: OldSystem) -> dict[tuple[str, str, str], Difference]:
    with acting(old.city):
        period = queries.find_period(scope=old.city.scope)
        assert period is not None
        found = queries.list_differences(scope=old.city.scope, period_id=period.pk)
        return {(one.who, one.kind, one.field): one for one in found}


def test_two_systems_that_agree_show_no_difference(beside: OldSystem) -> None:
    counts = _compare(beside)
    assert (counts["rows"], counts["open"]) == (4, 0) and _standing(beside) == {}


def test_each_kind_of_difference_is_found_with_its_cause_and_owner(beside: OldSystem) -> None:
    beside.scene.submit(roster(CAST[4]))
    with acting(beside.city):
        Retiree.objects.filter(name="张䶮").update(status="managed")
        before = list(Retiree.objects.order_by("id").values_list("id", "name", "place_no", "status"))
    _compare(
        beside,
        WANG.but(name="王桂瑛", phone="13900000999"),
        OUYANG.but(community="荷叶塘社区"),
        LI.but(state="已故"),
        LI.but(old_no="TG-0100", serial=130, name="新来的"),
    )
    found = _standing(beside)
    person = next(one.who for one in found.values() if one.name == "张䶮")
    assert {key: one.cause for key, one in found.items()} == {
        ("TG-0001", "field", "name"): "changed_there",
        ("TG-0001", "field", "phone"): "changed_there",
        ("TG-0002", "place", ""): "changed_there",
        ("TG-0003", "not_there", ""): "gone_there",
        ("TG-0004", "field", "status"): "changed_there",
        ("TG-0100", "not_here", ""): "new_there",
        (person, "not_there", ""): "new_here",
    }
    community = beside.scene.community.scope.place_from
    assert found["TG-0002", "place", ""].owner_place == community
    assert found["TG-0100", "not_here", ""].owner_place == beside.scene.elsewhere.scope.place_from
    with acting(beside.city):
        assert list(Retiree.objects.order_by("id").values_list("id", "name", "place_no", "status")) == before


def test_a_difference_ages_until_the_systems_agree_and_comes_again_as_new(beside: OldSystem) -> None:
    moved = (WANG, OUYANG.but(community="荷叶塘社区"), ALI, LI)
    key = ("TG-0002", "place", "")
    _compare(beside, *moved)
    counts = _compare(beside, *moved, days=3)
    standing = _standing(beside)[key]
    assert (standing.first_seen_on, standing.last_seen_on) == (NOW.date(), NOW.date() + timedelta(days=3))
    assert (counts["open"], counts["new"]) == (1, 0)
    _compare(beside, *FOUR, days=4)
    assert _standing(beside)[key].state == "settled"
    counts = _compare(beside, *moved, days=5)
    again = _standing(beside)[key]
    assert (again.state, again.first_seen_on, counts["new"]) == ("open", NOW.date() + timedelta(days=5), 1)
    with acting(beside.city):
        trend = [one.counts["open"] for one in queries.list_days(scope=beside.city.scope).order_by("created_at")]
    assert trend == [1, 1, 0, 1]


def test_what_was_held_back_at_the_load_says_so_and_what_was_explained_is_no_difference(old: OldSystem) -> None:
    run_id = old.load(WANG, OUYANG.but(accepted=""), ALI.but(accepted=""))
    old.explain(old.row(run_id, "TG-0003").pk)
    services.begin_period(actor=old.city, at=NOW, system=SYSTEM)
    _compare(old, WANG, OUYANG, ALI)
    assert {key: one.cause for key, one in _standing(old).items()} == {("TG-0002", "not_here", ""): "held_back"}


def test_an_explained_difference_stays_so_and_the_period_ends_when_none_waits(beside: OldSystem) -> None:
    _compare(beside, WANG, OUYANG, ALI)
    one = _standing(beside)["TG-0004", "not_there", ""]
    with pytest.raises(Conflict) as problem:
        services.close_period(actor=beside.city, at=NOW, words="两个系统已一致")
    assert problem.value.code == "opening.still_open"
    with pytest.raises(Invalid):
        services.explain_differences(actor=beside.city, at=NOW, ids=[one.pk], told=Told(Verdict.OTHER, ""))
    told = Told(Verdict.OURS, "旧系统误删，已核实")
    assert services.explain_differences(actor=beside.city, at=NOW, ids=[one.pk], told=told) == 1
    with pytest.raises(Conflict):
        services.explain_differences(actor=beside.city, at=NOW, ids=[one.pk], told=told)
    _compare(beside, WANG, OUYANG, ALI, days=1)
    assert _standing(beside)["TG-0004", "not_there", ""].state == "explained"
    services.close_period(actor=beside.second, at=NOW + timedelta(days=2), words="两个系统已一致，停用旧系统")
    with acting(beside.city):
        period = queries.find_period(scope=beside.city.scope)
    assert period is not None and period.closed_on == (NOW + timedelta(days=2)).date()
    again = services.begin_period(actor=beside.city, at=NOW + timedelta(days=9), system=SYSTEM)
    with acting(beside.city):
        under_way = queries.find_period(scope=beside.city.scope)
    assert under_way is not None and (under_way.pk, under_way.closed_on) == (again, None)


def test_a_daily_table_needs_a_period_and_there_is_one_at_a_time(old: OldSystem) -> None:
    with pytest.raises(Conflict) as problem:
        _compare(old)
    assert problem.value.code == "opening.no_period"
    services.begin_period(actor=old.city, at=NOW, system=SYSTEM)
    with pytest.raises(Conflict) as twice:
        services.begin_period(actor=old.second, at=NOW, system=SYSTEM)
    assert twice.value.code == "opening.period_open"
    with pytest.raises(NotFound):
        services.begin_period(actor=old.scene.street, at=NOW, system=SYSTEM)


def test_nobody_but_the_city_sees_a_difference(beside: OldSystem) -> None:
    _compare(beside, WANG)
    for other in (beside.scene.street, beside.scene.community, beside.scene.officer):
        with acting(other):
            assert not Difference.objects.exists() and queries.find_period(scope=other.scope) is None
    overseer = beside.city.within(beside.city.scope.for_oversight())
    with acting(overseer):
        assert not Difference.objects.exists()
