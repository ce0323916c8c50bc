"""The pages that are used all day, on a phone and in the largest type: nothing to scroll sideways, nothing unreadable."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.rosters import hire
from tests.journeys.steps import upload
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
LOOKS = {"phone": (PHONE, "16"), "phone-largest": (PHONE, "30"), "largest": (OFFICE, "30")}
LONG_NAME = "努尔艾合买提江·阿卜杜热依木江"


@pytest.mark.parametrize("look", LOOKS)
def test_the_daily_pages_of_a_community_fit(arrive: Arrive, look: str) -> None:
    officer = _with_type(arrive, "shequ.li", look)
    for path, name in (("/", "today"), ("/handover/waiting/", "waiting"), ("/handover/contacts/", "contacts"),
                       ("/people/", "people"), ("/papers/", "papers"), ("/search/", "search-page")):  # fmt: skip
        officer.go(path)
        officer.look(f"{look}-{name}")
    _opens_the_long_name(officer)
    officer.look(f"{look}-person")
    officer.follow(officer.page.get_by_role("link", name="更正联系方式与住址").first)
    officer.look(f"{look}-form")


@pytest.mark.parametrize("look", LOOKS)
def test_the_daily_pages_of_an_enterprise_and_the_city_fit(arrive: Arrive, look: str) -> None:
    at_a_desk = arrive("qiye.luo")
    report = upload(at_a_desk, "退休人员花名册.xlsx", hire(20, seed=79).faulty())
    at_a_desk.look()
    enterprise = _with_type(arrive, "qiye.luo", look)
    enterprise.go("/handover/rosters/")
    enterprise.look(f"{look}-rosters")
    enterprise.go(report)
    enterprise.look(f"{look}-report")
    enterprise.go("/handover/rosters/upload/")
    enterprise.look(f"{look}-upload")
    manager = _with_type(arrive, "shi.huang", look)
    manager.go("/insight/handover/?by=enterprise")
    manager.look(f"{look}-indicator")
    manager.go("/insight/three/?by=enterprise")
    manager.look(f"{look}-three")
    manager.go("/enterprises/?text=机床")
    manager.look(f"{look}-enterprise-list")


@pytest.mark.parametrize("look", LOOKS)
def test_what_a_person_asked_for_and_who_looked_fit(arrive: Arrive, look: str) -> None:
    _takes_down_a_request(arrive("shequ.li"))
    protector = _with_type(arrive, "geren.tang", look)
    protector.go("/people/requests/")
    protector.look(f"{look}-requests")
    protector.follow(protector.page.locator("tbody a", has_text=LONG_NAME).first)
    protector.says("天）")
    protector.look(f"{look}-asked-for")
    protector.click("谁看过、改过")
    protector.look(f"{look}-touches")


@pytest.mark.parametrize("look", LOOKS)
def test_a_watched_person_is_taken_off_the_list_without_scrolling_sideways(arrive: Arrive, look: str) -> None:
    protector = _with_type(arrive, "geren.tang", look)
    protector.go("/oversight/watched/")
    protector.page.get_by_label(re.compile("^姓名")).fill("龙𬭎")
    protector.page.get_by_label(re.compile("^出生日期")).fill("1960-08-20")
    protector.page.get_by_label(re.compile("^理由")).last.fill("曾有社会关注")
    protector.send("列入名单")
    protector.look(f"{look}-watched")
    way_off = protector.page.get_by_role("button", name="移出", exact=True)
    box = way_off.bounding_box()
    assert box and box["x"] + box["width"] <= LOOKS[look][0][0]
    protector.page.locator("main [name=why]").first.fill("关注期已过")
    protector.send("移出")
    protector.says("已移出名单。")
    protector.look()


def _opens_the_long_name(officer: Visit) -> None:
    officer.go(f"/people/?name={LONG_NAME[:7]}")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text=LONG_NAME).first)


def _takes_down_a_request(officer: Visit) -> None:
    """Somebody asks to read what is held of him, so that a day is left to answer by."""
    _opens_the_long_name(officer)
    officer.look()
    officer.click("登记请求")
    officer.look()
    officer.page.locator("input[name=kind][value=copy]").check()
    officer.page.locator("input[name=asked_by][value=self]").check()
    officer.page.get_by_label("请求内容").fill("请提供本人全部登记信息的复印件。")
    officer.send("登记请求")
    officer.look()


def _with_type(arrive: Arrive, username: str, look: str) -> Visit:
    """Somebody who chose this type size on a screen of this size."""
    size, type_size = LOOKS[look]
    visit = arrive(username, size)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{type_size}']").check()
    visit.send("保存")
    visit.look()
    return visit
