"""One death through all faces: a department tells, everybody sees what it brought and has to do, then it is taken back."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from datetime import UTC, datetime

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.steps import choose, make_key
from tests.journeys.walk import Visit
from yinqiao.platform.outward.tests.receiver import Receiver, receiving

pytestmark = pytest.mark.journey
DEATH = "cn.yinqiao.person.death.v1"
BACK = "cn.yinqiao.person.death-withdrawn.v1"
# Of the community near by: the member for whom a place is responsible, of an enterprise with a signed agreement; somebody
# of whom nothing was heard for long. With the first day on which each can have died.
PEOPLE = """
import datetime
import django; django.setup()
from yinqiao.areas.agreements.queries import agreed_enterprises
from yinqiao.areas.contacts.queries import last_signs
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.models import Custody, Member
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    near = near.order_by("born_on", "id")
    firms = agreed_enterprises(scope=Scope.everything(), enterprises=set(near.values_list("enterprise_id", flat=True)))
    held = Custody.objects.filter(until__isnull=True, holder_place_no__isnull=False).values("member__retiree_id")
    first = near.filter(enterprise_id__in=firms, pk__in=held).first()
    others = near.exclude(name__in=[one.name for one in CAST])
    others = list(others.exclude(pk__in=Member.objects.filter(retiree_id__isnull=False).values("retiree_id")))
    early = datetime.date.today() - datetime.timedelta(days=70)
    signs = last_signs([first.pk, *(one.pk for one in others)])
    silent = next(one for one in others if signs.get(one.pk, early) <= early)
    rows = [first, silent]
    for one, facts in zip(rows, facts_of(rows)):
        day = max(signs.get(one.pk, early), early)
        print(one.name, facts["id_no"], one.pk, one.enterprise_id, day, sep=",")
"""
# Who signs in for the enterprise of the first.
OFFICER = """
import django; django.setup()
from yinqiao.areas.accounts.models import Grant
from yinqiao.platform.access import Actor, acting
from yinqiao.areas.organisations.queries import scope_of_enterprise
with acting(Actor.system("test")):
    for one in Grant.objects.filter(role="enterprise_officer").select_related("user"):
        if {firm} in scope_of_enterprise(enterprise_id=one.enterprise_id).enterprises:
            print(one.user.username)
