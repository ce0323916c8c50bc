"""A course is drawn up and published; a retiree enrols on a phone; lots are drawn, a seat goes on, who came is noted."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Sessions in the portal: of somebody who takes part in nothing, and of who is asked whether a seat is taken.
TOKEN = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.portal.services.sessions import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
system = Actor.system("test")
with acting(system):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    near = near.exclude(name__in=[one.name for one in CAST]).exclude(pk__in=Enrolment.objects.values("retiree_id"))
    asked = Enrolment.objects.filter(state="asked").values_list("retiree_id", flat=True).first()
    person = asked if {asked} else near.order_by("-born_on", "id")[30].pk
proof = Proof(person, Means.PHONE_CODE)
print(person, open_session(actor=system, at=timezone.now(), proof=proof, device=Device("手机")), sep=",")
"""


# The last session of the course under way is on at this moment; somebody with a seat is signed in.
ON = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.activities.models import Enrolment, Session
from yinqiao.areas.portal.services.sessions import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.platform.access import Actor, acting
system, now = Actor.system("test"), timezone.now()
with acting(system):
    last = Session.objects.filter(offering__title="智能手机入门").latest("starts_at")
    Session.objects.filter(pk=last.pk).update(
        room=None, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=90)
    )
    person = Enrolment.objects.filter(offering_id=last.offering_id, state="seated").latest("code").retiree_id
