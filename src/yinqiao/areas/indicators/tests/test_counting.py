"""What is kept equals what is counted from scratch, after whatever happened; months that are over keep what was told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from unittest.mock import ANY
from uuid import UUID

import pytest
from django.db import connection

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, keys, roster, scene
from yinqiao.areas.indicators.models import Figure, Reading
from yinqiao.areas.indicators.queries import (
    About,
    about_of,
    indicators_for,
    indicators_on,
    list_enterprise_lines,
    list_place_lines,
    list_points,
    list_standings,
    measures,
    months_until,
)
from yinqiao.areas.indicators.services import follow, recount_all
from yinqiao.areas.indicators.services.counting import Touched, count, sum_above
from yinqiao.areas.indicators.types import Axis, Indicator, Value
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees import services as retirees
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.sequencer import sequence_all

__all__ = ["keys", "scene"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
COUNTER = Actor.system("指标计数")
MONTH = NOW.date().replace(day=1)


def _indicator(code: str) -> Indicator:
    return next(one for one in indicators_on(NOW.date()) if one.code == code)


def _follow(at: datetime = NOW) -> int:
    sequence_all()
    read = 0
    while many := follow(actor=COUNTER, at=at):
        read += many
    return read


def _now(actor: Actor, code: str, month: date = MONTH) -> Value:
    with acting(actor):
        about = about_of(scope=actor.scope)
        [point] = list_points(scope=actor.scope, about=about, indicator=_indicator(code), months=[month])
    return point.now


def _accept(scene: Scene, actor: Actor, at: datetime = NOW) -> list[UUID]:
    with acting(actor):
        ids = list(list_offers(scope=actor.scope).filter(state="offered").values_list("pk", flat=True))
    handover.accept_people(actor=actor, at=at, choice=handover.Choice(ids=tuple(ids)))
    return ids


@pytest.fixture
def counted(scene: Scene) -> Scene:
    """A city counted once, before anything happened."""
    recount_all(actor=COUNTER, at=NOW)
    return scene


def test_every_measure_can_be_counted_over_an_empty_city_and_comes_to_nothing(scene: Scene) -> None:
    assert recount_all(actor=COUNTER, at=NOW) == 0
    with acting(COUNTER):
        assert not Figure.objects.exists()
        assert Reading.objects.get().counted_on == NOW.date()


def test_two_of_five_accepted_are_40_percent_at_once_in_the_city_and_100_in_their_community(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _accept(counted, counted.community)
    assert _follow() > 0
    assert (_now(counted.city, "reception").numerator, _now(counted.city, "reception").denominator) == (2, 5)
    assert _now(counted.community, "reception").value == 100
    assert _now(counted.street, "reception").value == 50
    assert _now(counted.officer, "reception").numerator == 2


def test_what_events_moved_is_what_a_count_from_scratch_finds(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    _accept(counted, counted.community)
    _accept(counted, counted.elsewhere)
    _follow()
    with acting(COUNTER):
        kept = sorted(Figure.objects.exclude(amount=0).values_list("measure", "axis", "ref", "month", "amount"))
    assert recount_all(actor=COUNTER, at=NOW) == 0
    with acting(COUNTER):
        Figure.objects.all().delete()
        count(measures().values(), Touched(is_all=True), day=NOW.date(), closed_before=MONTH)
        assert sorted(Figure.objects.values_list("measure", "axis", "ref", "month", "amount")) == kept
        assert sum_above(closed_before=MONTH) == 0
    assert len(kept) > 20


def test_what_somebody_wrote_behind_our_back_is_found_at_night_and_said(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(COUNTER):
        Figure.objects.filter(measure="handed_over", axis=Axis.PLACE, ref=places().city.place_no).update(amount=99)
    assert recount_all(actor=COUNTER, at=NOW) == 1
    assert _now(counted.city, "reception").denominator == 5
    with acting(COUNTER):
        assert Reading.objects.get().differed == 1


def test_a_death_that_is_told_in_april_changes_march_and_march_keeps_what_it_told(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _accept(counted, counted.community)
    _follow()
    april = NOW + timedelta(days=35)
    recount_all(actor=COUNTER, at=april)
    with acting(counted.community):
        person = people_within(scope=counted.community.scope).order_by("name")[0]
    retirees.record_death(
        actor=counted.community,
        at=april,
        retiree_id=person.pk,
        death=Death(date(2026, 3, 20), Source.RELATIVE, "家属告知，没有证明", person.lock_version),
    )
    _follow(april)
    with acting(counted.city):
        about = about_of(scope=counted.city.scope)
        months = [MONTH, date(2026, 4, 1)]
        march, now = list_points(scope=counted.city.scope, about=about, indicator=_indicator("deaths"), months=months)
    assert (march.now.numerator, now.now.numerator) == (1, 0)
    assert march.told is not None
    assert (march.told.numerator, march.has_changed) == (0, True)


def test_before_the_first_count_a_stock_is_unknown_and_a_flow_is_known(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.city):
        about = about_of(scope=counted.city.scope)
        months = months_until(MONTH, 2)
        people = list_points(scope=counted.city.scope, about=about, indicator=_indicator("people"), months=months)
        deaths = list_points(scope=counted.city.scope, about=about, indicator=_indicator("deaths"), months=months)
    assert people[0].now.value is None
    assert deaths[0].now.value == 0


def test_a_stock_stays_in_its_month_when_the_next_one_begins(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    april = NOW + timedelta(days=35)
    recount_all(actor=COUNTER, at=april)
    _accept(counted, counted.community, april)
    _follow(april)
    assert _now(counted.city, "reception", MONTH).numerator == 0
    assert _now(counted.city, "reception", date(2026, 4, 1)).numerator == 2


def test_the_sums_of_the_districts_are_the_sum_of_the_city_but_for_its_desks(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.city):
        rows = places().children(places().city.id)
        lines = list_place_lines(scope=counted.city.scope, indicator=_indicator("reception"), rows=rows, month=MONTH)
    assert sum(one.now.denominator for one in lines) == _now(counted.city, "reception").denominator == 5
    assert [one.name for one in lines] == [one.name for one in rows]


def test_an_enterprise_learns_what_the_agreement_gives_it_and_nothing_of_others(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.officer):
        scope = counted.officer.scope
        shown = {one.code for one in indicators_for(scope=scope, found=indicators_on(NOW.date()))}
        lines = list_enterprise_lines(scope=scope, indicator=_indicator("reception"), month=MONTH)
        # The wall of the database: nothing of places, of party or of other enterprises whatever is asked for.
        assert set(Figure.objects.values_list("axis", "ref", "walls")) == {(2, counted.enterprise_id, "")}
    assert "reception" in shown
    assert not shown & {"dues", "check_in", "visits", "hardship_share", "orders"}
    assert [one.ref for one in lines] == [counted.enterprise_id]
    with acting(counted.rival):
        assert not Figure.objects.exists()
        with pytest.raises(NotFound):
            about_of(scope=counted.rival.scope, enterprise_id=counted.enterprise_id)


def test_a_community_sees_itself_and_no_neighbour_and_no_street(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.community):
        refs = set(Figure.objects.values_list("axis", "ref"))
        assert refs == {(0, counted.community.scope.place_from), (1, counted.community.scope.place_from)}
        for code in ("430104001002", "430104001000", "430105001001"):
            with pytest.raises(NotFound):
                about_of(scope=counted.community.scope, place_no=places().by_code[code].place_no)


def test_an_overseer_learns_nothing_of_party_matters_not_how_many_either(counted: Scene) -> None:
    with acting(COUNTER):
        for walls, measure in (("party", "dues_paid"), ("", "accepted")):
            Figure.objects.create(
                measure=measure, axis=1, ref=places().city.place_no, month=MONTH, amount=7, walls=walls
            )  # fmt: skip
    overseer = Actor(counted.city.id, "auditor", "审计", counted.city.scope.for_oversight(), "长沙市")
    with acting(overseer):
        assert set(Figure.objects.values_list("measure", flat=True)) == {"accepted"}
        shown = {one.code for one in indicators_for(scope=overseer.scope, found=indicators_on(NOW.date()))}
    assert "dues" not in shown
    with acting(counted.city):
        assert set(Figure.objects.values_list("measure", flat=True)) == {"accepted", "dues_paid"}


def test_who_reaches_no_whole_city_compares_no_enterprises(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.street):
        assert list_enterprise_lines(scope=counted.street.scope, indicator=_indicator("reception"), month=MONTH) == []
        assert not Figure.objects.filter(axis=Axis.ENTERPRISE).exists()


def test_a_page_at_a_glance_asks_the_database_once_for_all_indicators(counted: Scene) -> None:
    counted.submit(roster(*CAST))
    _follow()
    with acting(counted.city):
        scope, found = counted.city.scope, indicators_on(NOW.date())
        about = about_of(scope=scope)
        asked: list[str] = []

        def listen(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            rows = list_standings(scope=scope, about=about, found=found, month=MONTH, running=MONTH)
    assert len(rows) == len(found)
    assert len([one for one in asked if "indicators_figure" in one]) == 1
    assert about == About(Axis.PLACE, (places().city.place_no,), ANY, places().city)
