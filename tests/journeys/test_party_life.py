"""Party life: a branch looked at and planned, a meeting told, attended, minuted, signed by another; a member signs in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.test_portal import Person, comes_in
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody who is looked after and has a phone of the own is the member of a branch with a meeting to come, which is now.
MEMBER = """
import django; django.setup()
from collections import Counter
from django.utils import timezone
from yinqiao.areas.party_life.models import Attendance, Meeting, Membership
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
with acting(Actor.system("test")):
    rows = list(people_within(scope=Scope.everything()).filter(status="managed").order_by("-id"))
    phones = [facts.get("phone") for facts in facts_of(rows)]
    often = Counter(phones)
    row, phone = next((row, phone) for row, phone in zip(rows, phones) if phone and often[phone] == 1)
    told = Meeting.objects.filter(state="notified").order_by("-starts_at").first()
    member = Attendance.objects.filter(meeting=told).order_by("-member_id").first().member_id
    Membership.objects.filter(pk=member).update(retiree_id=row.pk)
    Meeting.objects.filter(pk=told.pk).update(starts_at=timezone.now())
    print(phone, told.code)
"""


# Somebody in a branch has been in the party for long.
VETERAN = """
import django; django.setup()
from datetime import date
from yinqiao.areas.party.models import Member
from yinqiao.areas.party_life.models import Membership
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("test")):
    one = Membership.objects.order_by("pk").values_list("pk", flat=True).first()
    Member.objects.filter(pk=one).update(joined_on=date(1970, 7, 1), full_on=date(1971, 7, 1))