proof = Proof(person, Means.PHONE_CODE)
print(last.pk, last.offering_id, open_session(actor=system, at=now, proof=proof, device=Device("手机")), sep=",")
"""


def _session(visit: Visit, *, asked: bool) -> tuple[str, str]:
    person, token = visit.site.run(TOKEN.replace("{asked}", str(asked))).strip().split(",")
    return person, token


def _on_the_phone(arrive: Arrive, token: str) -> Visit:
    phone = arrive(size=PHONE)
    phone.page.context.add_cookies([{"name": "yq_my", "value": token, "url": phone.site.url}])
    return phone


def _draws_up(street: Visit) -> str:
    today = datetime.now(UTC) + timedelta(hours=8)
    page = street.page
    street.go("/activities/")
    street.says("楷书入门", "合唱团")
    street.look("activities")
    street.go("/activities/new/")
    street.look("activity-new")
    for name, words in (
        ("title", "太极拳"), ("about", "二十四式，从站桩学起。"), ("teacher", "李老师"), ("seats", "20"), ("times", "3"),
        ("closes_on", f"{today + timedelta(days=5):%Y-%m-%d}"), ("first_on", f"{today + timedelta(days=8):%Y-%m-%d}"),
        ("begins", "10:30"), ("ends", "10:00"),
    ):  # fmt: skip
        page.locator(f"[name={name}]").fill(words)
    street.send("保存草稿")
    street.says("结束时间应晚于开始时间")
    street.look("activity-new-error")
    page.locator("[name=ends]").fill("11:30")
    street.send("保存草稿")
    street.says("已保存草稿")
    street.look("activity-draft")
    made = street.address()
    street.go(f"{made}change/")
    street.look()
    street.go(made)
    street.look()
    street.send("发布")
    street.says("发布“太极拳”吗")
    street.look("activity-publish")
    street.send("发布")
    street.says("已发布", "承诺数")
    street.look("activity-published")
    return made


def _looks_after_rooms(street: Visit) -> None:
    page = street.page
    street.go("/activities/branches/")
    street.look("activity-branches")
    street.go("/activities/branches/new/")
    street.look()
    page.locator("[name=name]").fill("社区活动室")
    page.locator("[name=address]").fill("社区服务中心一楼")
    street.send("保存")
    street.says("已登记分校")
    street.look()
    street.click("登记教室")
    street.look()
    page.locator("[name=name]").fill("棋牌室")
    page.locator("[name=seats]").fill("16")
    street.send("保存")
    street.says("已登记教室", "棋牌室")
    street.look("activity-branch")


def _reads_in_largest_type(phone: Visit, own: str) -> None:
    phone.page.context.add_cookies([{"name": "yq_type", "value": "30", "url": phone.site.url}])
    for address, name in (
        ("/my/activities/", "activities-own"),
        (own, "activity-own"),
        (f"{own}lots/", "activity-own-lots"),
    ):
        phone.go(address)
        phone.look(f"phone-largest-{name}")
    phone.page.context.add_cookies([{"name": "yq_type", "value": "20", "url": phone.site.url}])


def _enrols_at_home(phone: Visit, offering: str) -> None:
    own = offering.replace("/activities/", "/my/activities/")
    _reads_in_largest_type(phone, own)
    phone.go("/my/activities/")
    phone.says("太极拳", "不用抢")
    phone.look("phone-activities-own")
    phone.go(own)
    phone.look("phone-activity-own")
    phone.click("我要报名")
    phone.look("phone-activity-own-enrol")
    phone.page.locator("[name=together_with]").fill("123")
    phone.send("报名")
    phone.says("没有找到这个报名号")
    phone.look("phone-activity-own-error")
    phone.page.locator("[name=together_with]").fill("")
    phone.send("报名")
    phone.says("报上名了")
    phone.look("phone-activity-own-enrolled")
    phone.click("怎样抽签")
    phone.says("为什么公平")
    phone.look("phone-activity-own-lots")
    phone.go(f"{own}leave/")
    phone.look()


def _draws_lots(street: Visit) -> str:
    street.go("/activities/?when=to_settle")
    street.look()
    street.click("楷书入门")
    street.look()
    made = street.address()
    # Whoever died or was merged on another walk of this site takes part no more: the list itself says how many want it.
    wanted = street.page.locator("tbody tr", has_text="已报名").count()
    assert wanted > 4
    street.go(f"{made}settle/")
    street.says(f"报名 {wanted} 人，名额 4 个")
    street.send("确定名单")
    street.says("请填写")
    street.look("activity-settle")
    street.page.locator("[name=public_value]").fill("3888.60")
    street.send("确定名单")
    street.says("名单已定", "3888.60")
    street.look("activity-settled")
    return made


def _tells_and_takes_off(officer: Visit, street: Visit, made: str, newcomer: str) -> None:
    officer.go("/activities/to-tell/")
    officer.says("已录取", "列入候补")
    officer.look("activities-to-tell")
    officer.page.locator("[name=ids]").first.check()
    officer.send("记为已告知")
    officer.says("已记下告知 1 人")
    officer.look()
    officer.go(f"/activities/people/{newcomer}/")
    officer.look("activities-person")
    officer.click(re.compile("^替本人报名.*合唱团"))
    officer.look("activity-enrol")
    officer.send("报名")
    officer.says("已报名")
    officer.look()
    street.go(made)
    street.look()
    seated = street.page.locator("tr", has_text="已录取").first.get_by_role("link")
    street.follow(seated)
    street.look()
    street.click(re.compile("^退出.*楷书入门"))
    street.says("替本人退出吗")
    street.look("activity-withdraw")
    street.send("退出")
    street.says("已退出")
    street.look()


def _comes_by_code(street: Visit, arrive: Arrive) -> None:
    session, offering, token = street.site.run(ON).strip().split(",")
    street.go(f"/activities/{offering}/")
    street.look()
    street.click(re.compile("^签到码"))
    street.says("已签到 0 人")
    street.look("activity-code")
    code = "".join(street.page.locator(".checkin-code").inner_text().split())
    phone = _on_the_phone(arrive, token)
    phone.go("/my/")
    phone.look("phone-activity-own-today")
    phone.click("我到了，签到")
    phone.look("phone-activity-own-here")
    phone.page.locator("[name=code]").fill(f"{(int(code) + 1) % 10**6:06d}")
    phone.send("我到了")
    phone.says("这个签到码不对")
    phone.look("phone-activity-own-code-error")
    phone.page.context.add_cookies([{"name": "yq_type", "value": "30", "url": phone.site.url}])
    phone.go(f"/my/activities/{offering}/here/?code={code}")
    phone.look("phone-largest-activity-own-here")
    phone.send("我到了")
    phone.says("签到了")
    phone.look("phone-activity-own-came")
    street.go(f"/activities/sessions/{session}/code/")
    street.says("已签到 1 人")
    street.go(f"/activities/sessions/{session}/")
    street.says("1 人已报码签到")
    street.look("activity-roll-coded")


def test_a_course_from_its_draft_to_the_roll(arrive: Arrive) -> None:
    street, officer = arrive("jiedao.peng"), arrive("shequ.li")
    made = _draws_up(street)
    _looks_after_rooms(street)
    newcomer, token = _session(street, asked=False)
    phone = _on_the_phone(arrive, token)
    _enrols_at_home(phone, made)
    drawn = _draws_lots(street)
    _tells_and_takes_off(officer, street, drawn, newcomer)
    _, token = _session(street, asked=True)
    other = _on_the_phone(arrive, token)
    other.go("/my/")
    other.says("有一个名额给您")
    other.look("phone-activity-own-home")
    other.click("要不要这个名额")
    other.look("phone-activity-own-answer")
    other.send("要，我参加")
    other.says("录取了")
    other.look("phone-activities-own-seated")
    other.go(drawn.replace("/activities/", "/my/activities/") + "lots/")
    other.look("phone-activity-own-drawn")
    street.go("/activities/?title=智能手机")
    street.look()
    street.click("智能手机入门")
    street.look("activity")
    street.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    street.follow(street.page.get_by_role("link", name=re.compile("^点名")).nth(1))
    street.look("phone-activity-roll")
    street.page.locator("[name=present]").first.check()
    street.send("保存点名")
    street.says("到场 1 人")
    street.look("phone-activity")
    street.page.set_viewport_size({"width": OFFICE[0], "height": OFFICE[1]})
    _comes_by_code(street, arrive)
    street.go(made)
    street.look()
    street.follow(street.page.get_by_role("link", name=re.compile("^改时间")).first)
    street.page.locator("[name=begins]").fill("14:00")
    street.send("保存")
    street.says("结束时间应晚于开始时间")
    street.look("activity-move-error")
    street.page.locator("[name=ends]").fill("15:00")
    street.send("保存")
    street.says("已保存", "14:00")
    street.look()
    street.go(f"{made}cancel/")
    street.page.locator("[name=why]").fill("教师外出学习")
    street.look("activity-cancel")
    street.send("取消活动")
    street.says("已取消", "教师外出学习")
    street.look("activity-cancelled")
