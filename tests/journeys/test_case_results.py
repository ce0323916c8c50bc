"""The outcome of a case is told, printed, read and rated in 长辈版, followed up; a petition is answered with its right to a review."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.test_portal import PEOPLE, Person, comes_in
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
STREET, DISTRICT = "jiedao.peng", "qu.xiao"
# The street has mended a roof and answered a petition of somebody whom no other walk meets.
ENDED = """
import django; django.setup()
from uuid import UUID
from django.utils import timezone
from yinqiao.areas.cases import services
from yinqiao.areas.cases.types import NewCase, Outcome, Result
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, Scope
from yinqiao.shell.demo.cast import NEAR
now, system = timezone.now(), Actor.system("test")
near = places().by_code[NEAR]
path = places().path(near.place_no)
def office(row, role):
    return Actor(system.id, role, "测试", Scope.place(row.place_no, row.place_end, row.name), row.name)
city, street, community = office(path[0], "city_manager"), office(path[2], "street_officer"), office(near, "community_officer")
for kind, words in (("housing_repair", "屋面漏水"), ("petition", "反映取暖费没有发")):
    case = services.open_case(actor=community, at=now, new=NewCase(kind, words, people=(UUID("{pk}"),)))
    if kind == "petition":
        services.assign(actor=city, at=now, case_id=case, place_no=path[2].place_no, words="按清单")
    services.accept(actor=street, at=now, case_id=case)
    outcome = Outcome(Result.SOLVED, "屋面已经修好，下雨再漏请打街道电话。", "防水层超过年限")
    services.close(actor=street, at=now, case_id=case, outcome=outcome)
    print(case)
"""


def _person(site: Site) -> Person:
    told = PEOPLE.replace("others[60:66]", "others[24:25]").replace("*named[:1], ", "")
    return Person(*site.run(told).strip().splitlines()[-1].split(","))


def _tells(street: Visit, case: str, way: str, picture: str) -> None:
    street.go(f"/cases/{case}/")
    street.says("还没有告知")
    street.look(f"{picture}-untold")
    street.click("告知本人")
    street.look(f"{picture}-tell")
    street.send("保存告知")
    street.says("请选一个")
    street.look(f"{picture}-tell-error")
    street.page.locator(f"[name=way][value={way}]").check()
    street.send("保存告知")
    if way == "phone":
        street.says("请填写通话时间")
        street.look()
        street.page.locator("main [name=called_at]").fill("2026-03-05T10:20")
        street.send("保存告知")
    street.says("已登记告知")
    street.look(f"{picture}-told")


def test_an_outcome_is_told_printed_read_rated_and_followed_up(arrive: Arrive, site: Site) -> None:
    person = _person(site)
    repaired, petition = site.run(ENDED.replace("{pk}", person.pk)).strip().splitlines()[-2:]
    street = arrive(STREET)
    street.go("/case-results/")
    street.says("住房维修问题", "信访事项")
    street.look("case-results")
    _tells(street, repaired, "phone", "case-result")
    _tells(street, petition, "paper", "case-petition")
    street.click("打印告知单")
    street.says("办理结果告知单")
    street.look("case-result-print")
    street.send("取号并生成")
    street.look("case-result-paper")
    street.go(f"/cases/{petition}/ask_review/")
    street.says("收到书面答复的日期")
    street.look("case-ask-review")
    street.page.locator("main [name=words]").fill("取暖费仍然没有发")
    street.send("登记")
    street.says("已登记", "复查（复核）")
    street.look("case-reviewed")
    mine = arrive(size=PHONE)
    comes_in(mine, person)
    mine.look()
    mine.go("/my/requests/")
    mine.says("屋面已经修好", "请求复查")
    mine.look("my-matters")
    mine.page.get_by_role("link", name="评一评办得怎么样").last.click()
    mine.look("my-matter-rate")
    mine.page.get_by_label("不满意", exact=True).check()
    mine.page.get_by_label("想说的话").fill("又漏了")
    mine.send("提交")
    mine.says("您的评价：不满意")
    mine.look("my-matter-rated")
    district = arrive(DISTRICT)
    for case in (repaired, petition):
        district.go(f"/cases/{case}/")
        district.look()
        if district.page.get_by_role("link", name="代记评价").count():
            district.click("代记评价")
            district.look("case-result-note")
            district.page.locator("main [name=grade][value=good]").check()
            district.page.locator("main [name=by][value=paper]").check()
            district.send("保存")
            district.says("已记下评价")
            district.look()
    district.go("/ratings/?item=joint_case&follow_up=open")
    district.look()
    district.follow(district.page.locator("tbody a").first)
    district.says("又漏了")
    district.look("case-result-rating")


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_outcomes_are_read_on_a_phone_and_in_the_largest_type(arrive: Arrive, look: str) -> None:
    visit = arrive(STREET, PHONE)
    if look == "phone-largest":
        visit.go("/appearance/")
        visit.page.locator("input[name=type_size][value='30']").check()
        visit.send("保存")
        visit.look()
    visit.go("/case-results/")
    visit.look(f"{look}-case-results")
    visit.go("/cases/?standing=closed")
    visit.look()
    visit.follow(visit.page.locator("tbody a").first)
    visit.look(f"{look}-case-result")
