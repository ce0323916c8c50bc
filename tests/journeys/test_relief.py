"""困难帮扶: the community takes an application, consent, the household; the street says; civil affairs decide; it is paid."""

from __future__ import annotations

import re

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
    row = near.exclude(name__in=[one.name for one in CAST]).order_by("born_on", "id")[50]
    print(row.name, facts_of([row])[0]["id_no"], row.pk, sep=",")
"""


def _applies(officer: Visit, person: str, number: str, kind: str, picture: str = "") -> str:
    def look(name: str) -> None:
        officer.look(f"relief-{name}" if picture else "")

    page = officer.page
    officer.go(f"/people/aid/{person}/")
    officer.look()
    officer.click("登记困难帮扶申请")
    page.get_by_label(kind, exact=True).check()
    look("apply")
    officer.send("登记")
    officer.says("已登记申请", "还没有授权，不能核对")
    look("applied")
    officer.click("登记核对授权书")
    page.get_by_label("本人书面同意").check()
    page.get_by_label(re.compile("^同意书编号")).fill("授权书2026-1")
    look("consent")
    officer.send("保存")
    officer.says("已登记授权")
    officer.look()
    officer.click("登记家庭经济状况")
    officer.send("计算差额")
    look("household-error")
    page.locator("[name=id_no_0]").fill(number)
    page.locator("[name=income_0]").fill("599")
    page.locator("[name=assets]").fill("1000")
    look("household")
    officer.send("计算差额")
    officer.says("差额 201.00 元", "这是计算，不是决定")
    look("checked")
    return officer.address()


def _says(street: Visit, case: str, picture: str = "") -> None:
    street.go("/")
    street.says("等您办的困难帮扶")
    street.look()
    street.go("/people/aid/relief/")
    street.look("reliefs" if picture else "")
    street.go(case)
    street.look()
    street.click("提出意见")
    street.look()
    street.send("提交")
    street.says("只填一样")
    street.look("relief-opinion-error" if picture else "")
    street.page.get_by_label(re.compile("^每月金额")).fill("201")
    street.send("提交")
    street.says("已提出意见")
    street.look()


def _decides(civil: Visit, case: str) -> None:
    civil.go(case)
    civil.look()
    civil.click("登记决定")
    civil.page.get_by_label(re.compile("^每月金额")).fill("201")
    civil.page.get_by_label(re.compile("^决定书编号")).fill("长民救2026-1")
    civil.look("relief-decision")
    civil.send("保存")
    civil.says("已登记决定")
    civil.look()
    civil.click("登记发放")
    civil.page.get_by_label(re.compile("^金额")).fill("201")
    civil.page.get_by_label(re.compile("^资金来源")).fill("困难群众救助补助资金")
    civil.look("relief-payment")
    civil.send("保存")
    civil.says("已登记发放", "201.00 元，困难群众救助补助资金")
    civil.look("relief-paid")


def test_a_household_is_helped_step_by_step(arrive: Arrive) -> None:
    officer, street, civil = arrive("shequ.li"), arrive("jiedao.peng"), arrive("shi.huang")
    name, number, person = officer.site.run(PERSON).strip().split(",")
    case = _applies(officer, person, number, "本市困难帮扶", "pictures")
    _says(street, case, "pictures")
    _decides(civil, case)
    officer.go(case)
    officer.click("登记复核")
    officer.page.get_by_label("仍然符合，继续救助").check()
    officer.look("relief-review")
    officer.send("保存")
    officer.says("已登记复核")
    officer.look()
    law = _applies(officer, person, number, "最低生活保障")
    _says(street, law)
    anybody = arrive()
    anybody.go("/public/relief/")
    anybody.says(f"{name[0]}{'*' * (len(name) - 1)}", "最低生活保障", "公示到")
    anybody.look("relief-public")
    officer.go(law)
    officer.click("本人不申请或撤回")
    officer.page.get_by_label("本人撤回").check()
    officer.look("relief-close")
    officer.send("确认结束")
    officer.says("已结束")
    officer.look()
    anybody.go("/public/relief/")
    anybody.says("现在没有正在公示的救助意见")
    anybody.look()
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for page, address in (("relief", case), ("reliefs", "/people/aid/relief/?state=all")):
            seen.go(address)
            seen.look(f"{look}-{page}")
