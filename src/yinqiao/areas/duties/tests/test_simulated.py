"""A change of a standard is counted before it holds: what differs in sentences, a year's times, hours and yuan by street."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.duties.queries import compare_version
from yinqiao.areas.local_rules.services import propose_version
from yinqiao.areas.local_rules.types import Draft
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import City, Register
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# Ahead of every clock: the database holds its own against what is taken back.
AT, FROM = datetime(2031, 3, 3, 2, 0, tzinfo=UTC), date(2031, 4, 1)


def _propose(city: City, rule_id: str = "duties.very_old_visit", **values: int | bool) -> UUID:
    draft = Draft(rule_id, values, FROM, "长退管发〔2031〕3号", "七十五岁以上的也要走访")
    return propose_version(actor=city.actor("city_manager"), at=AT, draft=draft)


def test_visits_from_75_on_are_told_by_street_before_anybody_decides(city: City, register: Register) -> None:
    register(born_on=date(1945, 1, 1))
    register(born_on=date(1953, 1, 1))
    register(born_on=date(1953, 1, 1), place_no=city.far)
    version, manager = _propose(city, from_age=75), city.actor("city_manager")
    with acting(manager):
        found = compare_version(scope=manager.scope, version_id=version)
    assert found is not None and found.sentences == ["从多少周岁起：80 → 75。"]
    told = {one.name: (one.before.times, one.after.times, one.after.hours) for one in found.streets}
    assert told == {"岳麓区 · 望月湖街道": (4, 8, 5), "开福区 · 望麓园街道": (0, 4, 2)}
    assert (found.whole.before.times, found.whole.after.times, found.whole.after.minutes) == (4, 12, 480)
    page = text_of(Browser(manager).ask(reverse("local_rules:version", args=[version])))
    assert "一年推算" in page and "望月湖街道" in page and "4</strong> 次" in page


def test_a_standard_that_is_switched_off_asks_for_nothing(city: City, register: Register) -> None:
    register(born_on=date(1945, 1, 1))
    version, manager = _propose(city, is_on=False), city.actor("city_manager")
    with acting(manager):
        found = compare_version(scope=manager.scope, version_id=version)
    assert found is not None and (found.whole.before.times, found.whole.after.times) == (4, 0)
    assert found.sentences == ["执行这项标准：是 → 否。"]


def test_birthdays_festivals_and_condolences_are_foreseen_too(city: City, register: Register) -> None:
    register(born_on=date(1951, 6, 1))
    manager = city.actor("city_manager")
    for rule_id, values, expected in (
        ("duties.round_birthday", {"yuan": 300}, (1, 300)),
        ("duties.double_ninth_greeting", {"from_age": 79}, (1, 100)),
        ("duties.condolence", {"yuan": 500}, (0, 0)),
        ("duties.senior_call", {"minutes": 20}, (1, 0)),
    ):
        version = _propose(city, rule_id, **values)
        with acting(manager):
            found = compare_version(scope=manager.scope, version_id=version)
        assert found is not None and (found.whole.after.times, found.whole.after.yuan) == expected, rule_id


def test_a_period_that_does_not_divide_the_year_is_refused(city: City) -> None:
    with pytest.raises(Invalid) as refused:
        _propose(city, every_months=5)
    assert refused.value.code == "local_rules.not_computable"


def test_of_a_rule_that_is_no_standard_nothing_is_counted(city: City) -> None:
    version, manager = _propose(city, "letters.rising", district_days=7), city.actor("city_manager")
    with acting(manager):
        assert compare_version(scope=manager.scope, version_id=version) is None
