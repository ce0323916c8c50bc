"""One manager sets a rule of the city, another approves it; both see what becomes of the examples before it holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey


def _proposes(drafter: Visit) -> str:
    """Ten days become seven; refused once, for today has begun."""
    drafter.go("/rules/")
    drafter.look("rules")
    drafter.go("/rules/?standing=assumed")
    drafter.look()
    drafter.go("/rules/letters/rising/")
    drafter.says("随系统提供", "算例", "本市还没有拟定过")
    drafter.look("rule")
    drafter.click("拟定本市规则")
    drafter.look("rule-draft")
    page = drafter.page
    page.get_by_label(re.compile("^逾期多少天上升到区县")).fill("7")
    page.get_by_label(re.compile("^依据文件")).fill("长退管发〔2026〕3号")
    page.get_by_label(re.compile("^理由")).fill("街道反映十天太长，公函改为七天")
    page.get_by_label(re.compile("^生效日期")).fill(datetime.now(UTC).date().isoformat())
    drafter.send("提交批准")
    drafter.says("最早为 ")
    drafter.look("rule-draft-error")
    page.get_by_label(re.compile("^生效日期")).fill((datetime.now(UTC) + timedelta(days=30)).date().isoformat())
    drafter.send("提交批准")
    drafter.says("由另一位市级管理员批准", "结果改变")
    expect(page.get_by_role("link", name="批准并发布")).to_have_count(0)
    drafter.look("rule-proposed")
    return drafter.address()


def test_a_rule_of_the_city_is_proposed_by_one_and_approved_by_another(arrive: Arrive) -> None:
    address = _proposes(arrive("shi.huang"))
    second = arrive("shi.mo")
    second.go("/")
    second.says("待批准的本市规则")
    second.look()
    second.go("/rules/?waiting=yes")
    second.look("rules-waiting")
    second.follow(second.page.locator("tbody a").first)
    second.look("rule-waiting")
    second.go(address)
    second.look("rule-decide")
    second.click("退回")
    second.look("rule-refuse")
    second.go(address)
    second.click("批准并发布")
    second.says("发布后不能修改", "10", "7")
    second.look("rule-approve")
    second.send("批准并发布")
    second.says("已发布", "莫晓岚")
    second.look("rule-published")
    for look in ("phone", "phone-largest", "largest"):
        _fits(arrive, look, address)
    second.go(address)
    second.click("撤回")
    second.page.get_by_label(re.compile("^撤回原因")).fill("文号有误")
    second.look("rule-withdraw")
    second.send("撤回")
    second.says("已撤回", "文号有误")
    second.look("rule-withdrawn")
    second.go("/rules/routine/retirement_month/")
    second.says("不由本市改动")
    expect(second.page.get_by_role("link", name="拟定本市规则")).to_have_count(0)
    second.look("rule-fixed")


def _fits(arrive: Arrive, look: str, address: str) -> None:
    """On a phone, in the largest type, and both."""
    seen = arrive("shi.mo", PHONE if look.startswith("phone") else OFFICE)
    if "largest" in look:
        seen.go("/appearance/")
        seen.page.locator("input[name=type_size][value='30']").check()
        seen.send("保存")
        seen.look()
    for where, name in (("/rules/", "rules"), ("/rules/letters/rising/draft/", "rule-draft"), (address, "rule-decide")):
        seen.go(where)
        seen.look(f"{look}-{name}")
