"""What the service standards ask of a community: today, the round on paper and back, the door, and what a change would cost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# As the night does, whatever other walks have changed since.
SWEEP = """
import django; django.setup()
from yinqiao.areas.duties.jobs import sweep
sweep(0)
"""


def _later(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days, hours=8)).date().isoformat()


def _list(officer: Visit) -> None:
    officer.go("/people/duties/?name=没有这个人")
    officer.look("duties-empty")
    officer.go("/people/duties/")
    officer.says("高龄老人走访", "打印走访单")
    officer.look("duties")


def _round(officer: Visit) -> None:
    """Two people are ticked, printed for a purpose, and typed back: one was met, one was not at home."""
    officer.go("/people/duties/?service=visit")
    officer.look()
    boxes = officer.page.locator("tbody input[name=ids]")
    # The first and the last: two visits may be due to one person.
    picked = (boxes.first, boxes.last)
    for box in picked:
        box.check()
    chosen = [box.get_attribute("value") for box in picked]
    officer.click("打印走访单")
    officer.look("duties-sheet-asks")
    officer.page.locator("[name=purpose]").first.fill("季度走访")
    officer.send("生成走访单")
    officer.says("扫码登记", "马上帮助")
    officer.look("duties-sheet")
    officer.go("/people/duties/?service=visit")
    officer.look()
    for one in chosen:
        officer.page.locator(f"tbody input[value='{one}']").check()
    officer.click("录入走访单")
    officer.look("duties-typed")
    ticks = officer.page.locator("select[name$=-tick]")
    ticks.nth(0).select_option("met:steady")
    ticks.nth(1).select_option("not_home")
    officer.send("保存")
    officer.says("请填写下次时间")
    officer.look("duties-typed-error")
    officer.page.locator("input[name$=-next_on]").first.fill(_later(3))
    officer.send("保存")
    officer.says("已登记")
    officer.look()


def _door(officer: Visit, look: str) -> None:
    """At somebody's door, on a telephone: a few ticks; then what was noted is taken back."""
    officer.go("/people/duties/?service=visit")
    officer.look(f"{look}-duties")
    officer.follow(officer.page.locator("tbody a").first)
    officer.look(f"{look}-duties-person")
    officer.click("登记服务")
    officer.page.get_by_label("见到或通话").check()
    officer.send("保存")
    officer.says("请选择本人情况")
    officer.look(f"{look}-duties-deliver-error")
    officer.page.get_by_label("需要多关心").check()
    officer.page.get_by_label("助餐").check()
    officer.page.get_by_label(re.compile("^备注")).fill("腿脚不便，想订社区食堂的饭。")
    officer.look(f"{look}-duties-deliver")
    officer.send("保存")
    officer.says("已登记", "需要：助餐")
    officer.look(f"{look}-duties-delivered")
    officer.click(re.compile("^撤销"))
    officer.look(f"{look}-duties-undo")
    officer.send("撤销登记")
    officer.says("已撤销")
    officer.look()


def _largest(officer: Visit) -> None:
    officer.go("/appearance/")
    officer.page.locator("input[name=type_size][value='30']").check()
    officer.send("保存")
    officer.look()


def _city(city: Visit) -> None:
    """A manager reads the standards, proposes a change, and sees what it would cost before anybody decides."""
    city.go("/people/duties/standards/")
    city.says("80周岁以上的全部人员，每季度走访一次", "重阳节")
    city.look("duties-standards")
    city.go("/people/duties/delivered/")
    city.says("完成率")
    city.look("duties-measured")
    city.go("/rules/duties/very_old_visit/draft/")
    city.look()
    page = city.page
    page.get_by_label(re.compile("^从多少周岁起")).fill("75")
    page.get_by_label(re.compile("^生效日期")).fill(_later(40))
    page.get_by_label(re.compile("^依据文件")).fill("长退管发〔2026〕30号")
    page.get_by_label(re.compile("理由")).fill("七十五岁以上的也要走访")
    city.send("提交批准")
    city.says("一年推算", "从多少周岁起：80 → 75。", "岳麓街道")
    city.look("duties-simulated")
    city.click("撤回")
    page.get_by_label(re.compile("撤回原因")).fill("只是试算")
    city.look()
    city.send("撤回")
    city.look()


def test_services_fall_due_are_done_at_the_door_and_a_change_is_counted_before_it_holds(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.site.run(SWEEP)
    _list(officer)
    _round(officer)
    person = officer.page.locator("main a[href*='/people/duties/']").first
    expect(person).to_be_visible()
    for size, look in ((PHONE, "phone"), (PHONE, "phone-largest"), (OFFICE, "largest")):
        again = arrive("shequ.li", size)
        if "largest" in look:
            _largest(again)
        _door(again, look)
    _city(arrive("shi.huang"))
