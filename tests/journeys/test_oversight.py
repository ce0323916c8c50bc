"""The auditor and the data-protection officer: who looked, what a person asked for, what is destroyed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
NAMED = "阿依古丽·买买提"
WATCHED = "龙𬭎"
PURPOSE = "入户走访"
# What will be due in eight years, as the nightly job would propose it then.
PROPOSE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.platform.access.types import Actor
from yinqiao.platform.retention.services import propose_due
print(propose_due(actor=Actor.system("保存期限"), at=timezone.now() + timedelta(days=8 * 365)))
"""


def _opens_the_person(officer: Visit, name: str = NAMED) -> None:
    officer.go(f"/people/?name={name}")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text=name).first)
    officer.look()


def test_the_auditor_finds_who_saw_a_persons_number_and_why(arrive: Arrive) -> None:
    officer = arrive("shequ.tan")
    _opens_the_person(officer)
    eye = officer.page.get_by_role("link", name="查看完整身份证号")
    eye.click()
    officer.page.get_by_label("查看用途").select_option(PURPOSE)
    officer.page.get_by_role("button", name="显示身份证号").click()
    expect(officer.page.get_by_text("已显示，本次查看已记录").first).to_be_visible()

    auditor = arrive("shenji.zeng")
    auditor.go("/oversight/audit/?actor=谭芳&action=retirees.reveal")
    auditor.look("audit-log")
    assert auditor.total() >= 1
    row = auditor.page.locator("tbody tr", has_text=PURPOSE).first
    expect(row).to_contain_text("谭芳")
    auditor.follow(row.get_by_role("link").first)
    auditor.look("audit-entry")
    auditor.click("谁看过、改过这个人")
    auditor.look("touches")
    auditor.says(NAMED, "谭芳", PURPOSE)
    auditor.go("/oversight/unusual/")
    auditor.look("unusual")


def test_a_look_at_a_watched_person_is_pointed_out_and_looked_into(arrive: Arrive) -> None:
    protector = arrive("geren.tang")
    protector.go("/oversight/watched/")
    protector.look("watched-empty")
    protector.page.get_by_label(re.compile("^姓名")).fill(WATCHED)
    protector.page.get_by_label(re.compile("^出生日期")).fill("1960-08-20")
    protector.page.get_by_label(re.compile("^理由")).last.fill("曾有社会关注")
    protector.send("列入名单")
    protector.says("已列入名单。")
    protector.look("watched")
    _opens_the_person(arrive("shequ.tan"), WATCHED)

    auditor = arrive("shenji.zeng")
    auditor.go("/oversight/unusual/")
    auditor.look("unusual-full")
    auditor.follow(auditor.page.locator("tbody tr", has_text="谭芳").get_by_role("link", name="去核查").first)
    auditor.look("unusual-look")
    auditor.page.get_by_label(re.compile("^核查情况")).fill("已与本人核实，为日常走访。")
    auditor.send("记录核查情况")
    auditor.says("已记录核查情况。")
    auditor.look()
    protector.page.locator("main [name=why]").first.fill("关注期已过")
    protector.send("移出")
    protector.says("已移出名单。", "名单中还没有人")
    protector.look()


def test_a_persons_request_is_taken_down_and_answered_in_time(arrive: Arrive) -> None:
    officer = arrive("shequ.tan")
    _opens_the_person(officer)
    officer.click("登记请求")
    officer.look("request")
    officer.page.locator("input[name=kind][value=copy]").check()
    officer.page.locator("input[name=asked_by][value=self]").check()
    officer.page.get_by_label("请求内容").fill("请提供本人全部登记信息的复印件。")
    officer.send("登记请求")
    officer.says("已登记请求")

    protector = arrive("geren.tang")
    protector.go("/")
    protector.look("protection-today")
    protector.go("/people/requests/")
    protector.look("requests")
    row = protector.page.locator("tbody tr", has_text=NAMED).first
    protector.follow(row.get_by_role("link", name="查阅、复制"))
    protector.look("request-answer")
    protector.says("请提供本人全部登记信息的复印件。")
    protector.click("打印个人信息副本")
    protector.look("person-copy-asks")
    for box in protector.page.locator("main form input[type=text]").all():
        box.fill("当面交付本人")
    protector.send("生成副本")
    protector.look("person-copy")
    protector.says(NAMED)
    protector.page.go_back()
    protector.page.go_back()
    protector.page.locator("input[name=result][value=done]").check()
    protector.page.get_by_label("答复内容").fill("已当面交付登记信息复印件一份。")
    protector.send("提交答复")
    protector.says("已记录答复")
    protector.look("protection-person")
    protector.follow(protector.page.get_by_role("link", name="谁看过、改过"))
    protector.look()
    protector.says("唐洁")


def test_what_is_due_is_destroyed_on_a_persons_word_and_the_record_remains(arrive: Arrive) -> None:
    protector = arrive("geren.tang")
    assert int(protector.site.run(PROPOSE)) >= 1
    protector.go("/oversight/retention/")
    protector.look("retention")
    before = protector.total()
    assert before >= 2
    label = protector.page.locator("tbody tr").last.locator("td").nth(1).inner_text()
    protector.page.locator("input[name=ids]").last.check()
    protector.send("确认销毁")
    protector.look("destroy-asks")
    protector.send("确认销毁")
    protector.says("已销毁，销毁清单号", label)
    protector.look("destruction-record")
    protector.go("/oversight/records/")
    protector.look("destruction-records")
    protector.says(label)

    protector.go("/oversight/retention/")
    assert protector.total() == before - 1
    protector.page.locator("input[name=ids]").last.check()
    protector.send("延期保存")
    protector.look("keep-asks")
    protector.page.get_by_label("延期至").fill("2040-01-01")
    protector.page.get_by_label("理由").fill("争议处理中")
    protector.send("延期保存")
    protector.says("已延期 1 项")
    assert protector.total() == before - 2
