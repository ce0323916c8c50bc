"""企业型重点社区: the city seconds and prolongs; the officer visits, corrects a phone, ends; the community takes over."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
SHANGHAI = ZoneInfo("Asia/Shanghai")
LOOKS = ("phone", "phone-largest", "largest")
# A key community and an officer of this walk's own: the cast's stay as they are. Who is met has a number on record.
SCENE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.organisations.queries import places, scope_of_division
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import BESIDE, CAST
here = places().by_code[BESIDE]
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=here.place_no)
    near = near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
    row = near[0]
    print(f"{here.place_no},{row.enterprise_id},{row.name},{row.pk}")
"""


def _day(ahead: int) -> str:
    return (datetime.now(SHANGHAI).date() + timedelta(days=ahead)).isoformat()


def _seconds(city: Visit, place: str, enterprise: str) -> tuple[str, str]:
    """The city makes a community a key one and seconds somebody; returns the officer's page and the password."""
    page = city.page
    city.go("/secondments/")
    city.look("key-communities")
    city.click("登记重点社区")
    city.look("key-community-new")
    city.send("登记")
    city.look("key-community-new-error")
    page.get_by_label(re.compile("^社区")).select_option(place)
    page.get_by_label(re.compile("^企业")).select_option(enterprise)
    page.get_by_label(re.compile("^开始日期")).fill(_day(0))
    page.get_by_label(re.compile("^截止日期")).fill(_day(200))
    page.get_by_label(re.compile("^依据文件")).fill("市国企退管办〔2026〕30号（演示）")
    city.send("登记")
    city.says("已登记，可以选派人员")
    city.look("key-community")
    home = city.address()
    city.go("/secondments/communities/" + home.rstrip("/").rsplit("/", 1)[-1] + "/second/")
    city.look("second-officer")
    page.get_by_label("选派人员姓名").fill("顾明")
    page.get_by_label(re.compile("^登录名")).fill("xuanpai.gu")
    page.get_by_label(re.compile("^截止日期")).fill(_day(5))
    page.get_by_label(re.compile("^选派文件")).fill("湘曜人〔2026〕4号（演示）")
    city.send("选派并建立账户")
    city.says("临时密码只显示这一次")
    city.look("second-officer-password")
    password = page.locator("dl code").nth(1).inner_text()
    city.click("已抄好，查看选派")
    city.says("顾明", "即将到期", "健康情况")
    city.look("seconded-officer")
    return city.address(), password


def _prolongs(city: Visit, officer: str) -> None:
    city.go("/")
    city.says("即将到期的选派人员")
    city.look()
    city.go("/secondments/officers/?standing=ending")
    city.look("seconded-officers")
    city.go(f"{officer}prolong/")
    city.look("seconded-prolong")
    city.page.get_by_label(re.compile("^延期至")).fill(_day(60))
    city.page.get_by_label(re.compile("^延期文件")).fill("湘曜人〔2026〕9号（演示）")
    city.send("延期")
    city.says("已延期", "延期记录")
    city.look()


def _works(seconded: Visit) -> None:
    """The cast's own, on whatever screen: a person, a visit with something to be done, a phone, what is open."""
    page = seconded.page
    seconded.go("/")
    seconded.look("seconded-today")
    seconded.go("/secondments/people/")
    seconded.look("stay-people")
    seconded.follow(page.locator("tbody tr a").nth(3))
    seconded.says("怎样联系", "我做过的")
    seconded.look("stay-person")
    seconded.click("记录走访和电话")
    seconded.look("stay-note")
    seconded.send("保存")
    seconded.look("stay-note-error")
    page.get_by_label(re.compile("^情况")).fill("在家，屋里暖和，想问社区食堂。")
    page.get_by_label(re.compile("^还要做什么")).select_option("call")
    page.get_by_label(re.compile("^期限")).fill(_day(3))
    seconded.send("保存")
    seconded.says("已保存，社区可以看到", "待办：回电话")
    seconded.look()
    seconded.click("更正电话")
    seconded.look("stay-phone")
    page.get_by_label(re.compile("^新的本人电话")).fill("13900000888")
    page.get_by_label("拨打新号码").check()
    seconded.send("更正")
    seconded.says("已更正电话", "13900000888")
    seconded.look()
    seconded.go("/secondments/own/")
    seconded.look("stay-open")
    before = seconded.total()
    page.get_by_role("button", name=re.compile("^办结")).first.click()
    seconded.says("已办结")
    assert seconded.total() == before - 1
    seconded.look()


