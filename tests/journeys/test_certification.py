"""A pensioner is certified at home, the record is taken back; what is overdue rises; results go to human resources."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
MANDATE = "长社险委〔2026〕8号"


def _waits_for_figures(visit: Visit) -> None:
    """The figures at the head come by themselves."""
    expect(visit.page.locator(".stat").first).to_be_visible()


def _open(visit: Visit, query: str = "", name: str = "") -> None:
    visit.go(f"/people/certification/{query}")
    _waits_for_figures(visit)
    visit.look(name) if name else visit.look()


def test_a_community_certifies_at_home_and_takes_a_wrong_record_back(arrive: Arrive) -> None:
    community = arrive("shequ.li")
    community.go("/")
    community.says("资格认证逾期的人员")
    community.look("certification-today")
    _open(community, name="certification-people")
    community.says("认证率", "提醒本人认证", "不要求在固定时间、地点认证")
    _open(community, "?case=soon")
    community.follow(community.page.locator("tbody a").first)
    community.says("期限与下一步", "不作为暂停发放的依据")
    community.look("certification-person")
    community.click("安排上门")
    community.look("certification-visit")
    community.page.fill("[name=visit_on]", "2020-01-01")
    community.send("保存")
    community.says("上门日期须在今天之后一年以内")
    community.look("certification-visit-error")
    community.click("取消")
    community.says("资格认证", "登记认证")
    community.look("certification-panel")
    community.click("登记认证")
    community.page.get_by_label("上门认证").check()
    community.page.fill("[name=mandate_no]", "")
    community.send("登记认证")
    community.says("请填写社保经办机构的委托文号")
    community.look("certification-certify-error")
    community.page.fill("[name=mandate_no]", MANDATE)
    community.look("certification-certify")
    community.send("登记认证")
    community.says("已登记认证", MANDATE, "上门认证，家中")
    community.look("certification-certified")
    community.page.locator("tbody a", has_text="撤销").first.click()
    community.look("certification-undo")
    community.page.select_option("[name=mistake]", label="实际没有认证")
    community.send("撤销记录")
    community.says("已撤销（实际没有认证）")
    community.look("certification-undone")


def test_a_round_of_visits_is_entered_at_once_reminders_and_calls_for_everybody_ticked(arrive: Arrive) -> None:
    community = arrive("shequ.li")
    _open(community, "?case=soon")
    boxes = community.page.locator("tbody [name=ids]")
    for at in (0, 1):
        boxes.nth(at).check()
    community.look("certification-ticked")
    community.send("打印联系单")
    community.look("certification-calls-asks")
    community.page.fill("[name=purpose]", "提醒资格认证")
    community.send("生成联系单")
    community.says("住址", "用途：提醒资格认证")
    community.look("certification-calls")
    _open(community, "?case=remind")
    community.page.locator("tbody [name=ids]").first.check()
    community.send("记为已提醒")
    community.says("已记为提醒 1 人。")
    _waits_for_figures(community)
    community.look()
    _open(community, "?case=soon&sort=-due_on")
    for at in (0, 1):
        community.page.locator("tbody [name=ids]").nth(at).check()
    community.send("登记认证")
    community.says("共 2 人，同一天、同一方式")
    community.page.get_by_label("上门认证").check()
    community.page.fill("[name=mandate_no]", MANDATE)
    community.look("certification-round")
    community.send("登记认证")
    community.says("已登记认证 2 人")
    _waits_for_figures(community)
    community.look("certification-round-done")
    _open(community, "?name=没有这个人", "certification-empty")


def test_the_street_sees_what_is_overdue_and_the_rate_of_each_community(arrive: Arrive) -> None:
    street = arrive("jiedao.peng")
    street.go("/")
    street.says("资格认证逾期较久的人员")
    street.look()
    _open(street, "?case=risen", "certification-street")
    street.says("逾期未认证", "联系本人，协助认证")
    street.click("各社区认证率")
    street.says("应认证", "逾期", "没有应认证人员的不计算")
    street.look("certification-rates")


def test_results_go_to_human_resources_as_a_numbered_file_with_a_receipt(arrive: Arrive) -> None:
    community, city = arrive("shequ.li"), arrive("shi.huang")
    _open(community, "?case=soon&sort=-due_on")
    community.page.locator("tbody [name=ids]").first.check()
    community.send("登记认证")
    community.page.get_by_label("亲属协助认证").check()
    community.look()
    community.send("登记认证")
    _waits_for_figures(community)
    community.look()
    city.go("/people/certification/sent/")
    city.says("条结果待报送")
    city.look("certification-sent")
    city.send("生成报送")
    city.says("含姓名和完整身份证号")
    city.look("certification-file")
    city.go("/people/certification/sent/")
    city.look()
    city.follow(city.page.locator("tbody a", has_text="登记回执").first)
    city.page.fill("[name=receipt_no]", "RS-2026-118")
    city.look("certification-receipt")
    city.send("保存")
    city.says("已登记回执。", "RS-2026-118")
    city.look("certification-receipted")


def test_a_phone_shows_the_list_and_the_person(arrive: Arrive) -> None:
    phone = arrive("shequ.li", PHONE)
    _open(phone, name="phone-certification")
    phone.follow(phone.page.locator("tbody a").first)
    phone.look("phone-certification-person")
    phone.click("登记认证")
    phone.look("phone-certification-certify")


@pytest.mark.parametrize("look", ["phone-largest", "largest"])
def test_the_pages_fit_in_the_largest_type(arrive: Arrive, look: str) -> None:
    officer = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
    officer.go("/appearance/")
    officer.page.locator("input[name=type_size][value='30']").check()
    officer.send("保存")
    officer.look()
    _open(officer, name=f"{look}-certification")
    officer.follow(officer.page.locator("tbody a").first)
    officer.look(f"{look}-certification-person")
