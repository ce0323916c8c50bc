"""One manager draws up an item page by page, another sends it back and then approves it; it serves from its day on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey

# Every process reads what was published at its first transaction of a day: what one of that day would read.
_SERVES = """
from datetime import date
from yinqiao.areas.applications.queries import item_or_none
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.rulebook import freshen
with acting(Actor.system("journey")):
    freshen(date.fromisoformat("{day}"))
    for one in ("{eve}", "{day}"):
        found = item_or_none("bus_card", date.fromisoformat(one))
        print(found.title if found else "-")
"""


def _fill(visit: Visit, **values: str) -> None:
    for label, value in values.items():
        visit.page.get_by_label(re.compile(f"^{label}")).first.fill(value)


def _draws(drafter: Visit) -> str:
    """From an empty frame; nothing that was typed is lost on the way."""
    drafter.go("/services/items/")
    drafter.look("items")
    drafter.click("新建事项")
    drafter.look("item-new")
    _fill(drafter, 事项名称="乘车卡办理", 事项代码="Bus")
    drafter.send("建立草稿")
    drafter.says("以字母开头")
    drafter.look("item-new-error")
    _fill(drafter, 事项代码="bus_card")
    drafter.send("建立草稿")
    drafter.look("item-basics")
    _fill(drafter, 法律依据="长政发〔2026〕1号")
    drafter.send("保存")
    drafter.says("本页还有 2 处需要修改", "缺少“事项说明”")
    drafter.look("item-basics-error")
    _fill(drafter, 事项说明="代办老年乘车卡。", 办结时告诉申请人="乘车卡已交申请人。")
    drafter.send("保存")
    drafter.look("item-fields-empty")
    drafter.page.get_by_role("button", name="增加一个填写项").click()
    expect(drafter.page.get_by_label(re.compile("^名称"))).to_have_count(1)
    _fill(drafter, 名称="卡的种类")
    drafter.page.get_by_label(re.compile("^类型")).select_option("choice")
    _fill(drafter, 选项="老年卡\n普通卡")
    drafter.page.get_by_role("button", name="增加一个填写项").click()
    expect(drafter.page.get_by_label(re.compile("^名称"))).to_have_count(2)
    drafter.page.get_by_label(re.compile("^名称")).nth(1).fill("联系电话")
    drafter.page.get_by_label(re.compile("^类型")).nth(1).select_option("phone")
    drafter.page.get_by_label(re.compile("^由登记信息带出")).nth(1).select_option("phone")
    drafter.look("item-fields")
    drafter.page.get_by_role("button", name=re.compile("^上移")).click()
    expect(drafter.page.get_by_label(re.compile("^名称")).first).to_have_value("联系电话")
    drafter.send("保存")
    for name in ("materials", "checks", "steps", "refusals"):
        drafter.look(f"item-{name}")
        if name == "refusals":
            drafter.page.get_by_role("button", name="增加一个不予办理的理由").click()
            expect(drafter.page.get_by_label(re.compile("^救济途径"))).to_have_count(1)
            _fill(drafter, 理由="未满规定年龄", 救济途径="到年龄后再申请；不服的，可向街道反映。")
        drafter.send("保存")
    drafter.look("item-outcome")
    drafter.send("保存")
    drafter.says("新事项的内容", "增加填写项“卡的种类”")
    drafter.look("item-draft")
    return drafter.address()


def _previews(drafter: Visit, address: str) -> None:
    drafter.click("预览")
    drafter.says("窗口申请表", "老年卡", "受理后 10 个工作日内办结")
    drafter.look("item-preview")
    drafter.click("在长辈版中看")
    drafter.says("预览：只供查看")
    drafter.look("item-preview-portal")
    drafter.click("下一步")
    drafter.says("卡的种类", "普通卡")
    drafter.look()
    drafter.go(address.replace("/preview", "") + "edit/text/")
    drafter.look("item-text")
    text = drafter.page.get_by_label(re.compile("^事项文件"))
    whole = text.input_value()
    text.fill(whole.replace("days = 5", "days = 500"))
    drafter.send("采用这份文件")
    drafter.says("“days”太大")
    drafter.look("item-text-error")


def _proposes(drafter: Visit, address: str) -> str:
    drafter.go(address)
    drafter.click("提交批准")
    drafter.look("item-propose")
    day = (datetime.now(UTC) + timedelta(days=30)).date()
    _fill(drafter, 生效日期=day.isoformat(), 理由="市里研究决定")
    drafter.send("提交批准")
    drafter.says("由另一位市级管理员批准")
    drafter.look("item-proposed")
    return day.isoformat()


def test_an_item_is_drawn_up_by_one_and_approved_by_another(arrive: Arrive) -> None:
    drafter, second = arrive("shi.huang"), arrive("shi.mo")
    address = _draws(drafter)
    _previews(drafter, address)
    _proposes(drafter, address)
    second.go("/")
    second.says("待批准的服务事项")
    second.look()
    second.go("/services/items/?pending=proposed")
    second.look("items-pending")
    second.go(address)
    second.look("item-waiting")
    second.click("退回修改")
    _fill(second, 退回原因="请写明收费")
    second.look("item-return")
    second.send("退回")
    second.look("item-returned")
    day = _proposes(drafter, address)
    second.go(address)
    second.click("批准并发布")
    second.says("发布后不能修改")
    second.look("item-approve")
    second.send("批准并发布")
    second.says("已发布", "莫晓岚")
    second.look("item-published")
    eve = (datetime.fromisoformat(day) - timedelta(days=1)).date().isoformat()
    assert second.site.run(_SERVES.format(day=day, eve=eve)).split() == ["-", "乘车卡办理"]
    for look in ("phone", "phone-largest"):
        _fits(arrive, look, address)
    second.go(address)
    second.click("撤回")
    _fill(second, 撤回原因="改期")
    second.look("item-withdraw")
    second.send("撤回")
    second.says("已撤回", "改期")
    second.look()
    second.go("/services/items/remote_medical/")
    second.look("item-versions")
    for words, name in (("拟定新版本", "item-new-version"), ("停止受理", "item-close")):
        second.go("/services/items/remote_medical/")
        second.look()
        second.click(words)
        second.look(name)
    second.send("建立草稿")
    second.says("停止受理新申请由“否”改为“是”")
    second.look("item-closing")
    second.click("修改")
    second.look("item-edit-others")
    for where in ("basics", "field", "step"):
        page = second.address().replace("/basics/", f"/{where}/").partition("?")[0]
        for size, name in ((PHONE, "phone"), (OFFICE, "office")):
            seen = arrive("shi.mo", size)
            seen.go(page)
            seen.look(f"{name}-item-edit-{where}")
    second.go(second.address().partition("edit/")[0] + "withdraw/")
    _fill(second, 撤回原因="只是演示")
    second.look()
    second.send("撤回")
    second.look()


def _fits(arrive: Arrive, look: str, address: str) -> None:
    """On a phone, and there in the largest type."""
    seen = arrive("shi.mo", PHONE)
    if "largest" in look:
        seen.go("/appearance/")
        seen.page.locator("input[name=type_size][value='30']").check()
        seen.send("保存")
        seen.look()
    for where, name in (("/services/items/", "items"), ("/services/items/new-item/", "item-new"), (address, "item-version"), (f"{address}preview/", "item-preview")):  # fmt: skip
        seen.go(where)
        seen.look(f"{look}-{name}")