def test_a_key_community_is_opened_and_its_officer_seconded_prolonged_and_ended(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    place, enterprise, *_ = city.site.run(SCENE).strip().split(",")
    officer, _ = _seconds(city, place, enterprise)
    _prolongs(city, officer)
    community = arrive("shequ.tan")
    community.go("/secondments/")
    community.look()
    community.go(officer)
    community.click("提前结束")
    community.look("seconded-end")
    community.page.get_by_label(re.compile("^结束原因")).fill("企业召回")
    community.send("结束选派")
    community.says("选派已结束")
    community.look()
    community.click("工作交接清单")
    community.says("没有要交接的事项")
    community.look("seconded-handover-empty")
    community.go("/secondments/open/")
    community.look("stay-passed-empty")
    city.go("/secondments/?standing=all")
    city.follow(city.page.locator("tbody tr", has_text="30号").locator("a").first)
    city.click("结束重点社区")
    city.look("key-community-close")
    city.send("结束")
    city.says("已结束")
    city.look()


def test_who_is_seconded_sees_the_own_people_and_no_other_page(arrive: Arrive) -> None:
    seconded = arrive("xuanpai.shen")
    _works(seconded)
    seconded.go("/people/")
    seconded.says("不能打开")
    seconded.look()
    community = arrive("shequ.li")
    community.go("/secondments/officers/")
    community.look()
    community.click("沈丽")
    community.look()
    community.click("工作交接清单")
    community.says("选派还没有结束", "回电话")
    community.look("seconded-handover")
    for look in LOOKS:
        seen = arrive("xuanpai.shen", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for page, address in (("people", "/secondments/people/"), ("open", "/secondments/own/")):
            seen.go(address)
            seen.look(f"{look}-stay-{page}")
        seen.go("/secondments/people/")
        seen.follow(seen.page.locator("tbody tr a").nth(3))
        seen.look(f"{look}-stay-person")
        seen.click("记录走访和电话")
        seen.look(f"{look}-stay-note")


def test_an_enterprise_proposes_and_city_and_community_answer(arrive: Arrive) -> None:
    firm, city = arrive("qiye.chen"), arrive("shi.huang")
    page = firm.page
    firm.go("/secondments/theirs/")
    firm.says("沈丽")
    firm.look("their-officers")
    firm.click("沈丽")
    firm.look("their-officer")
    home = firm.address()
    firm.go(f"{home}propose/end/")
    firm.look("propose-end")
    page.get_by_label(re.compile("^结束原因")).fill("企业另有安排")
    firm.send("提出建议")
    firm.says("同意以前没有任何变化")
    firm.look("their-proposal")
    asked = firm.address()
    city.go(asked)
    city.look("proposal")
    city.send("同意")
    city.says("同意提前结束吗")
    city.look("proposal-confirm-asks")
    city.go(f"{asked}decline/")
    city.look("proposal-decline")
    city.page.get_by_label(re.compile("^不同意的理由")).fill("社区还有事项没有办完")
    city.send("答复不同意")
    city.says("社区还有事项没有办完")
    city.look()
    firm.go("/secondments/theirs/propose/")
    firm.look("propose-second")
    page.get_by_label(re.compile("^重点社区")).select_option(index=1)
    page.get_by_label("选派人员姓名").fill("方进")
    page.get_by_label(re.compile("^截止日期")).fill(_day(5))
    page.get_by_label(re.compile("^选派文件")).fill("中湘人〔2026〕12号（演示）")
    firm.send("提出建议")
    firm.look("their-proposal-second")
    second = firm.address()
    city.go("/secondments/proposals/")
    city.says("方进")
    city.look("proposals")
    city.go(f"{second}second/")
    city.look("proposal-second")
    firm.go(second)
    firm.send("撤回建议")
    firm.says("已撤回")
    firm.look()
    firm.go("/secondments/proposals/")
    firm.look("their-proposals")
