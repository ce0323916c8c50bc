"""Dues that came back for use: spent by a decision, never more than there is, reversed and never changed; sums on a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from yinqiao.areas.dues_use import services
from yinqiao.areas.dues_use.models import Use
from yinqiao.areas.dues_use.queries import left_of, list_uses, sum_year
from yinqiao.areas.dues_use.types import NewUse, Purpose
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.access import Actor, acting

__all__ = ["keys", "scene"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()
GIVEN = NewUse(Purpose.RECEIVED, 100_000, TODAY, "拨1", "上年返还", None)
SPENT = NewUse(Purpose.READING, 30_000, TODAY, "票1", "订阅报刊", date(2026, 3, 1))


def _note(actor: Actor, new: NewUse) -> UUID:
    return services.note_use(actor=actor, at=AT, place_no=actor.scope.place_from, new=new)


def _refused(actor: Actor, new: NewUse) -> tuple[str, set[str]]:
    with pytest.raises(DomainError) as refused:
        _note(actor, new)
    return refused.value.code, set(refused.value.fields)


def test_a_thousand_came_and_300_were_spent_so_that_700_are_left(scene: Scene) -> None:
    _note(scene.street, GIVEN)
    _note(scene.street, SPENT)
    with acting(scene.street):
        assert left_of(scope=scene.street.scope) == 70_000
        year = sum_year(scope=scene.street.scope, year=2026)
    assert (year.received, year.total, year.spent[Purpose.READING], year.left) == (100_000, 30_000, 30_000, 70_000)
    with acting(scene.street):
        assert sum_year(scope=scene.street.scope, year=2025).total == 0


def test_nobody_spends_more_than_there_is_and_the_last_fen_may_be_spent(scene: Scene) -> None:
    _note(scene.street, GIVEN)
    assert _refused(scene.street, replace(SPENT, fen=100_001)) == ("dues_use.not_enough", {"amount"})
    _note(scene.street, replace(SPENT, fen=100_000))
    assert _refused(scene.street, replace(SPENT, fen=1, voucher_no="票2"))[0] == "dues_use.not_enough"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fen": 0}, "amount"),
        ({"used_on": date(2026, 3, 3)}, "used_on"),
        ({"voucher_no": " "}, "voucher_no"),
        ({"about": ""}, "about"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": date(2026, 3, 3)}, "decided_on"),
    ],
)
def test_what_is_missing_or_cannot_be_is_told_beside_its_field(
    scene: Scene, changes: dict[str, object], field: str
) -> None:
    _note(scene.street, GIVEN)
    assert _refused(scene.street, replace(SPENT, **changes)) == ("dues_use.not_possible", {field})  # type: ignore[arg-type]


def test_a_voucher_counts_once_and_again_after_it_was_reversed(scene: Scene) -> None:
    _note(scene.street, GIVEN)
    made = _note(scene.street, SPENT)
    assert _refused(scene.street, SPENT)[0] == "dues_use.voucher_taken"
    services.reverse_use(actor=scene.street, at=AT, use_id=made, reason="记错了")
    _note(scene.street, SPENT)
    with pytest.raises(DomainError) as refused:
        services.reverse_use(actor=scene.street, at=AT, use_id=made, reason="再来")
    assert refused.value.code == "dues_use.reversed_already"


def test_what_came_is_not_reversed_once_it_was_spent(scene: Scene) -> None:
    given = _note(scene.street, GIVEN)
    spent = _note(scene.street, SPENT)
    with pytest.raises(DomainError) as refused:
        services.reverse_use(actor=scene.street, at=AT, use_id=given, reason="记错了")
    assert refused.value.code == "dues_use.spent_since"
    services.reverse_use(actor=scene.street, at=AT, use_id=spent, reason="记错了")
    services.reverse_use(actor=scene.street, at=AT, use_id=given, reason="记错了")
    with acting(scene.street):
        assert left_of(scope=scene.street.scope) == 0


def test_what_was_written_stays_whoever_writes_to_the_table(scene: Scene) -> None:
    made = _note(scene.street, GIVEN)
    with acting(scene.street):
        for change in ({"fen": 1}, {"purpose": "praise", "decided_on": TODAY}, {"voucher_no": "另"}):
            with pytest.raises(DatabaseError, match="dues_use_written_stays"), transaction.atomic():
                Use.objects.filter(pk=made).update(**change)
        with pytest.raises(DatabaseError, match="dues_use_written_stays"), transaction.atomic():
            Use.objects.filter(pk=made).delete()


def test_the_places_above_read_it_and_neighbours_enterprises_and_overseers_do_not(scene: Scene) -> None:
    made = _note(scene.community, GIVEN)
    for actor in (scene.community, scene.street, scene.city):
        with acting(actor):
            assert [one.pk for one in list_uses(scope=actor.scope)] == [made]
    overseer = Actor(scene.city.id, "auditor", "审计", scene.city.scope.for_oversight(), "长沙市")
    for actor in (scene.neighbour, scene.elsewhere, scene.officer, overseer):
        with acting(actor):
            assert not list_uses(scope=actor.scope).exists()
            assert not Use.objects.exists()
    with pytest.raises(NotFound):
        services.reverse_use(actor=scene.neighbour, at=AT, use_id=made, reason="不是我的")