"""


def _people(visit: Visit) -> list[list[str]]:
    return [line.split(",") for line in visit.site.run(PEOPLE).strip().splitlines()]


def _is_told(unit: Visit, url: str) -> None:
    """The street has its own programme told of what happens."""
    unit.go("/exchange/endpoints/")
    unit.look()
    unit.click("登记接收地址")
    unit.look()
    unit.page.get_by_label(re.compile("^用途")).fill("变动接收")
    choose(unit, "[name=key]", "变动推送")
    unit.page.get_by_label(re.compile("^接收地址")).fill(url)
    unit.send("下一步")
    unit.look()
    unit.send("确认登记")
    unit.look()


def _is_told_no_more(unit: Visit) -> None:
    unit.go("/exchange/endpoints/")
    unit.look()
    unit.click("变动接收")
    unit.look()
    unit.send("结束推送")
    unit.look()
    unit.send("确认结束")
    unit.says("已结束推送")
    unit.look()


def _registers(city: Visit) -> None:
    city.go("/inward/sources/new/")
    city.look()
    page = city.page
    for label, words in (("单位名称", "长沙市公安局"), ("来源标识", "gongan-biandong"), ("条款", "第二十五条")):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label(re.compile("^类别")).select_option("police")
    for kind in (DEATH, BACK):
        page.locator(f"[name=types][value='{kind}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("社会保险经办条例")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    choose(city, "[name=key]", "公安报送")
    city.send("登记")
    city.says("已登记信息来源")
    city.look()


def _tell(site: str, key: str, number: int, kind: str, **data: str) -> str:
    event = {
        "specversion": "1.0", "id": f"ga-{number}", "source": "/sources/gongan-biandong", "type": kind,
        "time": datetime.now(UTC).isoformat(timespec="seconds"), "data": data,
    }  # fmt: skip
    head = {"Authorization": f"Bearer {key}", "Content-Type": "application/cloudevents-batch+json"}
    request = urllib.request.Request(f"{site}/api/v1/changes", json.dumps([event]).encode(), head)
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["items"][0]["outcome"])


def _until_told(receiver: Receiver, *types: str) -> None:
    deadline = time.monotonic() + 60
    wanted = set(types)
    while wanted - {event["type"] for one in list(receiver.got) for event in json.loads(one.body)}:
        assert time.monotonic() < deadline, wanted
        time.sleep(0.3)


def test_a_death_goes_through_all_faces_and_is_taken_back(arrive: Arrive) -> None:
    unit, city = arrive("jiedao.admin"), arrive("shi.huang")
    first, silent = _people(city)
    dead, number, pk, firm, day = first
    key = make_key(unit, "公安报送")
    make_key(unit, "变动推送")
    _registers(city)
    with receiving() as receiver:
        _is_told(unit, receiver.url)
        assert _tell(city.site.url, key, 1, DEATH, id_number=number, name=dead, died_on=day) == "applied"
        _until_told(receiver, "retirees.death_recorded", "certification.ended")
        _from_the_message(city, dead)
        _at_the_community(arrive("shequ.li"), pk)
        officer = city.site.run(OFFICER.format(firm=firm)).split()[0]
        _has_to_do(arrive(officer), dead, "死亡告知原企业", "已知悉", "enterprise")
        _has_to_do(arrive("jiedao.peng"), dead, "党员去世，请党组织登记", "党组织已登记", "party")
        assert _tell(city.site.url, key, 4, DEATH, id_number=silent[1], name=silent[0], died_on=silent[4]) == "applied"
        _has_to_do(arrive("shebao.deng"), silent[0], "可能多发养老金", "转入本机构业务系统办理", "overpayment")
        assert _tell(city.site.url, key, 2, BACK, withdraws="ga-1", reason="同名误注销") == "applied"
        _is_taken_back(arrive("shequ.li"), pk)
        _until_told(receiver, "retirees.death_withdrawn")
    _is_told_no_more(unit)


def _from_the_message(city: Visit, name: str) -> None:
    city.go("/inward/sources/messages/?event=ga-1")
    city.look()
    city.follow(city.page.locator("tbody a").first)
    city.look()
    city.click("变动经过")
    city.says(name, "死亡登记", "长沙市公安局：死亡", "资格认证终止", "个有权接收的地址")
    city.look("effects-city")


def _at_the_community(officer: Visit, pk: str) -> None:
    officer.go(f"/people/{pk}/")
    officer.look()
    officer.click("变动经过")
    officer.says("死亡登记", "effects.certification_ends@2018-01-01", "死亡告知原企业", "党员去世，请党组织登记")
    assert "可能多发" not in officer.words()
    officer.look("effects-person")


def _has_to_do(who: Visit, name: str, kind: str, outcome: str, picture: str) -> None:
    who.go("/")
    who.says("变动带来的后续事项")
    who.look()
    who.go("/people/effects/")
    who.says(kind)
    who.look(f"followups-{picture}")
    who.follow(who.page.locator("tbody tr", has_text=kind).filter(has_text=name).locator("a").first)
    who.look(f"followup-{picture}")
    who.send("登记结果")
    who.says("请选择办理结果")
    who.look()
    who.page.get_by_label(outcome).check()
    who.send("登记结果")
    who.says("已登记办理结果")
    who.look()
    who.go("/people/effects/?state=all")
    who.look()
    who.follow(who.page.locator("tbody tr", has_text=kind).filter(has_text=name).locator("a").first)
    who.says(outcome, "恢复待办")
    who.look()


def _is_taken_back(officer: Visit, pk: str) -> None:
    officer.go(f"/people/effects/{pk}/")
    officer.says("已撤回", "撤销死亡登记", "资格认证继续", "死亡告知原企业（更正）")
    officer.look("effects-withdrawn")
