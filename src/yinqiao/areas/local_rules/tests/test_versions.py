"""A city's version: proposed by one, approved by another, in force from its day, and never changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.local_rules import queries, services
from yinqiao.areas.local_rules.models import RuleVersion
from yinqiao.areas.local_rules.tests.conftest import manager
from yinqiao.areas.local_rules.types import Draft
from yinqiao.areas.local_rules.views.today import today_entries
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.rulebook import freshen, rulebook, shipped

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("_forgets")]

# Ahead of every clock: the database holds its own against what is taken back.
AT = datetime(2031, 3, 3, 2, 0, tzinfo=UTC)
TODAY, NEXT_MONTH = date(2031, 3, 3), date(2031, 4, 1)
RISING = "letters.rising"


def _draft(day: date = NEXT_MONTH, rule_id: str = RISING, **values: Any) -> Draft:
    return Draft(rule_id, values or {"district_days": 7}, day, "长退管发〔2031〕3号", "街道反映十天太长")


def _propose(actor: Actor, at: datetime = AT, **values: Any) -> UUID:
    return services.propose_version(actor=actor, at=at, draft=_draft(**values))


def _publish(drafter: Actor, second: Actor, **values: Any) -> UUID:
    made = _propose(drafter, **values)
    services.decide_version(actor=second, at=AT, version_id=made, is_approved=True, words="同意")
    return made


def _days(day: date) -> tuple[int, str]:
    rule = rulebook().get(RISING, region=settings.REGION, day=day)
    return rule.parameters["district_days"], rule.source


def _read_anew(actor: Actor, day: date) -> None:
    with acting(actor):
        freshen(day)


def test_it_holds_from_its_day_on_for_whoever_reads_the_rules_on_any_later_day(drafter: Actor, second: Actor) -> None:
    before = _days(NEXT_MONTH)
    _publish(drafter, second)
    # Read today already: what was published since is read on the next day, before which it cannot hold.
    assert _days(NEXT_MONTH) == before
    _read_anew(drafter, TODAY + timedelta(days=1))
    assert _days(NEXT_MONTH - timedelta(days=1)) == before
    assert _days(NEXT_MONTH) == (7, "长退管发〔2031〕3号")
    rule = rulebook().get(RISING, region=settings.REGION, day=NEXT_MONTH)
    assert rule.parameters["city_days"] == 20, "what the city left alone is as shipped"
    assert rule.version == "letters.rising@2031-04-01"


def test_the_next_version_ends_the_one_before_and_one_without_values_leads_back(drafter: Actor, second: Actor) -> None:
    _publish(drafter, second)
    later = datetime(2031, 5, 2, 2, 0, tzinfo=UTC)
    for day, days in ((date(2031, 6, 1), 8), (date(2031, 7, 1), 10)):
        made = services.propose_version(actor=drafter, at=later, draft=_draft(day=day, district_days=days))
        services.decide_version(actor=second, at=later, version_id=made, is_approved=True)
        later = datetime(2031, 6, 2, 2, 0, tzinfo=UTC)
    _read_anew(drafter, date(2031, 7, 2))
    assert [_days(date(2031, month, 15))[0] for month in (3, 4, 5, 6, 7)] == [10, 7, 7, 8, 10]
    with acting(drafter):
        assert RuleVersion.objects.get(valid_from=date(2031, 7, 1)).values == {}


def test_nobody_approves_what_they_proposed_and_the_database_holds_it(drafter: Actor, second: Actor) -> None:
    made = _propose(drafter)
    with pytest.raises(Refused) as refused:
        services.decide_version(actor=drafter, at=AT, version_id=made, is_approved=True)
    assert refused.value.code == "local_rules.same_person"
    with acting(drafter), pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=made).update(state="published", decided_by=drafter.id, decided_at=AT)
    with acting(second):
        assert [entry.count for entry in today_entries(second, TODAY)] == [1]
        assert today_entries(drafter, TODAY) == ()


def test_a_published_version_is_neither_changed_nor_deleted(drafter: Actor, second: Actor) -> None:
    made = _publish(drafter, second)
    with acting(second):
        for change in (
            "SET values = '{}'",
            "SET valid_from = '2031-05-01'",
            "SET state = 'proposed', decided_at = NULL",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE local_rules_ruleversion {change} WHERE id = %s", [made])
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleVersion.objects.filter(pk=made).delete()


def test_before_its_day_it_is_taken_back_whole_and_never_holds(drafter: Actor, second: Actor) -> None:
    made = _publish(drafter, second)
    services.withdraw_version(actor=second, at=AT, version_id=made, reason="文号有误")
    _read_anew(drafter, TODAY + timedelta(days=2))
    assert _days(NEXT_MONTH)[0] == 10
    again = _publish(drafter, second)
    begun = datetime(2031, 3, 31, 15, 0, tzinfo=UTC)
    with pytest.raises(Conflict) as refused:
        services.withdraw_version(actor=second, at=begun, version_id=again, reason="晚了")
    assert refused.value.code == "local_rules.too_late"


def test_what_is_sent_back_or_taken_back_frees_the_rule_for_another(drafter: Actor, second: Actor) -> None:
    first = _propose(drafter)
    with pytest.raises(Conflict) as refused:
        _propose(second, district_days=9)
    assert refused.value.code == "local_rules.already_waiting"
    with pytest.raises(Refused) as own:
        services.withdraw_version(actor=second, at=AT, version_id=first, reason="不是我的")
    assert own.value.code == "local_rules.only_own"
    services.decide_version(actor=second, at=AT, version_id=first, is_approved=False, words="请补充会议日期")
    with pytest.raises(Conflict) as decided:
        services.decide_version(actor=second, at=AT, version_id=first, is_approved=True)
    assert decided.value.code == "local_rules.not_waiting"
    third = _propose(second, district_days=9)
    services.withdraw_version(actor=second, at=AT, version_id=third, reason="数值有误")
    _publish(drafter, second)
    with pytest.raises(Conflict) as ahead:
        _propose(drafter, district_days=9)
    assert ahead.value.code == "local_rules.already_waiting", "one that has not begun is dealt with first"


def test_whose_day_has_come_meanwhile_is_not_approved(drafter: Actor, second: Actor) -> None:
    made = _propose(drafter)
    with pytest.raises(Conflict) as refused:
        services.decide_version(
            actor=second, at=datetime(2031, 4, 1, 2, 0, tzinfo=UTC), version_id=made, is_approved=True
        )
    assert refused.value.code == "local_rules.too_late"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (_draft(day=TODAY), "local_rules.too_early"),
        (_draft(day=date(2040, 1, 1)), "local_rules.wrong_values"),
        (_draft(district_days=0), "local_rules.wrong_values"),
        (_draft(district_days="7"), "local_rules.wrong_values"),
        (_draft(district_days=10), "local_rules.nothing_changed"),
        (_draft(nonsense=1), "local_rules.not_found"),
        (_draft(rule_id="routine.retirement_month", months=1), "local_rules.fixed"),
        (_draft(rule_id="no.such_rule"), "local_rules.not_found"),
        (_draft(rule_id="certification.cycle", use="weekly"), "local_rules.wrong_values"),
    ],
    ids=["today", "years away", "none", "text", "the same", "no such value", "law", "no such rule", "no such choice"],
)
def test_what_no_rule_can_be_is_refused_before_anybody_is_asked(drafter: Actor, draft: Draft, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        services.propose_version(actor=drafter, at=AT, draft=draft)
    assert refused.value.code == code
    with acting(drafter):
        assert not RuleVersion.objects.exists()


def test_only_the_citys_managers_propose_and_decide_and_no_process_does(drafter: Actor, second: Actor) -> None:
    made = _propose(drafter)
    process = Actor(None, "city_manager", "演示载入", Scope.place(1, 100_000, "长沙市"))
    for actor in (manager("龙卫国", "district_manager"), manager("陈敏", "auditor"), process, Actor.system("夜间")):
        with pytest.raises(Refused):
            _propose(actor, rule_id="letters.rising", district_days=3)
        with pytest.raises(Refused):
            services.decide_version(actor=actor, at=AT, version_id=made, is_approved=True)
    with pytest.raises(NotFound):
        services.decide_version(actor=second, at=AT, version_id=uuid4(), is_approved=True)


def test_examples_show_what_becomes_of_them_before_anybody_approves(drafter: Actor) -> None:
    made = _propose(drafter)
    with acting(drafter):
        row = queries.get_version(scope=drafter.scope, version_id=made)
    (rule,) = (one for one in shipped() if one.id == RISING)
    with acting(drafter):
        before, after = queries.before_of(rule, row), queries.read_values(rule, row)
    told = queries.effects(rule, before, after)
    assert len(told) == len(rule.examples)
    changed = [one for one in queries.differences(rule, before, after) if one.is_changed]
    assert [(one.label, one.shipped, one.before, one.after) for one in changed] == [
        ("逾期多少天上升到区县", "10", "10", "7")
    ]


def test_a_version_of_a_rule_that_is_gone_or_has_lost_a_value_harms_nobody(drafter: Actor, second: Actor) -> None:
    made = _publish(drafter, second)
    with acting(drafter):
        row = RuleVersion.objects.get(pk=made)
        for number, (rule_id, values) in enumerate((("gone.rule", {"days": 3}), ("letters.rising", {"gone": 3})), 2):
            RuleVersion.objects.create(
                rule_id=rule_id, region=row.region, valid_from=date(2031, 4, number), values=values, basis="x",
                reason="x", state="published", drafted_by=row.drafted_by, drafted_name="x", decided_by=row.decided_by,
                decided_at=AT,
            )  # fmt: skip
    _read_anew(drafter, TODAY + timedelta(days=3))
    assert _days(date(2031, 4, 1))[0] == 7
    assert _days(date(2031, 4, 3))[0] == 10


def test_days_come_back_from_the_table_as_days(drafter: Actor, second: Actor) -> None:
    _publish(drafter, second, rule_id="benefits.audience", founding_before=date(1949, 9, 30))
    _read_anew(drafter, TODAY + timedelta(days=4))
    rule = rulebook().get("benefits.audience", region=settings.REGION, day=NEXT_MONTH)
    assert rule.parameters["founding_before"] == date(1949, 9, 30)


def test_the_list_tells_what_holds_by_two_statements_however_many_rules_there_are(
    drafter: Actor, second: Actor, django_assert_num_queries: Any
) -> None:
    _publish(drafter, second)
    with acting(drafter), django_assert_num_queries(2):
        rows = {one.id: one for one in queries.list_rules(scope=drafter.scope, today=NEXT_MONTH)}
    assert (rows[RISING].held, rows[RISING].since) == ("city", NEXT_MONTH)
    with acting(drafter):
        before = queries.list_rules(scope=drafter.scope, today=TODAY)
    assert {one.held for one in before} == {"shipped", "fixed"}


def test_invalid_is_told_beside_its_field(drafter: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        _propose(drafter, district_days=-1, city_days=-2)
    assert set(refused.value.fields) == {"v-district_days", "v-city_days"}
