"""Somebody applies at the counter; community, street and district do their steps; the register is corrected by a decision."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Three of the community near by, two of them past eighty, whom no other walk meets.
PEOPLE = """
import django; django.setup()
from datetime import date
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    near = near.exclude(name__in=[one.name for one in CAST])
    old = near.filter(born_on__lt=date(1946, 1, 1)).order_by("-born_on", "id")[:2]
    young = near.filter(born_on__gt=date(1956, 1, 1)).order_by("-born_on", "id")[:1]
    print(*[one.pk for one in (*old, *young)], sep=",")
"""


def _applies(officer: Visit, person: str) -> str:
    page = officer.page
    officer.go(f"/people/{person}/")
    officer.look()
    officer.click("申请办事")
    officer.says("高龄津贴申请", "联系方式变更", "还没有申请过")
    officer.look("services-person")
    officer.go(f"/services/people/{person}/old_age_allowance/")
    officer.says("登记的是", "没有变化的不用填")
    officer.look("service-apply")
    officer.page.get_by_label("家属代办").check()
    officer.send("提交申请")
    officer.says("请填写代办人姓名", "请选择本人同意的方式")
    officer.look("service-apply-refused")
    page.get_by_label("社会保障卡", exact=True).check()
    page.get_by_label(re.compile("^代办人姓名")).fill("李小妹")
    page.get_by_label(re.compile("^与本人的关系")).fill("女儿")
    page.get_by_label(re.compile("^代办人电话")).fill("13900000999")
    page.get_by_label(re.compile("^本人同意的方式")).select_option("signed")
    page.get_by_label(re.compile("^本人同意的日期")).fill(datetime.now(UTC).date().isoformat())
    officer.send("提交申请")
    officer.says("待受理", "5 个工作日内告知是否受理", "家属代办（李小妹，女儿）")
    officer.look("service-case")
    case = officer.address()
    officer.go(f"{case}show/phone/")
    officer.says("核对证件或材料")
    officer.look()
    officer.go(case)
    officer.look()
    return case


def _is_completed(officer: Visit, case: str) -> None:
    page = officer.page
    officer.click("一次性告知")
    page.locator("[name=materials][value=social_card]").check()
    officer.look("service-ask")
    officer.send("告知补正")
    officer.says("待补正", "缺少：社会保障卡")
    officer.look("service-asked")
    officer.click("打印一次性告知书")
    officer.look()
    officer.go(case)
    officer.click("登记补正")
    officer.look("service-supply")
    page.locator("[name=materials][value=social_card]").check()
    officer.send("已补齐，继续办理")
    officer.click("受理")
    officer.look("service-accept")
    officer.send("受理")
    officer.says("材料还没有收齐", "代办人身份证")
    officer.look()
    for code in ("id_card", "proxy_id_card"):
        page.locator(f"[name=materials][value={code}]").check()
    officer.send("受理")
    officer.says("已受理", "街道审核", "这一环节由街道办理")
    officer.look("service-accepted")
    officer.click("打印受理通知书")
    officer.look()


def _is_decided(street: Visit, district: Visit, case: str) -> None:
    street.go("/")
    street.says("待我办理的办件")
    street.look()
    street.go("/services/?standing=mine")
    street.look("services-street")
    street.go(case)
    street.click("审核通过")
    street.look("service-pass-on")
    street.send("通过，转下一环节")
    street.look()
    district.go(case)
    district.look()
    district.click("退回上一环节")
    district.look("service-send-back")
    district.page.get_by_label(re.compile("^退回的原因")).fill("请核对户籍地")
    district.send("退回")
    district.look()
    street.go(case)
    street.says("请核对户籍地")
    street.look()
    street.click("审核通过")
    street.look()
    street.send("通过，转下一环节")
    street.look()
    district.go(case)
    district.look()
    district.click("办结")
    district.look("service-decide")
    district.page.get_by_label(re.compile("^办理说明")).fill("民政部门已同意。")
    district.send("办结")
    district.says("已办结", "民政部门已同意")
    district.look("service-done")
    district.click("打印办结通知书")
    district.look()


def _is_refused(officer: Visit, person: str) -> None:
    officer.go(f"/services/people/{person}/old_age_allowance/")
    officer.look()
    officer.page.get_by_label("社会保障卡", exact=True).check()
    officer.send("提交申请")
    officer.look()
    officer.click("不予受理")
    officer.look("service-refuse")
    officer.page.get_by_label("户籍或常住地不在本区域").check()
    officer.send("确认不予办理")
    officer.says("不予受理", "行政复议", "打印决定书")
    officer.look("service-refused")


def _corrects(officer: Visit, person: str) -> str:
    officer.go(f"/services/people/{person}/old_age_allowance/")
    officer.look()
    officer.page.get_by_label("社会保障卡", exact=True).check()
    officer.send("提交申请")
    officer.says("还没有满80周岁")
    officer.look("service-too-young")
    officer.go(f"/services/people/{person}/contact_change/")
    officer.look()
    officer.page.get_by_label(re.compile("^联系电话")).fill("13900007777")
    officer.page.locator("[name=materials][value=id_card]").check()
    officer.send("提交申请")
    officer.look()
    case = officer.address()
    officer.click("办结")
    officer.look()
    officer.send("办结")
    officer.says("已办结", "登记信息已按申请更正")
    officer.look("service-contact-done")
    officer.go(f"/people/{person}/")
    officer.says("139****7777")
    officer.look()
    return case


def test_what_is_applied_for_goes_through_its_offices_to_a_result(arrive: Arrive) -> None:
    officer, street, district, city = (arrive(one) for one in ("shequ.li", "jiedao.peng", "qu.xiao", "shi.huang"))
    first, second, young = officer.site.run(PEOPLE).strip().split(",")
    officer.go("/services/?standing=asked")
    officer.look("services-empty")
    case = _applies(officer, first)
    _is_completed(officer, case)
    _is_decided(street, district, case)
    _is_refused(officer, second)
    _corrects(officer, young)
    city.go("/services/items/")
    city.says("高龄津贴申请", "联系方式变更")
    city.look("service-items")
    city.go("/services/items/old_age_allowance/")
    city.look("service-item")
    officer.go("/services/")
    officer.look("services")
    officer.go("/certificates/refused/")
    officer.says("清单一第1项", "亲属关系证明", "证件遗失证明")
    officer.look("certificates-refused")
    officer.page.get_by_label(re.compile("^要开什么证明")).fill("开个健在证明")
    officer.send("筛选")
    officer.says("健在证明", "社会保险经办机构", "协助办理")
    officer.look("certificates-alive")
    officer.go(f"/services/people/{second}/contact_change/")
    officer.look()
    officer.page.get_by_label(re.compile("^联系电话")).fill("13900007778")
    officer.send("提交申请")
    officer.click("撤回申请")
    officer.look("service-withdraw")
    officer.page.get_by_label(re.compile("^撤回的原因")).fill("号码没有变")
    officer.send("确认撤回")
    officer.look()
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for path, name in (
            ("/services/", "services"),
            (case, "service-case"),
            (f"/services/people/{first}/", "services-person"),
        ):
            seen.go(path)
            seen.look(f"{look}-{name}")