"""


def test_a_branch_plans_tells_marks_writes_and_has_it_signed(arrive: Arrive) -> None:
    street = arrive("jiedao.peng")
    street.go("/party-life/")
    street.says("党支部", "需要研究的")
    street.look("party-life-branches")
    street.follow(street.page.locator("table tbody a").first)
    street.says("将要召开", "已审签")
    street.look("party-life-branch")
    branch = street.address()
    _changes(street, branch)
    meeting = _adds(street, branch)
    _marks_and_writes(street, meeting)
    _signs(arrive("qu.xiao"), meeting)
    street.go(meeting)
    street.click("补充")
    street.page.fill("[name=words]", "会后已把学习材料送到行动不便的党员家中。")
    street.look("party-life-words")
    street.send("补充")
    street.says("已补充", "送到行动不便的党员家中")
    street.look("party-life-signed")


def _changes(street: Visit, branch: str) -> None:
    street.go(f"{branch}change/")
    street.page.fill("[name=theme_day]", "31")
    street.look("party-life-change")
    street.page.fill("[name=theme_day]", "5")
    street.send("保存")
    street.look()
    street.go(f"{branch}plan/")
    street.look("party-life-plan")


def _adds(street: Visit, branch: str) -> str:
    street.go(f"{branch}add/")
    street.page.get_by_label("党课", exact=True).check()
    street.page.fill("[name=topic]", "学习二十届四中全会精神")
    street.look("party-life-add")
    street.send("列入计划")
    street.says("已列入计划", "填好地点后通知")
    street.look("party-life-planned")
    meeting = street.address()
    street.click("修改时间、地点")
    street.page.fill("[name=venue]", "望月社区活动室")
    street.look("party-life-move")
    street.send("保存")
    street.look()
    street.send("通知")
    street.look("party-life-notify-asks")
    street.send("通知")
    street.says("已通知", "签到码")
    street.look("party-life-told")
    street.go(f"{meeting}cancel/")
    street.look("party-life-cancel")
    return meeting


def _marks_and_writes(street: Visit, meeting: str) -> None:
    street.go(f"{meeting}roll/")
    boxes = street.page.locator("input[type=radio][value=present]")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    street.page.locator("input[type=radio][value=excused]").first.check()
    street.look("party-life-roll")
    street.send("保存")
    street.says("请选择请假原因")
    street.look("party-life-roll-error")
    street.page.locator("select").first.select_option("frail")
    street.send("保存")
    street.says("已保存到会情况", "请假 1 人")
    street.look()
    street.click("填写记录")
    street.page.fill("[name=host]", "周社区")
    street.page.fill("[name=recorder]", "吴记录")
    street.page.fill("[name=decisions]", "按月组织送学上门。")
    street.look("party-life-minutes")
    street.send("保存")
    street.says("等待另一位同志审签", "不能自己审签")
    street.look("party-life-held")


def _signs(district: Visit, meeting: str) -> None:
    district.go("/party-life/owed/")
    district.says("欠开", "主题党日")
    district.look("party-life-owed")
    district.go("/party-life/meetings/?state=unchecked")
    district.look("party-life-meetings")
    district.go(meeting)
    district.look()
    district.send("审签")
    district.look("party-life-check-asks")
    district.send("审签")
    district.says("已审签，会议记录归档")
    district.look("party-life-checked")


def test_members_are_put_into_a_branch_that_a_place_founds(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/party-life/members/unplaced/")
    city.says("未编入党支部的党员")
    city.look("party-life-unplaced")
    city.go("/party-life/new/")
    city.page.fill("[name=name]", "新设退休党支部")
    city.look("party-life-found")
    city.send("登记")
    city.says("已登记", "还没有党员")
    city.look("party-life-founded")
    city.send("撤销党支部")
    city.look("party-life-close-asks")
    city.go("/party-life/members/")
    city.look("party-life-members")
    city.page.locator("table tbody input[type=checkbox]").first.check()
    city.send("调到其他党支部")
    city.look("party-life-place")
    city.go("/party-life/members/")
    city.follow(city.page.locator("table tbody a").first)
    city.says("参加组织生活")
    city.look("party-life-member")
    city.click("职务和党小组")
    city.look("party-life-post")


def test_the_old_and_the_mobile_are_seen_and_members_are_honoured(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/party-life/members/apart/")
    city.says("送学上门和流动党员", "下次")
    city.look("party-life-apart")
    city.follow(city.page.locator("table tbody a").first)
    city.look("party-life-member-apart")
    member = city.address()
    city.go(f"{member}way/")
    city.page.get_by_label("流动党员", exact=True).check()
    city.page.fill("[name=where]", "")
    city.send("保存")
    city.says("流动党员要填写流动去向")
    city.look("party-life-way-error")
    city.go(f"{member}errand/")
    city.page.get_by_label("走访看望", exact=True).check()
    city.look("party-life-errand")
    city.send("列入计划")
    city.says("已列入计划")
    city.look()
    city.click("登记办理情况")
    city.page.fill("[name=words]", "送去学习材料，身体尚可。")
    city.look("party-life-errand-end")
    city.send("保存")
    city.says("已登记", "身体尚可")
    city.look("party-life-errand-done")
    _honours(city)


def _honours(city: Visit) -> None:
    city.site.run(VETERAN)
    city.go("/party-life/medals/")
    city.says("光荣在党50年")
    city.look("party-life-medals")
    boxes = city.page.locator("table tbody input[type=checkbox]")
    assert boxes.count()
    boxes.first.check()
    city.send("登记颁发")
    city.look("party-life-medal")
    city.send("登记")
    city.says("已登记", "光荣在党50年纪念章")
    city.look("party-life-honours")
    city.follow(city.page.get_by_role("link", name="撤销").first)
    city.look("party-life-take-back")
    city.go("/party-life/members/")
    city.look()
    city.page.locator("table tbody input[type=checkbox]").first.check()
    city.send("登记慰问")
    city.look("party-life-console")


def test_a_member_signs_in_to_a_meeting_in_large_type(arrive: Arrive) -> None:
    visit = arrive(size=PHONE)
    phone, code = visit.site.run(MEMBER).strip().split()
    comes_in(visit, Person("", phone, "", ""))
    visit.look()
    visit.click("我的组织生活")
    visit.says("到了会场，签到")
    visit.look("phone-my-party")
    visit.click("到了会场，签到")
    visit.page.fill("[name=code]", "12")
    visit.send("签到")
    visit.says("签到码不对")
    visit.look("phone-my-party-sign-in")
    visit.page.fill("[name=code]", code)
    visit.send("签到")
    visit.says("签到好了", "您已经签到")
    visit.look("phone-my-party-in")
    expect(visit.page.locator("main")).to_contain_text(re.compile("固定党日"))


@pytest.mark.parametrize(("name", "screen", "size"), [("phone", PHONE, "16"), ("largest", OFFICE, "30")])
def test_party_life_is_readable_on_a_phone_and_with_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    visit = arrive("jiedao.peng", screen)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{size}']").check()
    visit.send("保存")
    visit.look()
    visit.go("/party-life/")
    visit.look(f"{name}-party-life-branches")
    visit.follow(visit.page.locator("table tbody a").first)
    visit.look(f"{name}-party-life-branch")
    visit.go("/party-life/meetings/?state=coming")
    visit.look(f"{name}-party-life-meetings")
    visit.follow(visit.page.locator("table tbody a").first)
    visit.look(f"{name}-party-life-meeting")
    if visit.page.get_by_role("link", name="登记到会").count():
        visit.click("登记到会")
        visit.look(f"{name}-party-life-roll")
