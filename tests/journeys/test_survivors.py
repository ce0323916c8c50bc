"""丧葬补助金和抚恤金: a daughter asks at the door after a death; the sum is explained; human resources tell what they pay."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.areas.handover.tests.conftest import id_number

pytestmark = pytest.mark.journey
TYPE = "cn.yinqiao.survivors.decided.v1"
# Somebody of the community near by whom no other walk meets has died ten days ago.
PERSON = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.organisations.queries import places, scope_of_division
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
here = places().by_code[NEAR]
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=here.place_no)
    # Whoever takes part in a course is met by the walk of the courses.
    near = near.exclude(pk__in=Enrolment.objects.values("retiree_id"))
    row = near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[12]
    print(f"{row.name},{facts_of([row])[0]['id_no']},{row.pk}")
officer = Actor(None, "community_officer", "李红", scope_of_division(division_id=here.id), here.name)
day = timezone.localdate() - timedelta(days=10)
told = Death(day, Source.RELATIVE, "死亡医学证明", row.lock_version)
record_death(actor=officer, at=timezone.now(), retiree_id=row.pk, death=told)
"""


def _day(ahead: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def _applies(officer: Visit, person: str) -> str:
    page = officer.page
    officer.go(f"/people/effects/{person}/")
    officer.look("survivors-effects")
    officer.click(re.compile("为亲属办理"))
    officer.says("丧葬补助金和抚恤金")
    officer.look("survivors-services")
    officer.click(re.compile("^申请"))
    officer.says("申请人姓名", "与逝者的关系", "由亲属商定一个账户")
    officer.look("survivors-apply")
    officer.send("提交申请")
    officer.says("请填写申请人电话")
    officer.look("survivors-apply-error")
    page.get_by_label(re.compile("^申请人身份证号")).fill(id_number(907))
    page.locator("[name=cause][value=ill]").check()
    page.locator("[name=other][value=none]").check()
    page.get_by_label(re.compile("^缴费年限")).fill("30")
    page.get_by_label(re.compile("^收款的银行账号")).fill("6222 0212 0200 1234 567")
    page.get_by_label(re.compile("^开户银行")).fill("示例银行长沙支行")
    page.locator("[name=channel][value=visit]").check()
    page.get_by_label(re.compile("^申请人姓名")).fill("李小妹")
    page.get_by_label(re.compile("^与逝者的关系")).fill("女儿")
    page.get_by_label(re.compile("^申请人电话")).fill("13900000999")
    officer.send("提交申请")
    officer.says("预估可以领取", "缴费年限满 30 年，最多 24 个月", "以人社经办机构的决定为准", "亲属（李小妹，女儿）")
    officer.look("survivors-estimate")
    return officer.address()


def _is_accepted(officer: Visit, case: str) -> None:
    officer.click("受理")
    officer.look()
    for code in ("id_card", "death_proof", "relation_proof", "bank_card"):
        officer.page.locator(f"[name=materials][value={code}]").check()
    officer.send("受理")
    officer.says("这一环节由人社经办机构办理")
    officer.look("survivors-accepted")
    officer.go(case)


def _is_decided(office: Visit, name: str, number: str) -> None:
    page = office.page
    office.go(f"/department/tell/?type={TYPE}")
    office.look()
    page.get_by_label(re.compile("^身份证号")).fill(number)
    page.get_by_label(re.compile("^姓名")).fill(name)
    page.locator("[name=outcome]").select_option("granted")
    page.get_by_label(re.compile("^决定日期")).fill(_day())
    page.get_by_label(re.compile("^决定书名称及编号")).fill("遗属核〔2026〕7号")
    page.get_by_label(re.compile("^丧葬补助金")).fill("8333.33")
    page.get_by_label(re.compile("^抚恤金")).fill("58333.33")
    page.get_by_label(re.compile("^发放日期")).fill(_day(15))
    office.look("survivors-tell")
    office.send("报送")
    office.says("确认报送", "亲属看到金额、发放日期或理由")
    office.look("survivors-tell-asks")
    office.send("确认报送")
    office.says("已采用")
    office.look()


def test_a_family_is_told_what_it_may_expect_and_then_what_is_paid(arrive: Arrive) -> None:
    officer, office = arrive("shequ.li"), arrive("renshe.xie")
    name, number, person = officer.site.run(PERSON).strip().split(",")
    case = _applies(officer, person)
    _is_accepted(officer, case)
    _is_decided(office, name, number)
    officer.go(case)
    officer.says("已办结", "核定丧葬补助金 8,333.33 元、抚恤金 58,333.33 元")
    officer.look("survivors-done")
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go(case)
        seen.look(f"{look}-survivors-done")
