"""A leaking roof that several offices mend together: opened, given in parallel, extended, closed, called back, reopened; a firm asks."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
COMMUNITY, STREET, DISTRICT, FIRM = "shequ.li", "jiedao.peng", "qu.xiao", "qiye.luo"
# Somebody near by of the firm that asks, and the name of that firm.
PERSON = """
import django; django.setup()
from yinqiao.areas.organisations.queries import enterprise_names, find_enterprise_by_uscc, scope_of_enterprise
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import NEAR, STREET
from yinqiao.shell.demo.loading.stories import enterprise_id_of
from yinqiao.areas.organisations.queries import places
firm = enterprise_id_of("tools")
with acting(Actor.system("test")):
    row = people_within(scope=Scope.everything()).filter(status="managed", enterprise_id=firm).order_by("born_on", "id").first()
    print(row.name, facts_of([row])[0]["id_no"], enterprise_names({firm})[firm], places().by_code[NEAR].name, places().by_code[STREET].name, sep=",")
"""


def _told(site: Site) -> list[str]:
    return site.run(PERSON).strip().splitlines()[-1].split(",")


def _fill(visit: Visit, **fields: str) -> None:
    for name, value in fields.items():
        visit.page.locator(f"[name={name}]").fill(value)


def _opens(visit: Visit) -> str:
    visit.go("/cases/")
    visit.look("shared-cases")
    visit.click("权责清单")
    visit.says("失联人员查找", "没有指定，由市级指定", "《信访工作条例》")
    visit.look("shared-kinds")
    visit.go("/cases/new/")
    visit.look("shared-new")
    visit.send("提出")
    visit.says("请选择种类", "请填写")
    visit.look("shared-new-error")
    visit.page.locator("[name=kind]").select_option("housing_repair")
    _fill(visit, words="三号楼屋面漏水，反映三次没有修", caller_name="周大姐", caller_phone="13911112222")
    visit.page.locator("[name=is_hidden]").check()
    visit.send("提出")
    visit.says("已提出", "住房维修问题", "待接收")
    assert "周大姐" not in visit.words()
    visit.look("shared-opened")
    found = re.search(r"LD-[0-9]{4}-[0-9]{5}", visit.words())
    assert found
    return visit.address()


def _gives(visit: Visit, case: str, firm: str, community: str) -> None:
    visit.go(case)
    visit.says("周大姐", "要求身份保密")
    visit.look("shared-case-new")
    visit.click("接收")
    visit.look("shared-accept")
    visit.send("接收，由本单位牵头")
    visit.says("已接收")
    for task, field, unit in (
        ("请上门查看三号楼屋面", "place", community),
        ("请查找房屋移交时的维修记录", "firm", firm),
    ):
        visit.click("交办协助单位")
        visit.look("shared-give")
        _fill(visit, task="请联系周大姐")
        _fill(visit, **{field: unit})
        visit.send("交办")
        visit.says("写有反映人的姓名或电话")
        visit.look("shared-give-error")
        _fill(visit, task=task)
        visit.send("交办")
        visit.says("已交办")
    visit.click("交办协助单位")
    visit.look()
    _fill(visit, task="请派人维修", office="某物业公司")
    visit.send("交办")
    visit.says("没有账户，发函办理")
    visit.look("shared-case-led")


def _answers(visit: Visit, task: str, picture: str) -> None:
    visit.go("/cases/steps/?standing=running")
    visit.look(f"{picture}-steps")
    for link in visit.page.locator("tbody a").all():
        address = link.get_attribute("href") or ""
        visit.go(address)
        if task in visit.words():
            break
    visit.says(task)
    assert "周大姐" not in visit.words() and "反映三次" not in visit.words()
    visit.look(f"{picture}-step")
    visit.click("答复办理结果")
    visit.look(f"{picture}-step-answer")
    _fill(visit, words="已经查看，防水层失效")
    visit.send("答复")
    visit.says("已答复交办单位", "已答复")
    visit.look()


def _meets(street: Visit, case: str, community: str) -> None:
    """What the meeting decides has an owner: the community's, and where nobody is named the street itself."""
    street.go(case)
    number = re.search(r"LD-[0-9]{4}-[0-9]{5}", street.words())
    assert number
    street.go("/cases/meetings/")
    street.look("meetings")
    street.click("召集会议")
    street.look("meeting-new")
    _fill(street, title="三号楼漏水协调会", held_on=timezone.localdate().isoformat(), numbers="LD-0")
    street.send("召集")
    street.says("没有办结的事项编号")
    street.look("meeting-new-error")
    _fill(street, numbers=number[0], invited="某物业公司")
    street.send("召集")
    street.says("已安排会议", "还没有记录决定")
    street.look()
    for task, owner in (("安排临时住处", community), ("落实维修资金", "")):
        street.click("记录决定")
        street.look("meeting-decide")
        _fill(street, task=task, place=owner, days="3")
        street.send("保存")
        street.says(task)
    street.look("meeting")
    street.click("会议记录定稿")
    street.look("meeting-record")
    _fill(street, present="某物业公司 王经理", minutes="先修后结，街道牵头。")
    street.send("定稿")
    street.says("没有责任单位，由召集单位负责", "先修后结")
    street.look("meeting-recorded")
    meeting = street.address()
    street.go("/cases/meetings/")
    street.look()
    for _ in range(2):
        street.go(case)
        street.look()
        # The two that the meeting has added.
        street.follow(street.page.locator("main").get_by_role("link", name=re.compile("^取消交办")).last)
        street.look("step-cancel")
        _fill(street, words="已由物业一并解决")
        street.send("取消交办")
        street.look()
    street.go(meeting)
    street.says("已取消")
    street.look()


