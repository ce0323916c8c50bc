"""An enterprise tells of benefits by hand and by file; the community reads them, and looks at what contradicts the agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
GRANTED = "cn.yinqiao.benefit.granted.v1"
# Three of the enterprise's near by whom no other walk meets, and an agreement under which they fall.
PEOPLE = """
import django; django.setup()
from yinqiao.areas.benefits.queries import items_of, list_person_told
from yinqiao.areas.organisations.queries import find_enterprise_by_uscc, places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR, cast_credit_code
with acting(Actor.system("test")):
    firm = find_enterprise_by_uscc(uscc=cast_credit_code("builder"))
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    own = near.filter(enterprise_id=firm.id).exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
    rows = [one for one in own if not list_person_told(scope=Scope.everything(), retiree_id=one.pk)][-3:]
    items = items_of(rows)
    for one, facts in zip(rows, facts_of(rows)):
        print(one.name, facts["id_no"], one.pk, items[one.pk][0].agreement_id, sep=",")
"""


@dataclass(frozen=True)
class Person:
    """Somebody of the register, and an agreement of the enterprise."""

    name: str
    number: str
    pk: str
    agreement: str


def _people(visit: Visit) -> list[Person]:
    return [Person(*line.split(",")) for line in visit.site.run(PEOPLE).strip().splitlines()]


def _day(ago: int = 3) -> str:
    return (datetime.now(UTC) - timedelta(days=ago)).date().isoformat()


def _fills(firm: Visit, item: str, **more: str) -> None:
    firm.page.locator("[name=item]").select_option(label=firm.page.locator("option", has_text=item).first.inner_text())
    for name, value in more.items():
        firm.page.fill(f"[name={name}]", value)


def _tells_by_hand(firm: Visit, who: Person) -> None:
    """On the person's page: told, changed, ended, the end taken back; each with its receipt."""
    firm.go(f"/people/{who.pk}/")
    firm.look("benefits-firm-person")
    firm.click("告知待遇")
    firm.look("benefits-tell")
    firm.page.fill("[name=since]", _day())
    firm.send("告知")
    firm.look("benefits-tell-error")
    _fills(firm, "逐人告知", since=_day(20), amount="300")
    firm.send("告知")
    firm.says("已采用", "签名回执")
    firm.look("benefits-receipt")
    firm.go(f"/people/{who.pk}/")
    firm.says("每月 300.00 元", "企业已告知")
    firm.look()
    firm.page.get_by_role("link", name="告知停止").first.click()
    firm.look("benefits-end")
    firm.page.fill("[name=since]", _day())
    firm.page.locator("[name=ending]").select_option(label="不再符合条件")
    firm.send("告知停止")
    firm.says("已采用")
    firm.look()
    firm.click("撤回")
    firm.look("benefits-take-back")
    firm.page.fill("[name=reason]", "停止日期填错")
    firm.send("撤回")
    firm.look("benefits-take-back-asks")
    firm.send("确认撤回")
    firm.says("来源已撤回")
    firm.look()


def _tells_otherwise_than_the_agreement(firm: Visit, officer: Visit, who: Person) -> None:
    """Another amount than the standard: both sides lie before the community."""
    firm.go(f"/benefits/people/{who.pk}/tell/")
    firm.look()
    _fills(firm, "供暖补贴", since=_day(), amount="900")
    firm.send("告知")
    firm.says("待核实", "由社区核实")
    firm.look("benefits-receipt-disputed")
    officer.go(f"/inward/?name={who.name}")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text=who.name).first)
    officer.says("1,200.00 元", "900", "供暖补贴：全体移交人员")
    officer.look("benefits-both-sides")
    officer.send("属实，采用")
    officer.look()


def _tells_by_file(city: Visit, who: Person) -> None:
    rows = f"身份证号,姓名,待遇名称,自何日起,实物\n{who.number},{who.name},过节费,{_day()},慰问品一份\n"
    city.go("/dropbox/sources/")
    city.look()
    # Another walk registers an office of this enterprise under a longer name.
    city.follow(city.page.locator("main").get_by_role("link", name="中湘第三建设集团有限公司（演示）", exact=True))
    city.page.select_option("[name=kind]", GRANTED)
    file = {"name": "企业待遇.csv", "mimeType": "text/csv", "buffer": rows.encode("gb18030")}
    city.page.set_input_files("input[type=file]", [file])
    city.look()
    city.send("上传并检查")
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)
    assert (city.figure("总行数"), city.figure("将采用")) == (1, 1)
    city.look("benefits-file")
    city.send("办理")
    city.look()
    city.send("办理")
    expect(city.page.get_by_text("交给报送单位").first).to_be_visible(timeout=90_000)
    city.look()


