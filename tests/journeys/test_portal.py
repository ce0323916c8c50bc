"""A retiree on a phone: in by a code, the own matters one at a time, a wish to the community and its answer; without script."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.tabs import Tabs
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
LOOKS = {"phone": (PHONE, "20"), "phone-largest": (PHONE, "30"), "narrow": ((320, 640), "24")}
# Somebody near by with a phone of the own, a couple that shares one, and somebody with the longest name.
PEOPLE = """
import django; django.setup()
from collections import Counter
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    rows = list(people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no).order_by("born_on", "id"))
    known = [(row, facts) for row, facts in zip(rows, facts_of(rows)) if facts.get("phone")]
    often = Counter(facts["phone"] for _, facts in known)
    alone = [(row, facts) for row, facts in known if often[facts["phone"]] == 1]
    named = [one for one in alone if one[0].name.startswith("努尔艾合买提江")]
    others = [one for one in alone if one[0].name not in {member.name for member in CAST}]
    for row, facts in [*named[:1], *others[60:66]]:
        print(row.name, facts["phone"], facts["id_no"], row.pk, sep=",")
"""
SHARE = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.types import Correction, Source
from yinqiao.platform.access import Actor, Scope, acting
actor = Actor.system("test")
with acting(actor):
    version = people_within(scope=Scope.everything()).get(pk="{pk}").lock_version
correct_details(actor=actor, at=timezone.now(), retiree_id="{pk}",
    correction=Correction({{"phone": "{phone}"}}, Source.SELF, timezone.localdate(), version))
"""


@dataclass(frozen=True)
class Person:
    """Somebody of the register."""

    name: str
    phone: str
    number: str
    pk: str


def _people(site: Site) -> list[Person]:
    return [Person(*line.split(",")) for line in site.run(PEOPLE).strip().splitlines()]


def _asks_for_a_code(visit: Visit, phone: str) -> None:
    visit.go("/my/enter/?at=430104002001")
    visit.page.get_by_label("您的手机号").fill(phone)
    visit.look()
    visit.click("获取验证码")
    if wait := re.search(r"请等 (\d\d?) 秒再试", visit.words()):
        # Another journey came in by this phone just now.
        visit.look()
        time.sleep(int(wait[1]) + 1)
        visit.click("获取验证码")
    visit.says("填验证码")


def _code_of(visit: Visit, phone: str) -> str:
    """The text as the stand-in shows it, once the worker has sent it."""
    groups = f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    visit.click("演示替身")
    for _ in range(40):
        text = visit.page.locator("main .card", has_text=groups)
        if text.count() and (found := re.search(r"验证码是 (\d{6})", text.first.inner_text())):
            return found[1]
        visit.page.wait_for_timeout(250)
        visit.page.reload()
        visit._inspect()
    raise AssertionError("no text was sent")


def comes_in(visit: Visit, person: Person, *, pictures: str = "") -> None:
    """Sign in by a code, as somebody with a phone of the own."""
    _asks_for_a_code(visit, person.phone)
    visit.look(f"{pictures}-code" if pictures else "")
    code = _code_of(visit, person.phone)
    visit.look(f"{pictures}-stand-in" if pictures else "")
    visit.click("返回填验证码")
    visit.page.get_by_label("短信里的 6 位数字").fill(code)
    visit.send("登录")
    visit.role = "retiree"


def _with_type(visit: Visit, size: str) -> None:
    visit.page.context.add_cookies([{"name": "yq_type", "value": size, "url": visit.site.url}])