def _ends(street: Visit, district: Visit, case: str) -> None:
    street.go(case)
    street.says("已经查看，防水层失效")
    street.click("申请延期")
    street.look("shared-extension")
    _fill(street, days="5", words="等物业备料")
    street.send("申请")
    street.says("等上级答复")
    street.look()
    district.go("/cases/?standing=extensions")
    district.look("shared-extensions")
    district.go(case)
    district.look()
    district.click("同意延期")
    district.look("shared-extend")
    district.send("同意")
    district.says("已延期 5 天")
    district.look()
    street.go(case)
    street.look()
    street.click(re.compile("登记复函"))
    street.look("shared-paper-answer")
    _fill(street, words="某物函3号：已维修")
    street.send("答复")
    street.says("某物函3号")
    street.look()
    street.click("办结")
    street.look("shared-close")
    street.page.locator("[name=result][value=solved]").check()
    _fill(street, outcome="已修好，已上门告知", cause="防水层超过年限，已列入维修计划", reply="已修好")
    street.send("办结")
    street.says("已办结", "还没有回访", "防水层超过年限")
    street.look("shared-closed")


def test_several_offices_mend_a_roof_together_and_who_is_not_content_has_it_reopened(
    arrive: Arrive, site: Site
) -> None:
    _, _, firm, community_name, _ = _told(site)
    community, street = arrive(COMMUNITY), arrive(STREET)
    case = _opens(community)
    _gives(street, case, firm, community_name)
    _answers(community, "请上门查看三号楼屋面", "shared-own")
    _answers(arrive(FIRM), "请查找房屋移交时的维修记录", "shared-firm")
    _meets(street, case, community_name)
    _ends(street, arrive(DISTRICT), case)
    community.go(case)
    community.look()
    community.click("登记回访")
    community.look("shared-call-back")
    community.page.locator("[name=grade][value=worst]").check()
    community.send("保存")
    community.says("请写明哪里没有解决")
    community.look()
    _fill(community, words="昨天下雨又漏了")
    community.send("保存")
    community.says("重新办理 1 次", "办理中")
    community.look("shared-reopened")


def test_an_office_sends_back_the_city_designates_and_an_enterprise_asks_for_liaison(
    arrive: Arrive, site: Site
) -> None:
    _, number, _, _, street_name = _told(site)
    community, street, city = arrive(COMMUNITY), arrive(STREET), arrive("shi.huang")
    community.go("/cases/new/")
    community.look()
    community.page.locator("[name=kind]").select_option("housing_repair")
    _fill(community, words="围墙倾斜，产权不明")
    community.send("提出")
    community.look()
    case = community.address()
    street.go(case)
    street.look()
    street.click("退回")
    street.look("shared-return")
    _fill(street, words="产权属原企业，不归街道")
    street.send("退回")
    street.says("由市级指定牵头单位")
    street.look("shared-returned")
    city.go("/cases/?standing=mine")
    city.look("shared-desk")
    city.go(case)
    city.look()
    city.click("指定牵头单位")
    city.look("shared-assign")
    _fill(city, place=street_name)
    city.send("指定")
    city.says("退回后由市级指定，不能再退")
    city.look("shared-assigned")
    firm = arrive(FIRM)
    firm.go("/cases/requests/")
    firm.look("liaison")
    firm.click("提出联络")
    firm.look("liaison-new")
    firm.page.locator("[name=kind]").select_option("liaison_ceremony")
    _fill(firm, numbers="990101195003070017", words="老职工金婚，工会上门祝贺")
    firm.send("提出")
    firm.says("第 1 行没有找到")
    firm.look("liaison-new-error")
    _fill(firm, numbers=number)
    firm.send("提出")
    firm.says("已提出", "红白喜事")
    firm.look("liaison-request")


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_cases_are_read_on_a_phone_and_in_the_largest_type(arrive: Arrive, look: str) -> None:
    visit = arrive("shi.mo", PHONE)
    if look == "phone-largest":
        visit.go("/appearance/")
        visit.page.locator("input[name=type_size][value='30']").check()
        visit.send("保存")
        visit.look()
    for where, name in (
        ("", "cases"),
        ("kinds/", "kinds"),
        ("new/", "new"),
        ("steps/", "steps"),
        ("meetings/", "meetings"),
        ("meetings/new/", "meeting-new"),
    ):
        visit.go(f"/cases/{where}")
        visit.look(f"{look}-shared-{name}")
    visit.go("/cases/")
    visit.follow(visit.page.locator("tbody a").first)
    visit.look(f"{look}-shared-case")
