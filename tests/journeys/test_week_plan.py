"""The week of a community: proposed, changed by hand, laid out anew for somebody who is ill, confirmed, taken to the telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
COMMUNITY = "shequ.tan"
READY = """
import django; django.setup()
from yinqiao.areas.duties.jobs import sweep
sweep(0)
"""
# Others walk here later: their lists of the day are without a plan.
AS_BEFORE = """
import django; django.setup()
from yinqiao.areas.rounds.models import Plan
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("journey")):
    Plan.objects.all().delete()
"""


@pytest.fixture
def planned(site: Site) -> Iterator[None]:
    """Something is due; afterwards nothing is planned."""
    site.run(READY)
    yield
    site.run(AS_BEFORE)


def _make(officer: Visit) -> None:
    officer.go("/people/rounds/plans/")
    officer.says("还没有一周走访计划")
    officer.look("week-plans-empty")
    officer.follow(officer.page.locator("main a", has_text="编排一周计划").first)
    officer.send("编排")
    officer.says("请至少选择一位走访人")
    officer.look("week-plan-new-error")
    officer.page.locator("main [name=monday]").select_option(index=1)
    officer.page.locator("main [name=officers]").first.check()
    officer.page.locator("main [name=others]").fill("李敏")
    officer.page.locator("main [name=minutes]").fill("240")
    officer.look("week-plan-new")
    officer.send("编排")
    officer.says("已编排，请核对、调整后确认", "已排入", "外出时间 240 分钟")
    officer.look("week-plan")


def _change(officer: Visit) -> None:
    """One is put with the colleague by hand, the officer falls ill for a day, and it is laid out anew."""
    officer.follow(officer.page.locator("main a", has_text="调整：").first)
    officer.page.locator("main [name=slot]").nth(3).check()
    officer.look("week-plan-move")
    officer.send("保存")
    officer.says("已调整", "人工指定")
    officer.click("请假、调整时间")
    officer.page.locator("main [name=days]").first.check()
    officer.look("week-plan-hours")
    officer.send("保存并重新编排")
    officer.says("已重新编排", "人工指定")
    officer.look()
    officer.click("重新编排")
    officer.says("新到期的已列入")
    officer.look()


def test_a_week_is_proposed_changed_and_confirmed_by_the_officer(arrive: Arrive, planned: None) -> None:
    officer = arrive(COMMUNITY, OFFICE)
    _make(officer)
    _change(officer)
    officer.click("确认计划")
    officer.says("已确认，走访人当天")
    officer.look()
    address = officer.address()
    officer.click("名单、导出")
    officer.look("week-plan-visits")
    officer.go("/people/rounds/plans/")
    officer.says("已确认")
    officer.look("week-plans")
    phone = arrive(COMMUNITY, PHONE)
    phone.go(address)
    phone.look("phone-week-plan")
    phone.go("/appearance/")
    phone.page.locator("input[name=type_size][value='30']").check()
    phone.send("保存")
    phone.look()
    phone.go(address)
    phone.look("phone-largest-week-plan")
    expect(phone.page.get_by_text("打印整周")).to_be_visible()
