"""One death and one move through all faces: a department tells, everybody sees what it brought and has to do; letters."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.platform.outward.tests.receiver import Receiver, receiving
from yinqiao.shell.demo.cast import BESIDE

pytestmark = pytest.mark.journey
DEATH, RESIDENCE = "cn.yinqiao.person.death.v1", "cn.yinqiao.person.residence.v1"
BACK = "cn.yinqiao.person.death-withdrawn.v1"
# Two people of the community near by whom no other walk meets: a member whom a place has received, of an enterprise
# with a signed agreement, and somebody else.
PEOPLE = """
import django; django.setup()
from yinqiao.areas.agreements.queries import agreed_enterprises
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.models import Member
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, CAST_USERS
near = next(one.division for one in CAST_USERS if one.username == "shequ.li")
with acting(Actor.system("test")):
    people = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[near].place_no)
    people = people.exclude(name__in=[one.name for one in CAST]).order_by("born_on", "id")
    firms = agreed_enterprises(scope=Scope.everything(), enterprises=set(people.values_list("enterprise_id", flat=True)))
    members = Member.objects.filter(state="received").values("retiree_id")
    first = people.filter(enterprise_id__in=firms, pk__in=members).first()
    other = people.exclude(pk=first.pk).exclude(pk__in=members).first()
    for one, facts in zip((first, other), facts_of([first, other])):
        print(one.name, facts["id_no"], one.pk, one.enterprise_id, sep=",")
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
    return [line.split(",") for line in visit.site.run("-c", PEOPLE).strip().splitlines()]


def _key(unit: Visit, name: str) -> str:
    unit.go("/accounts/keys/new/")
    unit.page.get_by_label(re.compile("^名称")).fill(name)
    unit.page.get_by_label(re.compile("^所依授权")).select_option(index=1)
    unit.page.get_by_label(re.compile("^终止日期")).fill((datetime.now(UTC) + timedelta(days=90)).date().isoformat())
    unit.send("下一步")
    unit.send("确认发放")
    unit.look()
    return str(unit.page.locator("#key").input_value())


def _choose(visit: Visit, field: str, words: str) -> None:
    option = visit.page.locator(f"{field} option", has_text=words).first
    visit.page.locator(field).select_option(label=option.inner_text())


def _is_told(unit: Visit, url: str) -> None:
    """The street has its own programme told of what happens."""
    unit.go("/exchange/endpoints/")
    unit.click("登记接收地址")
    unit.page.get_by_label(re.compile("^用途")).fill("变动接收")
    _choose(unit, "[name=key]", "变动推送")
    unit.page.get_by_label(re.compile("^接收地址")).fill(url)
    unit.send("下一步")
    unit.send("确认登记")
    unit.look()


