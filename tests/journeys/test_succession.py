"""The city renames one enterprise and dissolves another; its successor's officer finds who was returned, and answers."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
GONE, HEIR = "湘曜第二机床集团有限责任公司（演示）", "中湘第三建设集团有限公司（演示）"
NEW_NAME = "橘洲安装（演示）"
RENAMED = "中湘第三建设安装分公司（演示）"


def test_an_enterprise_is_renamed_and_found_by_both_names(arrive: Arrive) -> None:
    city, street = arrive("shi.huang"), arrive("jiedao.peng")
    city.go("/")
    city.look()
    city.page.locator("summary", has_text="台账与文书").click()
    city.follow(city.page.get_by_role("link", name="企业", exact=True).first)
    city.look("enterprises")
    _open(city, RENAMED)
    city.look("enterprise")
    city.click("登记更名")
    city.page.fill("[name=name]", HEIR)
    _fill(city, "renamed_on", "某国资〔2026〕11号")
    city.send("登记更名")
    city.says("已有另一家企业叫", "如果两家已经合并")
    city.look("enterprise-rename-error")
    _renames(city, NEW_NAME)
    city.says("已登记更名", NEW_NAME, f"{RENAMED}，用到 {timezone.localdate()}")
    city.look("enterprise-renamed")
    street.go("/enterprises/?text=建设安装分公司")
    street.says(NEW_NAME, RENAMED)
    street.look("enterprises-found")
    street.click(NEW_NAME)
    assert "登记更名" not in street.words(), "a street reads"
    street.look()
    # Back to what the other journeys call it: a return to a former name is a renaming like any other.
    city.click("登记更名")
    city.look("enterprise-rename")
    _renames(city, RENAMED)
    city.look()


def test_a_dissolved_enterprise_leaves_its_returned_people_to_its_successor(arrive: Arrive) -> None:
    community, city, heir, gone = (arrive(one) for one in ("shequ.li", "shi.huang", "qiye.chen", "qiye.luo"))
    name = _returns_one(community)
    city.go("/enterprises/")
    city.glance()
    _open(city, GONE)
    city.look()
    _dissolves(city)
    gone.go("/")
    gone.says("您还没有有效的角色")
    gone.look("enterprise-role-gone")
    heir.go("/")
    heir.says("社区退回，等待答复")
    heir.look()
    heir.go("/handover/rosters/upload/")
    assert GONE not in heir.words(), "nothing new begins under its name"
    heir.look()
    _answers(heir, name)
    community.go("/handover/waiting/?size=200")
    community.says("承继后核实，仍住该社区")
    community.look()
    community.page.locator("tbody tr", has_text=name).locator("a").first.click()
    community.says(f"{GONE}（承继：{HEIR}）")
    community.look("person-succeeded")
    _restores(city)
    gone.go("/handover/returned/")
    gone.look()


def _open(visit: Visit, name: str) -> None:
    visit.page.fill("main [name=text]", name[2:10])
    visit.send("筛选")
    visit.look()
    visit.follow(visit.page.locator("main tbody").get_by_role("link", name=name, exact=True))


def _fill(city: Visit, day: str, document: str) -> None:
    city.page.fill(f"[name={day}]", timezone.localdate().isoformat())
    city.page.fill("[name=document]", document)


def _renames(city: Visit, name: str) -> None:
    city.page.fill("[name=name]", name)
    _fill(city, "renamed_on", "某国资〔2026〕11号")
    city.send("登记更名")


def _returns_one(officer: Visit) -> str:
    officer.go("/handover/waiting/")
    officer.look()
    row = officer.page.locator("tbody tr", has_text=GONE).first
    name = row.locator("a").first.inner_text()
    row.locator("input[name=ids]").check()
    officer.send("退回企业")
    officer.look()
    officer.page.locator("input[value=not_resident]").check()
    officer.page.get_by_role("textbox", name="说明").fill("两次上门均无人。")
    officer.send("退回")
    officer.says("已退回 1 人")
    officer.look()
    return name


def _dissolves(city: Visit) -> None:
    city.click("登记注销和承继")
    city.look("enterprise-dissolve")
    _fill(city, "dissolved_on", "某国资〔2026〕12号")
    city.send("登记注销")
    city.says("请选择承继单位")
    city.look("enterprise-dissolve-error")
    city.page.fill("[name=successor]", HEIR)
    city.send("登记注销")
    city.says("已登记注销", "这家企业已注销，现由", HEIR, "退回待答复的人员")
    city.look("enterprise-dissolved")


def _answers(heir: Visit, name: str) -> None:
    heir.go("/handover/returned/")
    row = heir.page.locator("tbody tr", has_text=name).filter(has_text="两次上门均无人").first
    heir.look()
    heir.follow(row.get_by_role("link", name="答复或撤回"))
    heir.look()
    heir.page.get_by_label("答复").fill("承继后核实，仍住该社区。")
    heir.send("再次移交")
    heir.says(f"已再次移交{name}")
    heir.look()


def _restores(city: Visit) -> None:
    city.click("撤销注销登记")
    city.look("enterprise-restore")
    city.page.fill("[name=reason]", "演示完毕，恢复原状")
    city.send("撤销注销登记")
    city.says("已撤销注销登记", "存续")
    city.look()


def test_on_a_phone_and_in_the_largest_type_enterprises_fit_and_a_wrong_name_says_what_to_do(arrive: Arrive) -> None:
    city = arrive("shi.huang", PHONE)
    city.go("/enterprises/?text=机床")
    city.look("phone-enterprises")
    city.click(GONE)
    city.look("phone-enterprise")
    city.click("登记注销和承继")
    city.look("phone-enterprise-dissolve")
    city.go("/enterprises/?text=没有这家")
    city.says("没有")
    city.look("enterprises-empty")