def test_an_enterprise_tells_of_benefits_by_hand_and_by_file_and_the_community_reads_it(arrive: Arrive) -> None:
    firm, officer, city = arrive("qiye.chen"), arrive("shequ.li"), arrive("shi.huang")
    first, second, third = _people(city)
    _tells_by_hand(firm, first)
    _tells_otherwise_than_the_agreement(firm, officer, second)
    _tells_by_file(city, third)
    officer.go(f"/benefits/{first.agreement}/?item=5")
    officer.says(first.name, "300.00 元", "企业已告知")
    officer.look("benefits-named")
    for who, words in ((first, "每月 300.00 元"), (second, "每年 900.00 元"), (third, "节日慰问：每月 慰问品一份")):
        officer.go(f"/people/{who.pk}/")
        officer.says("企业告知", words)
        _to(officer, "企业告知")
        officer.look("benefits-panel" if who is third else "")
    _dies(officer, first)
    for size, look in ((PHONE, "phone"), (PHONE, "phone-largest"), (OFFICE, "largest")):
        _fits(arrive("shequ.li", size), look, first)


def _to(visit: Visit, words: str) -> None:
    """Down to where these words stand."""
    visit.page.locator("main").get_by_text(words, exact=True).first.scroll_into_view_if_needed()


def _dies(officer: Visit, who: Person) -> None:
    """An end is proposed and nothing stops by itself."""
    officer.go(f"/people/{who.pk}/")
    officer.look()
    officer.click("死亡登记")
    officer.look()
    officer.page.get_by_label("死亡日期").fill(_day(1))
    officer.page.get_by_label("信息来源").select_option("relative")
    officer.page.get_by_label("依据的证明材料").fill("居民死亡医学证明（推断）书")
    officer.send("登记死亡")
    officer.says("已登记死亡")
    officer.look()
    officer.go(f"/people/{who.pk}/")
    officer.says("享受中", "待企业确认停止")
    _to(officer, "企业告知")
    officer.look("benefits-proposed")
    officer.go(f"/people/effects/{who.pk}/")
    officer.says("保留待遇按协议截止，待企业确认", "系统不自行停止")
    officer.look("benefits-effects")


def _fits(officer: Visit, look: str, who: Person) -> None:
    """The list and the panel on a telephone and in the largest type."""
    if "largest" in look:
        officer.go("/appearance/")
        officer.page.locator("input[name=type_size][value='30']").check()
        officer.send("保存")
        officer.look()
    officer.go(f"/benefits/{who.agreement}/?item=5")
    officer.look(f"{look}-benefits")
    _to(officer, "企业告知")
    officer.look(f"{look}-benefits-people")
    officer.go(f"/people/{who.pk}/")
    _to(officer, "企业告知")
    officer.look(f"{look}-benefits-panel")


def test_an_enterprise_says_what_becomes_of_what_it_used_to_give_and_the_community_reads_it_out(arrive: Arrive) -> None:
    firm, officer, street = arrive("qiye.chen"), arrive("shequ.li"), arrive("jiedao.peng")
    who = _people(officer)[1]
    firm.go("/benefits/old/")
    firm.look()
    street.go("/benefits/old/")
    street.look()
    street.click("请企业答复")
    street.look("fates-ask")
    if not firm.page.locator("tbody a", has_text="物业").count():
        street.page.locator("[name=enterprise]").select_option(label="中湘第三建设集团有限公司（演示）")
        street.send("请它答复")
        street.says("已请企业答复")
        street.look()
        firm.go("/")
        firm.says("等本企业答复的原待遇")
        firm.look()
        firm.go("/benefits/old/")
    firm.look("fates")
    firm.follow(firm.page.locator("tbody a", has_text="物业").first)
    firm.send("保存答复")
    firm.says("请选一个")
    firm.look("fate-error")
    firm.page.get_by_label("仍由原企业负责").check()
    firm.page.get_by_label(re.compile("^谁出钱")).fill("原企业")
    firm.page.get_by_label(re.compile("^问谁")).fill("离退休办公室 0731-88880000")
    firm.look("fate")
    firm.send("保存答复")
    firm.says("已登记答复")
    firm.look()
    officer.go(f"/benefits/people/{who.pk}/answers/")
    officer.says("钱由原企业出", "有事问离退休办公室", "等答复")
    officer.look("fates-answers")
    for size, look in ((PHONE, "phone"), (PHONE, "phone-largest"), (OFFICE, "largest")):
        seen = arrive("shequ.li", size)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go(f"/benefits/people/{who.pk}/answers/")
        seen.look(f"{look}-fates-answers")