@pytest.mark.parametrize("look", LOOKS)
def test_a_retiree_reads_the_own_matters_on_a_phone(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    person = _people(site)[list(LOOKS).index(look)]
    visit = arrive(size=size)
    _with_type(visit, letters)
    visit.go("/my/enter/?at=430104002001")
    visit.look(f"{look}-portal-enter")
    comes_in(visit, person, pictures=f"{look}-portal")
    visit.says(person.name, "您今天要办什么", "打电话给")
    visit.look(f"{look}-portal-home")
    expect(visit.page.locator("a[href^='tel:']").first).to_be_visible()
    for words, name in (("我的认证", "certification"), ("我的资料", "record"), ("企业给的待遇", "benefits"),
                        ("我的申请", "requests"), ("我的社区", "community"), ("我要办事", "offers"), ("谁看过我的资料", "seen"),
                        ("登录的设备", "devices"), ("换手机号", "ask")):  # fmt: skip
        visit.click(re.compile(words))
        assert person.number not in visit.words() and person.phone not in visit.words()
        visit.look(f"{look}-portal-{name}")
        visit.go("/my/")
    for name in ("您的手机号", "短信里"):
        assert visit.page.get_by_label(name).count() == 0
    small = visit.page.evaluate(
        "() => [...document.querySelectorAll('main a, main button')].filter(e => e.getBoundingClientRect().height < 60)"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert small == []
    visit.page.get_by_role("button", name="念给我听").click()
    visit.follow(visit.page.get_by_role("button", name="字小些"))
    visit.look()
    visit.click("退出登录")
    visit.look()
    visit.role = ""


def test_a_wish_goes_to_the_community_and_its_answer_comes_back(arrive: Arrive, site: Site) -> None:
    person = _people(site)[3]
    visit = arrive(size=PHONE)
    comes_in(visit, person)
    visit.look()
    visit.click("换手机号")
    visit.page.get_by_label("新的手机号").fill("1390000")
    visit.send("提交给社区")
    visit.says("这个号码不对")
    visit.look("portal-ask-error")
    visit.page.get_by_label("新的手机号").fill("139 0000 4321")
    visit.send("提交给社区")
    visit.says("手机号要改为：13900004321", "正在办")
    visit.look("portal-asked")
    officer = arrive("shequ.li")
    officer.go(f"/people/{person.pk}/")
    officer.look()
    officer.go("/people/requests/")
    officer.look("portal-request-of-the-office")
    row = officer.page.locator("tbody tr", has_text=person.name)
    officer.follow(row.get_by_role("link", name="更正、补充").first)
    officer.says("手机号要改为：13900004321")
    officer.look()
    officer.go("/portal-code/")
    officer.says("枇杷塘社区", "0731-00001234")
    officer.look("portal-code")
    visit.go("/my/seen/")
    visit.says("打开人员页面")
    visit.look("portal-seen")


def test_two_who_share_a_phone_come_in_each_to_the_own_matters(arrive: Arrive, site: Site) -> None:
    first, second = _people(site)[4:6]
    site.run(SHARE.format(pk=second.pk, phone=first.phone))
    try:
        visit = arrive(size=PHONE)
        comes_in(visit, first)
        visit.says("您是哪一位")
        visit.role = ""
        visit.look("portal-who")
        for person in (first, second):
            if person.name[0] not in visit.words():
                raise AssertionError("a name is not asked for")
        visit.page.locator("main label.tick").filter(has_text=first.name[0]).first.click()
        visit.page.get_by_label("您的身份证号最后四位").fill("0000")
        visit.send("登录")
        visit.says("对不上")
        visit.look("portal-who-error")
        visit.page.locator("main label.tick").filter(has_text=first.name[0]).first.click()
        visit.page.get_by_label("您的身份证号最后四位").fill(first.number[-4:])
        visit.send("登录")
        visit.says(first.name)
        visit.look()
    finally:
        site.run(SHARE.format(pk=second.pk, phone=second.phone))


def test_the_way_in_and_the_own_matters_need_no_script(site: Site, tabs: Tabs) -> None:
    person = _people(site)[6]
    context = tabs.browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", java_script_enabled=False
    )
    try:
        page = context.new_page()
        page.goto(f"{site.url}/my/enter/")
        assert not page.get_by_role("button", name="念给我听").is_visible()
        page.get_by_label("您的手机号").fill(person.phone)
        page.get_by_role("button", name="获取验证码").click()
        page.get_by_role("link", name="演示替身").click()
        mine = page.locator("main .card", has_text=f"{person.phone[:3]} {person.phone[3:7]} {person.phone[7:]}")
        found = None
        for _ in range(40):
            if mine.count() and (found := re.search(r"验证码是 (\d{6})", mine.first.inner_text())):
                break
            page.wait_for_timeout(250)
            page.reload()
        assert found
        page.get_by_role("link", name="返回填验证码").click()
        page.get_by_label("短信里的 6 位数字").fill(found[1])
        page.get_by_role("button", name="登录", exact=True).click()
        assert person.name in page.locator("h1").inner_text()
        page.get_by_role("link", name="我的认证").click()
        page.get_by_role("link", name="返回首页").click()
        page.get_by_role("button", name="字大些").click()
        assert page.locator("html").get_attribute("data-type") == "24"
    finally:
        context.close()


# Puts the name of somebody who signs in on an archive that the city keeps: those of the demo wait for their communities.
OWNED = """
import django; django.setup()
from yinqiao.areas.archives.models import Archive
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("test")):
    Archive.objects.filter(archive_no="XY-0001").update(retiree_id="{pk}", entry_id="{pk}")
"""


def _is_certified(mate: Visit) -> None:
    """Another than who gave the pages compares them with the original and seals them."""
    mate.go("/digitised/extracts/?state=granted")
    mate.look()
    mate.page.locator("tbody a").first.click()
    mate.look()
    mate.click("制作盖章件")
    mate.look("extract-certify")
    mate.send("核对无误，用印")
    mate.says("请先取出纸质原件逐页核对")
    mate.look()
    mate.page.get_by_label(re.compile("逐页核对")).check()
    mate.send("核对无误，用印")
    mate.look("extract-being-made")
    expect(mate.page.get_by_role("link", name="看盖章件")).to_be_visible(timeout=120_000)
    mate.look("extract-certified")
    mate.click("看盖章件")
    mate.says("档案摘录", "保管人用印")
    mate.look()


def test_a_retiree_asks_for_pages_of_the_own_archive_and_reads_what_was_given(arrive: Arrive, site: Site) -> None:
    person = _people(site)[3]
    site.run(OWNED.format(pk=person.pk))
    visit = arrive(size=PHONE)
    comes_in(visit, person)
    visit.look()
    visit.click("我的档案")
    visit.says("XY-0001", "职工履历表", "申请看里面的材料")
    visit.look("my-archive")
    visit.click("申请看里面的材料")
    visit.look("my-archive-ask")
    visit.page.get_by_label("要哪些材料，做什么用").fill("履历表，核对工龄")
    visit.send("提交")
    visit.says("待答复")
    visit.look()
    officer = arrive("shi.huang")
    officer.go("/digitised/extracts/?state=asked")
    officer.look("extracts")
    officer.page.locator("tbody a").first.click()
    officer.look("extract-answer")
    officer.page.get_by_label(re.compile("职工履历表 第1页")).check()
    officer.send("提交答复")
    officer.look()
    _is_certified(arrive("shi.mo"))
    officer.go("/digitised/?number=XY-0001")
    officer.look()
    officer.page.locator("tbody a").first.click()
    officer.look()
    officer.click(re.compile("^修改"))
    officer.look("archive-item-correct")
    visit.go("/my/archive/")
    visit.says("已提供", "看第 1 张", "我的证明")
    visit.look("my-archive-given")
