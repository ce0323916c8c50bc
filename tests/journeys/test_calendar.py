"""One manager enters next year's holidays, another approves them; both see how many clocks move, the night counts them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey

# Every process reads what was published at its first transaction of a day; the job at the beginning of that day counts.
_NIGHT = """
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries import clocks_moved_by
from yinqiao.areas.office_calendar.services import recount_all
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.rulebook import freshen
from yinqiao.platform.workdays import work_calendar
at = timezone.now() + timedelta(days={days})
actor = Actor.system("journey")
with acting(actor):
    freshen(timezone.localdate(at))
    before = sum(one["cases"] for one in clocks_moved_by(work_calendar())[1])
recount_all(actor=actor, at=at)
with acting(actor):
    print(before > 0, len(clocks_moved_by(work_calendar())[1]))
"""


def _enters(drafter: Visit, year: int) -> str:
    drafter.go("/calendar/")
    drafter.look("calendar")
    drafter.go(f"/calendar/{year}/")
    drafter.look("calendar-year")
    drafter.click("录入或更正")
    drafter.look("calendar-correct")
    page = drafter.page
    off = page.get_by_label(re.compile("^放假的日期"))
    old = off.input_value()
    off.fill(f"{year}年元旦")
    page.get_by_label(re.compile("^依据文件")).fill("长政办发〔2026〕12号")
    drafter.send("提交批准")
    drafter.says("第 1 行看不懂")
    drafter.look("calendar-correct-error")
    soon = datetime.now(UTC).date()
    coming = [soon + timedelta(days=at) for at in range(1, 40) if (soon + timedelta(days=at)).year == year]
    weekdays = [one for one in coming if one.weekday() < 5][:5]
    off.fill(old + "".join(f"\n{one:%Y-%m-%d}" for one in weekdays))
    drafter.send("提交批准")
    drafter.says("由另一位市级管理员批准", "改为放假", "期限会变")
    drafter.look("calendar-proposed")
    return drafter.address()


def test_a_year_is_entered_by_one_and_approved_by_another(arrive: Arrive) -> None:
    drafter, second = arrive("shi.huang"), arrive("shi.mo")
    address = _enters(drafter, (datetime.now(UTC) + timedelta(days=5)).year)
    second.go("/")
    second.says("待批准的工作日历")
    second.look()
    second.go("/calendar/?pending=yes")
    second.look("calendar-pending")
    second.go(address)
    second.look("calendar-waiting")
    second.click("退回")
    second.look("calendar-refuse")
    second.go(address)
    second.click("批准")
    second.says("统一按新的日历重新计算")
    second.look("calendar-approve")
    second.send("批准")
    second.says("已批准", "莫晓岚")
    second.look("calendar-published")
    assert second.site.run(_NIGHT.format(days=2)).split() == ["True", "0"]
    seen = arrive("shi.mo", PHONE)
    for where, name in (("/calendar/", "calendar"), (address, "calendar-version"), (f"/calendar/{datetime.now(UTC).year}/correct/", "calendar-correct")):  # fmt: skip
        seen.go(where)
        seen.look(f"phone-{name}")
    second.go(address)
    second.click("撤回")
    second.page.get_by_label(re.compile("^撤回原因")).fill("只是演示")
    second.look("calendar-withdraw")
    second.send("撤回")
    second.says("已撤回")
    second.look("calendar-withdrawn")
    # The night that was tried goes back, so that the others find the clocks of today.
    second.site.run(_NIGHT.format(days=0))
