"""Somebody volunteers on the phone, a task is called for and arranged, hours are confirmed, put right and certified once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
# A session in the portal of somebody who does not volunteer yet.
TOKEN = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.portal.services.sessions import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.volunteers.models import Volunteer
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
system = Actor.system("test")
with acting(system):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    near = near.exclude(name__in=[one.name for one in CAST]).exclude(pk__in=Volunteer.objects.values("retiree_id"))
    person = near.order_by("-born_on", "id")[40].pk
proof = Proof(person, Means.PHONE_CODE)
print(person, open_session(actor=system, at=timezone.now(), proof=proof, device=Device("手机")), sep=",")
"""


def _calls_for(officer: Visit) -> str:
    day = datetime.now(UTC) + timedelta(hours=8, days=4)
    page = officer.page
    officer.go("/volunteers/")
    officer.says("楼道灯具检修")
    officer.look("volunteer-tasks")
    officer.click("发布任务")
    officer.look()
    for name, words in (
        ("title", "陪邻居去医院"), ("about", "陪着挂号、取药，送回家。"), ("where", "社区服务中心集合"),
        ("day", f"{day:%Y-%m-%d}"), ("begins", "09:00"), ("ends", "08:00"), ("wanted", "2"),
    ):  # fmt: skip
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=skill]").select_option("company")
    officer.send("发布")
    officer.says("结束时间应晚于开始时间")
    officer.look("volunteer-task-error")
    page.locator("[name=ends]").fill("11:30")
    officer.send("发布")
    officer.says("已发布", "推荐的志愿者", "会陪伴聊天")
    officer.look("volunteer-task-proposed")
    return officer.address()


def _volunteers(phone: Visit, task: str) -> None:
    phone.go("/my/volunteering/")
    phone.says("我要当志愿者")
    phone.look("phone-volunteers-none")
    phone.click("我要当志愿者")
    phone.look("phone-volunteer-join")
    phone.send("我要当志愿者")
    phone.says("同意以后才能登记")
    phone.look("phone-volunteer-join-error")
    for name, value in (("skills", "company"), ("times", "workday_am"), ("agrees", "on")):
        box = f"[name={name}][value={value}]" if name != "agrees" else "[name=agrees]"
        phone.page.locator(box).check()
    phone.send("我要当志愿者")
    phone.says("您是志愿者了", "陪邻居去医院")
    phone.look("phone-volunteers-own")
    own = task.replace("/volunteers/tasks/", "/my/volunteering/")
    phone.go(own)
    phone.look("phone-volunteer-task")
    phone.send("我去")
    phone.says("记下了，请按时来")
    phone.look("phone-volunteers-taken")
    phone.page.context.add_cookies([{"name": "yq_type", "value": "30", "url": phone.site.url}])
    for address, name in (("/my/volunteering/", "own"), ("/my/volunteering/join/", "join"), (own, "task")):
        phone.go(address)
        phone.look(f"phone-largest-volunteer-{name}")
    phone.page.context.add_cookies([{"name": "yq_type", "value": "20", "url": phone.site.url}])
    phone.go(own)
    phone.send("我来不了了")
    phone.says("记下了，您不来")
    phone.look()
    phone.go("/my/volunteering/leave/")
    phone.look()


def _arranges(officer: Visit, task: str, person: str) -> None:
    officer.go(task)
    officer.follow(officer.page.get_by_role("button", name=re.compile("^安排")).first)
    officer.says("已安排")
    officer.look("volunteer-task-arranged")
    officer.click(re.compile("^退出"))
    officer.says("替本人退出任务吗")
    officer.look()
    officer.go(f"/volunteers/people/{person}/")
    officer.says("陪伴聊天", "本人网上办理")
    officer.look("volunteer-person")
    officer.click("修改登记")
    officer.look("volunteer-sign-up")
    officer.go(f"/volunteers/people/{person}/training/")
    officer.look()
    officer.page.locator("[name=title]").fill("陪诊的安全和礼仪")
    officer.send("保存")
    officer.says("已登记培训")
    officer.look()
    officer.go(f"/volunteers/people/{person}/leave/")
    officer.look()
    officer.go(f"{task}cancel/")
    officer.page.locator("[name=why]").fill("医院停诊")
    officer.look()
    officer.send("取消任务")
    officer.says("取消原因：医院停诊")
    officer.look()


def _confirms(officer: Visit) -> None:
    officer.go("/volunteers/records/?wait=1&title=教邻居用手机")
    officer.look("volunteer-records-waiting")
    officer.follow(officer.page.locator("tbody a", has_text="教邻居用手机"))
    officer.look("volunteer-confirm")
    officer.page.locator("[name=ends]").fill("10:30")
    officer.send("保存")
    officer.says("已确认时长")
    officer.look("volunteer-task-done")
    officer.click(re.compile("^更正"))
    officer.send("保存")
    officer.says("更正要写明原因")
    officer.look("volunteer-correct-error")
    officer.page.locator("[name=why]").fill("漏记了半小时")
    officer.page.locator("[name=ends]").fill("11:00")
    officer.send("保存")
    officer.look()
    officer.click(re.compile("^更正"))
    officer.says("更正：漏记了半小时")
    officer.look("volunteer-trace")
    officer.go("/volunteers/records/")
    officer.look("volunteer-records")
    officer.go("/volunteers/people/")
    officer.look("volunteers")


def _certifies(officer: Visit) -> None:
    """The same hours once."""
    officer.go("/volunteers/records/?title=教邻居用手机")
    officer.follow(officer.page.locator("tbody a").first)
    person = officer.address().rstrip("/").rsplit("/", 1)[-1]
    issue = f"/certificates/people/{person}/volunteer_record/"
    officer.go(issue)
    officer.look("volunteer-certificate-issue")
    officer.page.locator("[name=purpose]").first.check()
    officer.page.locator("form button[type=submit].btn-primary").click()
    officer.look("volunteer-certificate")


def test_a_volunteer_from_the_phone_to_the_certificate(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    task = _calls_for(officer)
    person, token = officer.site.run(TOKEN).strip().split(",")
    phone = arrive(size=PHONE)
    phone.page.context.add_cookies([{"name": "yq_my", "value": token, "url": phone.site.url}])
    _volunteers(phone, task)
    _arranges(officer, task, person)
    _confirms(officer)
    _certifies(officer)
