"""The clock begins with the acceptance, moves by the sweep, follows deaths and departures, and never runs for the dead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinqiao.areas.certification import services
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.tests.certifying import SYSTEM, TODAY, Certifying, at
from yinqiao.areas.certification.types import Method, State, Told, Why
from yinqiao.areas.handover.tests.conftest import CAST, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CERTIFIED = date(2026, 3, 1)
DUE = date(2027, 3, 1)


def _days_to(day: date) -> int:
    return (day - TODAY).days


def test_who_is_accepted_has_a_clock_with_an_assumed_first_day_and_who_waits_has_none(certifying: Certifying) -> None:
    certifying.scene.submit(roster(CAST[2]))
    clock = certifying.clock()
    assert (clock.state, clock.due_on, clock.certified_on, clock.begun_on) == ("valid", date(2027, 3, 31), None, TODAY)
    with acting(SYSTEM):
        assert Clock.objects.count() == 2


def test_the_sweep_moves_each_clock_once_tells_what_changed_and_catches_up_after_missed_nights(
    certifying: Certifying,
) -> None:
    certifying.tell(CERTIFIED)
    assert certifying.sweep() == 0
    for left, state in ((60, "due_60"), (30, "due_30"), (7, "due_7"), (-1, "overdue")):
        days = _days_to(DUE) - left
        assert certifying.sweep(days) >= 1 and certifying.clock().state == state
        assert certifying.sweep(days) == 0
    assert certifying.told() == ["certified", "due", "due", "due", "overdue"]
    # 欧阳建国: one sweep after a year of nights missed leads straight to where the clock stands.
    assert certifying.clock("欧阳建国").state == "due_30"
    certifying.sweep(_days_to(date(2027, 4, 1)))
    assert certifying.told("欧阳建国")[-1] == "overdue"


def test_the_sweep_begins_clocks_of_whoever_came_without_one_and_ends_those_of_whoever_left(
    certifying: Certifying,
) -> None:
    with acting(SYSTEM):
        Clock.objects.filter(pk=certifying.id()).delete()
        Retiree.objects.filter(name="欧阳建国").update(status="moved_away")
    assert certifying.sweep() == 2
    assert certifying.clock().state == "valid"
    left = certifying.clock("欧阳建国")
    assert (left.state, left.why) == (State.NOT_REQUIRED, Why.LEFT) and certifying.told("欧阳建国") == ["ended"]


def test_who_does_not_draw_a_pension_yet_need_not_certify_until_the_month_comes(certifying: Certifying) -> None:
    with acting(SYSTEM):
        Retiree.objects.filter(pk=certifying.id()).update(retired_on=TODAY + timedelta(days=20))
    certifying.sweep()
    assert certifying.clock().why == Why.NOT_DRAWING
    certifying.sweep(19)
    assert certifying.clock().why == Why.NOT_DRAWING
    certifying.sweep(20)
    assert certifying.clock().state == "valid"


def test_a_death_ends_certification_at_once_and_taken_back_the_same_clock_runs_on(certifying: Certifying) -> None:
    certifying.tell(CERTIFIED)
    certifying.die(TODAY, days=1)
    dead = certifying.clock()
    assert (dead.state, dead.why, dead.due_on) == (State.NOT_REQUIRED, Why.DECEASED, DUE)
    assert certifying.sweep(_days_to(DUE) + 40) == 1 and certifying.listed(case="all") == ["欧阳建国"]
    certifying.live(days=_days_to(DUE) + 40)
    back = certifying.clock()
    assert (back.state, back.due_on, back.certified_on) == ("overdue", DUE, CERTIFIED)
    assert certifying.told() == ["certified", "ended", "overdue", "continued"]


def test_a_result_after_the_death_is_a_contradiction_with_both_claims_and_changes_nothing(
    certifying: Certifying,
) -> None:
    certifying.die(TODAY, days=1)
    found = certifying.tell(TODAY + timedelta(days=1), days=2)
    assert found.told is Told.CONTRADICTS_DEATH
    assert found.claims == ("告知：2026-03-03 已认证", "登记：2026-03-02 死亡")
    assert certifying.records() == [] and certifying.clock().certified_on is None
    assert certifying.tell(TODAY - timedelta(days=1), days=2).told is Told.NOT_OURS


def test_rosters_tell_the_last_certification_and_old_news_makes_nobody_overdue(certifying: Certifying) -> None:
    from yinqiao.areas.handover import services as handover
    from yinqiao.areas.handover.queries import list_offers

    head = "姓名,性别,身份证号,参加工作时间,退休年月,常住地址,所在社区,退休类别,最近一次资格认证日期\n"
    lines = [one.line().split(",") for one in CAST[2:4]]
    rows = [
        ",".join([*line[:5], line[6], "月华社区", "正常退休", day])
        for line, day in zip(lines, ("2025-09-10", "2024-01-10"), strict=True)
    ]
    certifying.scene.submit((head + "\n".join(rows) + "\n").encode("utf-8-sig"))
    who = certifying.scene.community
    with acting(who):
        waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
    handover.accept_people(actor=who, at=at(0), choice=handover.Choice.of(waiting))
    assert services.read_rosters(actor=SYSTEM, at=at(0), limit=1) == 1
    while services.read_rosters(actor=SYSTEM, at=at(0)):
        continue
    told, old = certifying.clock("阿依古丽·买买提"), certifying.clock("李秀兰")
    assert (told.certified_on, told.method, told.due_on) == (date(2025, 9, 10), Method.TOLD, date(2026, 9, 10))
    assert (old.certified_on, old.state) == (None, "valid")


def test_registrations_that_are_undone_take_clock_and_record_along(certifying: Certifying) -> None:
    from yinqiao.areas.retirees.services import remove_people
    from yinqiao.platform.acts import perform

    certifying.certify()
    person = certifying.id()
    with perform(actor=SYSTEM, action="test.undo", at=at(1)) as act:
        remove_people(act=act, ids=[person])
    with acting(SYSTEM):
        assert not Clock.objects.filter(pk=person).exists() and not Record.objects.exists()


def test_what_was_certified_under_the_entry_that_gave_way_counts_until_the_two_are_split(
    certifying: Certifying,
) -> None:
    from yinqiao.areas.retirees.rules import ACTS
    from yinqiao.areas.retirees.services import merge_entries, split_entries
    from yinqiao.platform.acts import perform

    keep, gone = certifying.id(), certifying.id("欧阳建国")
    certifying.tell(CERTIFIED, name="欧阳建国")
    for _ in range(2):
        with perform(actor=SYSTEM, action="test.merge", at=at(1)) as act:
            merge_entries(act=act, rule=ACTS["record_death"], keep_id=keep, gone_id=gone)
        assert certifying.clock().certified_on == CERTIFIED
        with acting(SYSTEM):
            assert Clock.objects.get(pk=gone).why == Why.LEFT
        with perform(actor=SYSTEM, action="test.split", at=at(2)) as act:
            split_entries(act=act, ids=(keep, gone))
        assert certifying.clock().certified_on is None and certifying.clock("欧阳建国").certified_on == CERTIFIED
    with acting(SYSTEM):
        assert Event.objects.filter(type="certification.ended").count() == 2