def _registers(city: Visit) -> None:
    city.go("/inward/sources/new/")
    page = city.page
    for label, words in (("单位名称", "长沙市公安局"), ("来源标识", "gongan-biandong"), ("条款", "第二十五条")):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label(re.compile("^类别")).select_option("police")
    for kind in (DEATH, RESIDENCE, BACK):
        page.locator(f"[name=types][value='{kind}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("社会保险经办条例")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    _choose(city, "[name=key]", "公安报送")
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


def test_a_death_and_a_move_go_through_all_faces(arrive: Arrive) -> None:
    unit, city = arrive("jiedao.admin"), arrive("shi.huang")
    (dead, number, pk, firm), (moved, other, other_pk, _) = _people(city)
    key = _key(unit, "公安报送")
    _key(unit, "变动推送")
    _registers(city)
    day = (datetime.now(UTC) - timedelta(days=70)).date().isoformat()
    with receiving() as receiver:
        _is_told(unit, receiver.url)
        assert _tell(city.site.url, key, 1, DEATH, id_number=number, name=dead, died_on=day) == "applied"
        _until_told(receiver, "retirees.death_recorded", "certification.ended")
        _from_the_message(city, dead)
        _at_the_community(arrive("shequ.li"), pk)
        officer = city.site.run("-c", OFFICER.format(firm=firm)).split()[0]
        _has_to_do(arrive(officer), dead, "死亡告知原企业", "已知悉", "enterprise")
        _has_to_do(arrive("jiedao.peng"), dead, "党员去世，请党组织登记", "党组织已登记", "party")
        _has_to_do(arrive("shebao.deng"), dead, "可能多发养老金", "转入本机构业务系统办理", "overpayment")
        assert _tell(city.site.url, key, 2, BACK, withdraws="ga-1", reason="同名误注销") == "applied"
        _is_taken_back(arrive("shequ.li"), pk)
        told = {"since": day, "address": "岳麓区望月湖街道新住处1栋", "division_code": BESIDE}
        assert _tell(city.site.url, key, 3, RESIDENCE, id_number=other, name=moved, **told) == "applied"
        _moves(arrive("shequ.tan"), moved, other_pk)
        _until_told(receiver, "retirees.death_withdrawn", "handover.person_accepted")
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go(f"/people/effects/{pk}/")
        seen.look(f"{look}-effects-person")


def _from_the_message(city: Visit, name: str) -> None:
    city.go("/inward/sources/messages/?event=ga-1")
    city.look()
    city.follow(city.page.locator("tbody a").first)
    city.click("变动经过")
    city.says(name, "死亡登记", "长沙市公安局：死亡", "资格认证终止", "个有权接收的地址")
    city.look("effects-city")


def _at_the_community(officer: Visit, pk: str) -> None:
    officer.go(f"/people/{pk}/")
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


def _moves(officer: Visit, name: str, pk: str) -> None:
    officer.go("/handover/waiting/")
    officer.look()
    officer.page.locator("tbody tr", has_text=name).locator("input[type=checkbox]").check()
    officer.send("接收")
    officer.look()
    officer.send("接收")
    officer.look()
    officer.go(f"/people/effects/{pk}/")
    officer.says("向新社区发出移交", "社区接收", "其后")
    officer.look("effects-moved")


def test_an_office_on_paper_is_asked_by_letter_and_its_answer_is_noted(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/letters/")
    officer.look("letters-empty")
    officer.go("/letters/people/?purpose=hardship")
    officer.look("letter-people-empty")
    officer.go("/letters/people/?purpose=hardship&who=all")
    for row in (0, 1):
        officer.page.locator("tbody input[type=checkbox]").nth(row).check()
    officer.look("letter-people")
    officer.send("列入去函")
    officer.says("共 2 人")
    officer.look("letter-send")
    officer.page.get_by_label(re.compile("^收函单位")).fill("长沙市岳麓区民政局")
    officer.send("取号并生成函件")
    officer.says("已取号并生成函件和名单", "退管函〔")
    officer.look("letter")
    address = officer.address()
    officer.click("函件和名单")
    officer.look()
    officer.go(address)
    officer.page.locator("tbody input[type=checkbox]").first.check()
    officer.send("登记答复")
    officer.look("letter-reply")
    page = officer.page
    page.get_by_label(re.compile("^复函文号")).fill("岳民函〔2026〕12号")
    page.get_by_label(re.compile("^复函日期")).fill(datetime.now(UTC).date().isoformat())
    officer.send("登记答复")
    officer.says("请选择答复结果")
    officer.look()
    page.get_by_label("不在名单内").check()
    page.set_input_files(
        "[name=scan]", [{"name": "复函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}]
    )
    officer.send("登记答复")
    officer.says("已登记 1 人的答复", "岳民函〔2026〕12号", "扫描件")
    officer.look("letter-answered")
    officer.go("/letters/")
    officer.look("letters")
    officer.go("/letters/people/?purpose=residence&who=all")
    officer.page.locator("tbody input[type=checkbox]").first.check()
    officer.send("列入去函")
    officer.send("取号并生成函件")
    officer.click("作废")
    officer.look("letter-void")
    officer.page.get_by_label(re.compile("^作废原因")).fill("重复发函")
    officer.send("作废")
    officer.says("已作废")
    officer.look()
    officer.follow(officer.page.locator("tbody a").first)
    person = officer.address().rstrip("/").split("/")[-1]
    officer.look()
    officer.go(f"/letters/people/{person}/")
    officer.look("letters-person")
    for look in ("phone", "phone-largest"):
        seen = arrive("shequ.li", PHONE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go("/letters/")
        seen.look(f"{look}-letters")
        seen.go(address)
        seen.look(f"{look}-letter")
