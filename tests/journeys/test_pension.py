"""养老保险关系: the counter finds out which of three things a person needs; human resources tell how far a transfer is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody of the community near by whom no other walk meets.
PERSON = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    row = near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[8]
    print(f"{row.name},{facts_of([row])[0]['id_no']},{row.pk},{row.born_on.year}")
"""
TYPE = "cn.yinqiao.pension.relation.v1"


def _asks(officer: Visit, person: str) -> None:
    page = officer.page
    officer.go(f"/services/people/{person}/")
    officer.says("养老保险关系转移", "养老保险缴费时段补记")
    officer.look("services-of-person")
    officer.go(f"/services/pension-relation/people/{person}/")
    officer.says("先问两件事")
    officer.look("pension-ask")
    page.locator("[name=drawing][value=yes]").check()
    officer.send("看看办哪一件")
    officer.says("不再转移", "国办发〔2009〕66号第二条", "搬到其他社区居住", "更换领取养老金的银行账户")
    officer.look("pension-drawing")
    page.locator("[name=missed][value=yes]").check()
    officer.send("看看办哪一件")
    officer.says("补记", "养老金照常发放")
    officer.look("pension-periods")
    page.locator("[name=drawing][value=unknown]").check()
    officer.send("看看办哪一件")
    officer.says("先查清再办")
    officer.look("pension-unclear")
    page.locator("[name=drawing][value=no]").check()
    officer.send("看看办哪一件")
    officer.says("年限连续计算")
    officer.look("pension-transfer")


def _applies(officer: Visit, born: int) -> str:
    """Paid in for 11 years at home from 24 on, then for 9 elsewhere: before 40, so that no place is a passing one."""
    page, first = officer.page, f"长沙市 {born + 24}年1月至{born + 34}年12月"
    officer.click("申请养老保险关系转移")
    officer.look("pension-apply")
    page.locator("[name=drawing][value=no]").check()
    page.get_by_label(re.compile("^户籍所在地")).fill("衡阳市")
    page.get_by_label(re.compile("^转入地")).fill("长沙市")
    page.get_by_label(re.compile("^联系电话")).fill("13900001234")
    stays = page.get_by_label(re.compile("^参保缴费的时段"))
    stays.fill(f"{first}；株洲市 干了九年")
    officer.send("提交申请")
    officer.says("第 2 段看不明白")
    officer.look("pension-apply-error")
    stays.fill(f"{first}；株洲市 {born + 35}年1月至{born + 43}年12月")
    officer.send("提交申请")
    officer.says("养老金将由", "累计缴费 9 年，不满 10 年", "再往前的参保地")
    officer.look("pension-case")
    return officer.address()


def _is_accepted(officer: Visit, case: str) -> None:
    officer.click("受理")
    officer.look()
    for code in ("id_card", "voucher"):
        officer.page.locator(f"[name=materials][value={code}]").check()
    officer.send("受理")
    officer.says("这一环节由人社经办机构办理", "转入地审核并发出联系函")
    officer.look("pension-accepted")
    officer.click("打印信息表")
    officer.look("pension-form")
    officer.go(case)
    officer.click("打印联系函")
    officer.look("pension-letter")


def _is_told(office: Visit, name: str, number: str, progress: str) -> None:
    page = office.page
    office.go(f"/department/tell/?type={TYPE}")
    office.look()
    page.get_by_label(re.compile("^身份证号")).fill(number)
    page.get_by_label(re.compile("^姓名")).fill(name)
    page.get_by_label(re.compile("^办理的事项")).select_option("transfer")
    page.get_by_label(re.compile("^办到哪一步")).select_option(progress)
    page.get_by_label(re.compile("^办理的日期")).fill(datetime.now(UTC).date().isoformat())
    page.get_by_label(re.compile("^文书名称及编号")).fill("联系函〔2026〕12号")
    office.look("pension-tell")
    office.send("报送")
    office.says("已采用")
    office.look("pension-told")


def test_a_transfer_is_found_out_applied_for_and_told_to_its_end(arrive: Arrive) -> None:
    officer, office = arrive("shequ.li"), arrive("renshe.xie")
    name, number, person, born = officer.site.run(PERSON).strip().split(",")
    _asks(officer, person)
    case = _applies(officer, int(born))
    _is_accepted(officer, case)
    _is_told(office, name, number, "letter")
    officer.go(case)
    officer.says("转出地出具信息表并划转资金", "转入地已发出联系函")
    officer.look("pension-moved")
    for progress in ("form", "settled"):
        _is_told(office, name, number, progress)
    officer.go(case)
    officer.says("已办结", "转入地已接收并账")
    officer.look("pension-done")
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for path, title in ((f"/services/pension-relation/people/{person}/", "pension-ask"), (case, "pension-done")):
            seen.go(path)
            seen.look(f"{look}-{title}")
